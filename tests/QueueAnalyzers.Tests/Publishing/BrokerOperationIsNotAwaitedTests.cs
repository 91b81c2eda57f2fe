using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3004: which tasks are dropped.</summary>
public class BrokerOperationIsNotAwaitedTests
{
    private const string Parameters = "IChannel channel, IConnection connection, ReadOnlyMemory<byte> body";

    [Theory, Generations(V71, V7, Cases = [
        """channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """channel.[|BasicPublishAsync|](exchange: "orders", routingKey: "new", mandatory: true, basicProperties: new BasicProperties(), body: body);""",
        """_ = channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """var sent = channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """ValueTask sent; sent = channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """var _ = channel.[|BasicPublishAsync|]("orders", "new", body);""",
        """channel.[|BasicPublishAsync|]("orders", "new", body).AsTask();""",
        """channel.[|BasicPublishAsync|]("orders", "new", body).ConfigureAwait(false);""",
        """_ = channel.[|BasicPublishAsync|]("orders", "new", body).AsTask().ConfigureAwait(false);""",
        """_ = (channel.[|BasicPublishAsync|]("orders", "new", body));""",
        """_ = body.Length > 0 ? channel.[|BasicPublishAsync|]("orders", "new", body) : default;""",
        """IChannelExtensions.[|BasicPublishAsync|](channel, "orders", "new", body);"""])]
    public Task ReportsAPublish(ClientVersion version, string statement) =>
        Verify.That(version, InMethod(statement, Parameters)).WithMessagesContaining("'BasicPublishAsync'").Reports<UnawaitedOperationAnalyzer>();

    [Theory, Generations(V7, Cases = [
        "channel.[|BasicAckAsync|](1, false);",
        "channel.[|BasicRejectAsync|](1, requeue: false);",
        "channel.[|QueueDeclareAsync|](\"orders\", durable: true, exclusive: false, autoDelete: false);",
        "channel.[|QueueBindAsync|](\"orders\", \"events\", \"#\");",
        "channel.[|BasicQosAsync|](0, 10, false);",
        "channel.[|TxCommitAsync|]();",
        "channel.[|CloseAsync|]();",
        "channel?.[|CloseAsync|]();",
        "channel.[|AbortAsync|]();",
        "channel.[|DisposeAsync|]();",
        "channel?.[|DisposeAsync|]();",
        "_ = channel?.[|CloseAsync|]();",
        "_ = channel?.[|CloseAsync|]() ?? Task.CompletedTask;",
        "connection.[|CloseAsync|]();",
        "connection?.[|CloseAsync|]();",
        "connection.[|DisposeAsync|]();",
        "connection.[|CreateChannelAsync|]();",
        "connection.[|UpdateSecretAsync|](\"secret\", \"expired\");"])]
    public Task ReportsOtherOperations(ClientVersion version, string statement) =>
        Verify.Reports<UnawaitedOperationAnalyzer>(version, InMethod(statement, "IChannel channel, IConnection connection"));

    [Theory, Generations(V7, Cases = [
        """consumer.ReceivedAsync += (_, args) => { channel.[|BasicAckAsync|](args.DeliveryTag, false); return Task.CompletedTask; };""",
        """consumer.ReceivedAsync += async (_, args) => { await Task.Yield(); channel.[|BasicAckAsync|](args.DeliveryTag, false); };""",
        """consumer.ReceivedAsync += (_, args) => { _ = channel.[|BasicAckAsync|](args.DeliveryTag, false); return Task.CompletedTask; };""",
        """consumer.ReceivedAsync += delegate(object sender, BasicDeliverEventArgs args) { _ = channel.[|BasicAckAsync|](args.DeliveryTag, false); return Task.CompletedTask; };""",
        """Action<ulong> acknowledge = tag => channel.[|BasicAckAsync|](tag, false);""",
        """Action<ulong> acknowledge = tag => _ = channel.[|BasicAckAsync|](tag, false);""",
        """new List<ulong>().ForEach(tag => channel.[|BasicAckAsync|](tag, false));""",
        """AppDomain.CurrentDomain.ProcessExit += (_, _) => channel.[|CloseAsync|]();""",
        """void Acknowledge(ulong tag) => channel.[|BasicAckAsync|](tag, false); Acknowledge(1);""",
        """async Task Acknowledge(ulong tag) { channel.[|BasicAckAsync|](tag, false); await Task.Yield(); } return Acknowledge(1);""",
        """try { channel.[|BasicAckAsync|](1, false); } finally { channel.[|CloseAsync|](); }""",
        """for (ulong tag = 1; tag < 10; channel.[|BasicAckAsync|](tag++, false)) { }"""])]
    public Task ReportsInEveryContext(ClientVersion version, string statement) => Verify.Reports<UnawaitedOperationAnalyzer>(version, InClass(
        $$"""
        public Task Run(IChannel channel, AsyncEventingBasicConsumer consumer)
        {
            {{(statement.Contains("return Acknowledge", StringComparison.Ordinal) ? statement : statement + " return Task.CompletedTask;")}}
        }
        """));

    [Fact]
    public Task ReportsInMembersThatCannotAwait() => Verify.Reports<UnawaitedOperationAnalyzer>(V7,
        """
        public sealed class Publisher(IChannel channel) : IDisposable
        {
            public ReadOnlyMemory<byte> Latest
            {
                set => channel.[|BasicPublishAsync|]("orders", "new", value);
            }

            public void Dispose()
            {
                lock (this)
                    channel.[|CloseAsync|]();
            }

            ~Publisher() => channel.[|AbortAsync|]();
        }
        """);

    [Fact]
    public Task ReportsTopLevelStatements() => Verify.Reports<UnawaitedOperationAnalyzer>(V7,
        """
        var factory = new ConnectionFactory();
        await using var connection = await factory.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        for (var i = 0; i < 10; i++)
            channel.[|BasicPublishAsync|]("", "orders", new byte[] { 1 });
        """);

    [Fact]
    public Task ReportsClassesThatImplementTheChannel() => Verify.That(V7,
        """
        public class Orders
        {
            public void Acknowledge<T>(T channel) where T : IChannel => channel.[|BasicAckAsync|](1, false);
            public void Acknowledge(Decorator channel) => channel.[|BasicAckAsync|](1, false);
        }

        public abstract class Decorator : IChannel
        {
            public ValueTask BasicAckAsync(ulong tag, bool several, CancellationToken stop = default) => default;
        }
        """).AllowingErrors("CS0535").Reports<UnawaitedOperationAnalyzer>();

    [Fact]
    public Task ReportsALocalThatIsOnlyWritten() => Verify.Reports<UnawaitedOperationAnalyzer>(V7, InMethod(
        """
        Task last = Task.CompletedTask;
        foreach (var body in bodies)
            last = channel.[|BasicPublishAsync|]("", "orders", body).AsTask();
        """,
        "IChannel channel, List<byte[]> bodies"));

    [Fact]
    public Task ReportsInCodeThatDoesNotCompile() => Verify.That(V7, InMethod(
        """
        channel.[|BasicAckAsync|](1, false);
        channel.BasicAckAsync(1, undefined.Member
        """, Parameters)).AllowingErrors().Reports<UnawaitedOperationAnalyzer>();
}
