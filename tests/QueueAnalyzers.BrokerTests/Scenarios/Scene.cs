using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;

[assembly: AssemblyFixture(typeof(Scene))]

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>What all scenarios share: the broker, the built samples and the table of what was lost.</summary>
public sealed class Scene : IAsyncLifetime
{
    private const string Required = "QUEUE_ANALYZERS_REQUIRE_BROKER";
    private const string NoBroker = "RabbitMQ is not installed on this machine (on Debian: apt-get install rabbitmq-server).";

    private readonly LossTable _table = new();
    private Broker? _broker;
    private SampleBuilds? _builds;

    public async ValueTask InitializeAsync()
    {
        if (!Broker.IsInstalled)
            return;
        try
        {
            _builds = await SampleBuilds.CreateAsync();
            _broker = await Broker.StartAsync();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
            await _broker.DisposeAsync();
        _builds?.Dispose();
        if (_table.IsEmpty)
            return;
        _table.Save();
        TestContext.Current.SendDiagnosticMessage(_table.ToMarkdown());
    }

    internal Task RestartBrokerAsync() => _broker!.RestartAsync();

    internal async Task<Play> BeginAsync(Sample sample, Code code)
    {
        SkipWithoutBroker();
        return new Play(sample, code, _builds!, await _broker!.CreateVirtualHostAsync());
    }

    internal void Add(Loss loss)
    {
        _table.Add(loss);
        TestContext.Current.TestOutputHelper?.WriteLine(loss.ToString());
    }

    private void SkipWithoutBroker()
    {
        if (_broker is not null)
            return;
        if (Environment.GetEnvironmentVariable(Required) == "1")
            Assert.Fail($"{NoBroker} {Required}=1 asks for it.");
        Assert.Skip(NoBroker);
    }
}
