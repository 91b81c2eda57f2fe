using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4010.</summary>
public class BlockingCallInsideAConsumerCallbackTests
{
    [Theory, Generations(ClientVersion.V7, Cases = ["await channel.[|CloseAsync|]();", "await channel.[|DisposeAsync|]();", "await channel.[|CloseAsync|](200, \"done\");", "await connection.[|CloseAsync|]();", "await connection.[|DisposeAsync|]();",
        "await channel.[|CloseAsync|]().ConfigureAwait(false);", "channel.[|CloseAsync|]().Wait();", "connection.[|CloseAsync|]().GetAwaiter().GetResult();", "if (args.Redelivered) await channel.[|CloseAsync|]();",
        "await ((AsyncEventingBasicConsumer)sender).Channel.[|CloseAsync|]();", "try { } finally { await channel.[|CloseAsync|](); }", "await channel!.[|DisposeAsync|]();"])]
    public Task Reports_closing_in_a_handler(ClientVersion version, string statement) => Verify.Reports<BlockingCallbackAnalyzer>(version, Handler(statement));

    [Theory, OldGenerations("connection.[|Close|]();", "connection.[|Dispose|]();", "connection?.[|Close|]();", "connection.[|Close|](200, \"done\");", "if (args.Redelivered) connection.[|Dispose|]();")]
    public Task Reports_closing_the_connection(ClientVersion version, string statement) => Verify.Reports<BlockingCallbackAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations]
    public Task Reports_a_method_with_fields(ClientVersion version) => Verify.Reports<BlockingCallbackAnalyzer>(version, InClass(
        """
        private IConnection connection;
        private IChannel~ channel;
        public async~ Task~ Run(ConnectionFactory factory)
        {
            connection = await~ factory.CreateConnection~();
            channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("a", false, consumer);
            await~ channel.BasicConsume~("b", false, consumer);
        }
        private async~ Task~ OnReceived(object sender, BasicDeliverEventArgs args) { await~ connection.[|Close~|](); }
        """));

    [Theory, Generations(ClientVersion.V7)]
    public Task Reports_an_override_and_an_expression(ClientVersion version) => Verify.Reports<BlockingCallbackAnalyzer>(version,
        """
        public class Program
        {
            public async Task Run(IChannel channel)
            {
                await channel.BasicConsumeAsync("a", false, new Once(channel));
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, _) => channel.[|CloseAsync|]();
                await channel.BasicConsumeAsync("a", false, consumer);
            }
        }
        public class Once(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override async Task HandleBasicDeliverAsync(Delivery~) { await Channel.[|CloseAsync|](); }
        }
        """);

    [Theory, AllGenerations("BasicReturn", "BasicAcks", "BasicNacks")]
    public Task Reports_a_question_to_the_broker(ClientVersion version, string name) => Verify.Reports<BlockingCallbackAnalyzer>(version, InMethod(
        $$"""
        channel.{{name}}~ += async~ (_, _) =>
        {
            await~ channel.[|QueueDeclare~|]("a", true, false, false, null);
            await~ channel.[|BasicGet~|]("a", false);
            await~ channel.[|Close~|]();
        };
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method_and_the_sender(ClientVersion version) => Verify.Reports<BlockingCallbackAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(ConnectionFactory factory)
        {
            var connection = await~ factory.CreateConnection~();
            var channel = await~ connection.CreateChannel~();
            channel.BasicReturn~ += OnReturned;
            channel.BasicAcks~ += async~ (_, _) => { var other = await~ connection.[|CreateChannel~|](); };
        }
        private async~ Task~ OnReturned(object sender, BasicReturnEventArgs args) { await~ ((IChannel~)sender).[|QueueDeclare~|]("a", true, false, false, null); }
        """));

    [Theory, OldGenerations]
    public Task Reports_waiting_for_confirms(ClientVersion version) => Verify.Reports<BlockingCallbackAnalyzer>(version, InMethod(
        """
        channel.BasicReturn += (_, args) =>
        {
            channel.BasicPublish("", "unroutable", null, args.Body);
            channel.[|WaitForConfirmsOrDie|]();
        };
        """));

    [Theory, Generations(ClientVersion.V7)]
    public Task Reports_a_tracked_publish(ClientVersion version) => Verify.Reports<BlockingCallbackAnalyzer>(version, InMethod(
        """
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        channel.BasicReturnAsync += async (_, args) => await channel.[|BasicPublishAsync|]("", "unroutable", args.Body);
        """, "IConnection connection"));

    [Theory, Generations(ClientVersion.V7)]
    public Task Messages_say_what_happens(ClientVersion version) => Verify.That(version, Handler(
        """
        await channel.[|CloseAsync|]();
        channel.BasicReturnAsync += async (_, _) => await channel.[|QueueDeleteAsync|]("a");
        """))
        .WithMessages(
            "'CloseAsync' waits inside of a delivery handler for what cannot come before it has returned: it never returns",
            "'QueueDeleteAsync' waits inside of a handler of BasicReturnAsync for what cannot come before it has returned: it fails after the continuation timeout, 20 seconds if nobody sets it")
        .Reports<BlockingCallbackAnalyzer>();

    [Theory, AllGenerations(
        "await~ channel.QueueDeclare~(\"a\", true, false, false, null);", "await~ channel.BasicGet~(\"a\", false);", "await~ channel.BasicCancel~(args.ConsumerTag);", "await~ channel.BasicAck~(args.DeliveryTag, false);",
        "_ = Task.Run(async () => { await~ connection.Close~(); await Task.Yield(); });", "Action stop = async~ () => { await~ connection.Close~(); };",
        "using~ var other = await~ new ConnectionFactory().CreateConnection~(); await~ other.Close~();", "var mine = await~ connection.CreateChannel~(); await~ mine.Close~();", "var stream = new System.IO.MemoryStream(); stream.Close(); stream.Dispose();",
        "stopping.Cancel();")]
    public Task Silent_on_what_is_harmless(ClientVersion version, string statement) => Verify.Silent<BlockingCallbackAnalyzer>(version, Handler(statement));

    [Theory, OldGenerations("channel.Close();", "channel.Dispose();", "channel.WaitForConfirmsOrDie();")]
    public Task Silent_on_the_channel_in_old_clients(ClientVersion version, string statement) => Verify.Silent<BlockingCallbackAnalyzer>(version, Handler(statement));

    [Theory, Generations(ClientVersion.V7, Cases = ["_ = channel.CloseAsync();", "var closing = channel.CloseAsync();", "closings.Add(channel.CloseAsync());"])]
    public Task Silent_on_closing_that_nobody_waits_for(ClientVersion version, string statement) => Verify.Silent<BlockingCallbackAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations(
        "await~ channel.BasicAck~(1, false);", "await~ other.QueueDeclare~(\"a\", true, false, false, null);", "_ = Task.Run(async () => { await~ channel.Close~(); await Task.Yield(); });", "Console.WriteLine(1);")]
    public Task Silent_on_events_that_ask_nothing(ClientVersion version, string statement) => Verify.Silent<BlockingCallbackAnalyzer>(version, InMethod(
        $$"""
        channel.BasicReturn~ += async~ (_, _) => { {{statement}} };
        channel.BasicAcks~ += async~ (_, _) => { {{statement}} };
        """, "IChannel~ channel, IChannel~ other"));

    [Theory, AllGenerations]
    public Task Silent_on_an_untracked_publish(ClientVersion version) => Verify.Silent<BlockingCallbackAnalyzer>(version, InMethod(
        """
        var channel = await~ connection.CreateChannel~();
        channel.BasicReturn~ += async~ (_, args) => await~ channel.BasicPublish~("", "unroutable", {null, ~~}args.Body);
        """, "IConnection connection"));

    [Theory, AllGenerations]
    public Task Silent_on_other_events(ClientVersion version) => Verify.Silent<BlockingCallbackAnalyzer>(version, InMethod(
        """
        channel.ChannelShutdown~ += async~ (_, _) => await~ channel.Close~();
        connection.ConnectionShutdown~ += async~ (_, _) => await~ connection.Close~();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => connection.Dispose();
        """, "IChannel~ channel, IConnection connection"));

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, Handler(
        """
        await~ channel.Missing~(;
        channel.BasicReturn~ += ;
        channel.BasicReturn~ += missing;
        """)).AllowingErrors().Silent<BlockingCallbackAnalyzer>();

    private static string Handler(string statements) => "#nullable disable\n" + InClass(
        $$"""
        private readonly CancellationTokenSource stopping = new();
        private readonly List<object> closings = new();
        public async~ Task~ Run(IConnection connection)
        {
            var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{statements}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """);
}
