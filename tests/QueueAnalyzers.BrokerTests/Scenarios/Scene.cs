using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Measurements;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

[assembly: AssemblyFixture(typeof(Scene))]

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>What all scenarios share: the brokers, the built samples and the table of what was lost. Each is made when the first scenario asks for it.</summary>
public sealed class Scene : IAsyncLifetime
{
    private const string Required = "QUEUE_ANALYZERS_REQUIRE_BROKER";

    private readonly LossTable _table = new();
    private readonly Dictionary<string, Task<Broker>> _brokers = [];
    private Task<SampleBuilds>? _builds;
    private readonly Lazy<Workshop> _workshop = new(() => new Workshop());

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers.Values.Where(start => start.IsCompletedSuccessfully))
            await (await broker).DisposeAsync();
        if (_builds is { IsCompletedSuccessfully: true } builds)
            (await builds).Dispose();
        if (_workshop.IsValueCreated)
            _workshop.Value.Dispose();
        if (_table.IsEmpty)
            return;
        _table.Save();
        TestContext.Current.SendDiagnosticMessage(_table.ToMarkdown());
    }

    internal async Task RestartBrokerAsync() => await (await BrokerAsync(Releases.V3)).RestartAsync();

    internal async Task<Play> BeginAsync(Sample sample, Code code)
    {
        var broker = await BrokerAsync(Releases.V3);
        var builds = await (_builds ??= SampleBuilds.CreateAsync());
        return new Play(sample, code, builds, await broker.CreateVirtualHostAsync());
    }

    /// <summary>Both forms of a small program, ready to be run on a broker.</summary>
    internal async Task<Trial> BeginAsync(Mistake mistake, string client, string release)
    {
        var broker = await BrokerAsync(release);
        return new Trial(mistake, await _workshop.Value.MakeAsync(mistake, ClientVersion.Of(client)), client, release, broker);
    }

    /// <summary>The running broker of a release. The test is skipped where it is not installed.</summary>
    internal Task<Broker> BrokerAsync(string release)
    {
        if (_brokers.TryGetValue(release, out var broker))
            return broker;
        var installation = Installation.Of(release);
        if (installation.Missing is { } missing)
            SkipBecause(missing);
        // A start that fails is not tried again.
        return _brokers[release] = Broker.StartAsync(installation);
    }

    /// <summary>Holds a run of a sample to what the documentation says of it.</summary>
    internal void Add(Loss loss)
    {
        _table.Add(loss);
        Say(loss.ToString());
        DocumentedMeasurements.Hold($"{loss.Sample.Name}: {loss.Scenario}", loss.Code, Releases.V3, loss.Sample.Client, loss.Published, loss.Lost);
    }

    /// <summary>Leaves a measured number in the output of the test.</summary>
    internal static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static void SkipBecause(string missing)
    {
        if (Environment.GetEnvironmentVariable(Required) == "1")
            Assert.Fail($"{missing} {Required}=1 asks for it.");
        Assert.Skip(missing);
    }
}
