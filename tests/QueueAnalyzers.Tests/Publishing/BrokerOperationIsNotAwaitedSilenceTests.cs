using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3004: tasks that somebody may wait for.</summary>
public class BrokerOperationIsNotAwaitedSilenceTests
{
    private const string Parameters = "IChannel channel, IConnection connection, ReadOnlyMemory<byte> body";

    [Theory, Generations(V71, V7, Cases = [
        """await channel.BasicPublishAsync("orders", "new", body);""",
        """await channel.BasicPublishAsync("orders", "new", body).ConfigureAwait(false);""",
        """await (channel.BasicPublishAsync("orders", "new", body));""",
        """await channel.BasicPublishAsync("orders", "new", body).AsTask().WaitAsync(TimeSpan.FromSeconds(5));""",
        """channel.BasicPublishAsync("orders", "new", body).AsTask().Wait();""",
        """channel.BasicPublishAsync("orders", "new", body).GetAwaiter().GetResult();""",
        """_ = channel.QueueDeclareAsync("orders").Result;""",
        """channel.BasicPublishAsync("orders", "new", body).AsTask().ContinueWith(task => Console.WriteLine(task.Exception));""",
        """var sent = channel.BasicPublishAsync("orders", "new", body); await sent;""",
        """var sent = channel.BasicPublishAsync("orders", "new", body); if (!sent.IsCompletedSuccessfully) await sent;""",
        """Task sent; await (sent = channel.CloseAsync());""",
        """await Task.WhenAll(channel.BasicPublishAsync("orders", "new", body).AsTask(), channel.BasicPublishAsync("orders", "new", body).AsTask());""",
        """var tasks = new List<Task> { channel.CloseAsync() }; tasks.Add(channel.BasicPublishAsync("orders", "new", body).AsTask()); await Task.WhenAll(tasks);""",
        """Task[] tasks = [channel.CloseAsync(), connection.CloseAsync()]; await Task.WhenAll(tasks);""",
        """Task[] tasks = new Task[1]; tasks[0] = channel.CloseAsync(); await Task.WhenAll(tasks);""",
        """await (channel?.CloseAsync() ?? Task.CompletedTask);""",
        """await Task.WhenAll(Enumerable.Range(0, 10).Select(number => channel.BasicPublishAsync("orders", "new", body).AsTask()));""",
        """await Task.WhenAny(channel.CloseAsync(), Task.Delay(1000));""",
        """(Task First, Task Second) both = (channel.CloseAsync(), connection.CloseAsync()); await both.First; await both.Second;"""])]
    public Task SilentWhereSomebodyWaits(ClientVersion version, string statement) =>
        Verify.Silent<UnawaitedOperationAnalyzer>(version, InMethod(statement, Parameters));

    [Theory, Generations(V7, Cases = [
        """Func<ulong, ValueTask> acknowledge = tag => channel.BasicAckAsync(tag, false); await acknowledge(1);""",
        """Func<ulong, ValueTask> acknowledge = tag => _ = channel.BasicAckAsync(tag, false); await acknowledge(1);""",
        """Func<ulong, ValueTask> acknowledge = tag => { return channel.BasicAckAsync(tag, false); }; await acknowledge(1);""",
        """consumer.ReceivedAsync += (_, args) => channel.BasicAckAsync(args.DeliveryTag, false).AsTask();""",
        """consumer.ReceivedAsync += async (_, args) => await channel.BasicAckAsync(args.DeliveryTag, false);""",
        """await Task.Run(() => channel.CloseAsync());""",
        """await Parallel.ForEachAsync(new ulong[] { 1 }, (tag, stop) => channel.BasicAckAsync(tag, false, stop));""",
        """ValueTask Acknowledge(ulong tag) => channel.BasicAckAsync(tag, false); await Acknowledge(1);""",
        """Action<ulong> acknowledge = async tag => await channel.BasicAckAsync(tag, false); acknowledge(1);""",
        """await foreach (var task in Tasks()) await task; async IAsyncEnumerable<Task> Tasks() { await Task.Yield(); yield return channel.CloseAsync(); }"""])]
    public Task SilentWhereTheTaskIsReturned(ClientVersion version, string statement) =>
        Verify.Silent<UnawaitedOperationAnalyzer>(version, InMethod(statement, "IChannel channel, AsyncEventingBasicConsumer consumer"));

    [Fact]
    public Task SilentWhereTheTaskIsStoredOrPassed() => Verify.Silent<UnawaitedOperationAnalyzer>(V7,
        """
        public class Publisher(IChannel channel)
        {
            private readonly Dictionary<int, Task> _pending = new();
            private Task _last = Task.CompletedTask;

            public Task Closing { get; private set; } = channel.CloseAsync();

            public Task Publish(byte[] body)
            {
                _last = channel.BasicPublishAsync("", "orders", body).AsTask();
                _pending[1] = channel.BasicPublishAsync("", "orders", body).AsTask();
                Closing = channel.CloseAsync();
                channel.BasicPublishAsync("", "orders", body).AsTask().FireAndForget();
                Watch(channel.CloseAsync());
                Start(out var started);
                return started;
            }

            private void Start(out Task task) => task = channel.CloseAsync();

            private static void Watch(Task task) => task.ContinueWith(done => Console.WriteLine(done.Exception));
        }

        public static class TaskExtensions
        {
            public static async void FireAndForget(this Task task)
            {
                try { await task; }
                catch (Exception exception) { Console.WriteLine(exception); }
            }
        }
        """);

    [Fact]
    public Task SilentAboutALocalThatIsReadElsewhere() => Verify.Silent<UnawaitedOperationAnalyzer>(V7, InMethod(
        """
        Task? closing = null;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => closing?.Wait();
        closing = channel.CloseAsync();
        """,
        "IChannel channel"));

    [Fact]
    public Task SilentAboutMocks() => Verify.That(V7,
        """
        namespace NSubstitute
        {
            public static class SubstituteExtensions
            {
                public static T Received<T>(this T substitute) => substitute;
                public static T DidNotReceive<T>(this T substitute) => substitute;
                public static void Returns<T>(this T value, T returned) { }
            }

            public static class Received
            {
                public static void InOrder(Action calls) => calls();
            }
        }

        namespace Shop.Tests
        {
            using NSubstitute;

            public class Tests
            {
                public void Run(IChannel channel)
                {
                    channel.Received().BasicAckAsync(1, false);
                    channel.DidNotReceive().BasicNackAsync(1, false, true);
                    channel.BasicAckAsync(1, false).Returns(default(ValueTask));
                    Received.InOrder(() =>
                    {
                        channel.BasicAckAsync(1, false);
                        channel.CloseAsync();
                    });
                }
            }
        }
        """).Silent<UnawaitedOperationAnalyzer>();

    [Fact]
    public Task SilentAboutExpressionTreesAndExpectedFailures() => Verify.Silent<UnawaitedOperationAnalyzer>(V7,
        """
        using System.Linq.Expressions;

        public class Tests
        {
            public Expression<Action<IChannel>> Call { get; } = channel => channel.BasicAckAsync(1, false, default);

            public void Run(IChannel channel) => Assert.Throws<Exception>(() => { channel.CloseAsync(); });
        }

        public static class Assert
        {
            public static void Throws<T>(Action action) => action();
        }
        """);

    [Fact]
    public Task SilentAboutAUsersOwnType() => Verify.Silent<UnawaitedOperationAnalyzer>(V7,
        """
        namespace Shop
        {
            public interface IChannel
            {
                ValueTask BasicAckAsync(ulong deliveryTag, bool multiple);
                Task CloseAsync();
                ValueTask DisposeAsync();
            }

            public static class Program
            {
                public static void Run(IChannel channel, System.IO.Stream stream)
                {
                    channel.BasicAckAsync(1, false);
                    channel.CloseAsync();
                    channel.DisposeAsync();
                    stream.DisposeAsync();
                    AcknowledgeAsync();
                }

                private static Task AcknowledgeAsync() => Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task SilentAboutOtherOperationsOfTheClient() => Verify.Silent<UnawaitedOperationAnalyzer>(V7, InMethod(
        """
        channel.Dispose();
        connection.Dispose();
        new ConnectionFactory().CreateConnectionAsync();
        consumer.HandleBasicCancelOkAsync("tag");
        """,
        "IChannel channel, IConnection connection, AsyncEventingBasicConsumer consumer"));

    [Theory, OldGenerations]
    public Task SilentAboutOlderClients(ClientVersion version) => Verify.Silent<UnawaitedOperationAnalyzer>(version, InMethod(
        """
        channel.BasicPublish("orders", "new", null, body);
        channel.BasicAck(1, false);
        channel.BasicRecoverAsync(true);
        channel.Close();
        """,
        "IModel channel, Body~ body"));

    [Fact]
    public Task SilentInGeneratedCode() => Verify.Silent<UnawaitedOperationAnalyzer>(V7, "// <auto-generated/>\n#nullable enable\n" + InMethod("channel.BasicAckAsync(1, false);", "IChannel channel"));

    [Fact]
    public Task SilentWithoutTheClient() => Verify.That(V7,
        """
        public class Channel
        {
            public Task CloseAsync() => Task.CompletedTask;
            public void Run() => CloseAsync();
        }
        """).WithoutClient().Silent<UnawaitedOperationAnalyzer>();

    [Fact]
    public Task SilentInTestProjectsIfAsked()
    {
        var xunit = Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create("xunit.core", options: new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
        return Verify.That(V7, InMethod("channel.BasicAckAsync(1, false);", "IChannel channel"))
            .WithReference(xunit)
            .WithOption("exclude_test_projects", "true")
            .Silent<UnawaitedOperationAnalyzer>();
    }

    [Fact]
    public Task SilentAboutCodeThatDoesNotBind() => Verify.That(V7, InMethod(
        """
        unknown.BasicAckAsync(1, false);
        channel.BasicAckAsyncc(1, false);
        channel.CloseAsync;
        """, Parameters)).AllowingErrors().Silent<UnawaitedOperationAnalyzer>();
}
