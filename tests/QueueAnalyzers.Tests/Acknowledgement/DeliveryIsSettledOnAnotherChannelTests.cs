using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1010.</summary>
public class DeliveryIsSettledOnAnotherChannelTests
{
    [Theory, AllClients(
        "await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);",
        "await~ other.{|RMQ1010:BasicAck~|}(multiple: false, deliveryTag: args.DeliveryTag);",
        "await~ other.{|RMQ1010:BasicNack~|}(args.DeliveryTag, false, false);",
        "await~ other.{|RMQ1010:BasicReject~|}(args.DeliveryTag, false);",
        "var tag = args.DeliveryTag; Console.WriteLine(tag); await~ other.{|RMQ1010:BasicAck~|}(tag, false);",
        "var same = other; await~ same.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);",
        "try { Console.WriteLine(args.Body.Length); await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false); } catch (Exception) { await~ other.{|RMQ1010:BasicReject~|}(args.DeliveryTag, false); }",
        "try { Console.WriteLine(args.Body.Length); await~ channel.BasicAck~(args.DeliveryTag, false); } catch (Exception) { await~ other.{|RMQ1010:BasicReject~|}(args.DeliveryTag, false); }",
        "await~ Done~(); async~ Task~ Done~() { await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false); }",
        "await~ {|RMQ1010:Finish|}(other, args);",
        "await~ {|RMQ1010:Finish|}(args: args, channel: other);",
        "await~ field.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);",
        "await~ this.field.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false);")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Verify.Reports<ForeignChannelAnalyzer>(version, InHandler(body));

    [Theory, AllClients(
        "await~ channel.BasicAck~(args.DeliveryTag, false);",
        "var same = channel; await~ same.BasicAck~(args.DeliveryTag, false);",
        "await~ ((EventingConsumer~)sender!).Channel~.BasicAck~(args.DeliveryTag, false);",
        "await~ consumer.Channel~.BasicAck~(args.DeliveryTag, false);",
        "await~ Own.BasicAck~(args.DeliveryTag, false);",
        "await~ given.BasicAck~(args.DeliveryTag, false);",
        "await~ reassigned.BasicAck~(args.DeliveryTag, false);",
        "await~ renewed.BasicAck~(args.DeliveryTag, false);",
        "await~ injected.BasicAck~(args.DeliveryTag, false);",
        "await~ channels[0].BasicAck~(args.DeliveryTag, false);",
        "await~ (args.Redelivered ? channel : other).BasicAck~(args.DeliveryTag, false);",
        "await~ other.BasicPublish~(\"\", \"next\", null~ args.Body); await~ channel.BasicAck~(args.DeliveryTag, false);",
        "var result = await~ other.BasicGet~(\"next\", false); if (result != null) await~ other.BasicAck~(result.DeliveryTag, false); await~ channel.BasicAck~(args.DeliveryTag, false);",
        "await~ other.BasicAck~(pending, false); await~ channel.BasicAck~(args.DeliveryTag, false);",
        "await~ Finish(channel, args);",
        "await~ channels[1].BasicAck~(args.DeliveryTag, false);")]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Verify.Silent<ForeignChannelAnalyzer>(version, InHandler(body).Replace("Finish(other", "Finish(channel", StringComparison.Ordinal));

    [Theory, AllGenerations]
    public Task Reports_at_the_call_of_the_helper(ClientVersion version) => Verify.That(version, TwoFields("consuming", "publishing", "{|RMQ1010:Finish|}", "{|also:BasicAck~|}"))
        .WithMessages("The delivery of queue 'orders' is settled on another channel than the one it came on: the broker answers '406 PRECONDITION_FAILED - unknown delivery tag', closes that channel, and the delivery stays unacknowledged")
        .Reports<ForeignChannelAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_the_same_field(ClientVersion version) => Verify.Silent<ForeignChannelAnalyzer>(version, TwoFields("consuming", "consuming", "Finish", "BasicAck~"));

    [Theory, AllGenerations]
    public Task Reports_what_is_fetched(ClientVersion version) => Verify.Reports<ForeignChannelAnalyzer>(version, Fetched("second.{|RMQ1010:BasicAck~|}"));

    [Theory, AllGenerations]
    public Task Silent_on_what_is_fetched(ClientVersion version) => Verify.Silent<ForeignChannelAnalyzer>(version, Fetched("first.BasicAck~"));

    [Theory, AllGenerations]
    public Task Silent_on_channels_of_one_creation(ClientVersion version) => Verify.Silent<ForeignChannelAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IConnection connection)
        {
            IChannel~ first = await~ Create(connection), second = await~ Create(connection);
            var consumer = new EventingConsumer~(first);
            consumer.Received~ += async~ (sender, args) => await~ second.BasicAck~(args.DeliveryTag, false);
            await~ first.BasicConsume~("orders", false, consumer);
        }

        private static async~ Task~<IChannel~> Create(IConnection connection) { return await~ connection.CreateChannel~(); }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_channels_made_in_a_loop(ClientVersion version) => Verify.Silent<ForeignChannelAnalyzer>(version, InMethod(
        """
        for (var i = 0; i < 4; i++)
        {
            var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => await~ channel.BasicAck~(args.DeliveryTag, false);
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """,
        "IConnection connection"));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<ForeignChannelAnalyzer>(version,
        """
        using var connection = await~ new ConnectionFactory().CreateConnection~();
        using var channel = await~ connection.CreateChannel~();
        using var other = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);
        Console.ReadLine();

        async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { await~ other.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false); }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_primary_constructor(ClientVersion version) => Verify.Reports<ForeignChannelAnalyzer>(version,
        """
        public sealed class Worker(IConnection connection)
        {
            public async~ Task~ Run()
            {
                IChannel~[] made = [await~ connection.CreateChannel~()];
                var first = await~ connection.CreateChannel~();
                var second = await~ connection.CreateChannel~();
                var consumer = new EventingConsumer~(first);
                consumer.Received~ += async~ (_, args) => { Console.WriteLine(made.Length); await~ second.{|RMQ1010:BasicAck~|}(args.DeliveryTag, false); };
                await~ first.BasicConsume~("orders", false, consumer);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_users(ClientVersion version) => Verify.Silent<ForeignChannelAnalyzer>(version, InClass(
        """
        public sealed class Own { public void BasicAck(ulong tag, bool multiple) { } }
        public async~ Task~ Run(IConnection connection)
        {
            var other = new Own();
            var channel = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => { other.BasicAck(args.DeliveryTag, false); await~ channel.BasicAck~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var first = connection.CreateChannel~(; var second = connection.;
        var consumer = new EventingConsumer~(first);
        consumer.Received~ += (_, args) => second.BasicAck~(args.DeliveryTag, ;
        first.BasicConsume~("orders", false, consumer);
        """,
        "IConnection connection")).AllowingErrors().Silent<ForeignChannelAnalyzer>();

    private static string Fetched(string settle) => InMethod(
        $$"""
        var first = await~ connection.CreateChannel~();
        var second = await~ connection.CreateChannel~();
        var result = await~ first.BasicGet~("orders", false);
        if (result != null)
        {
            Console.WriteLine(result.Body.Length);
            await~ {{settle}}(result.DeliveryTag, false);
        }

        await~ second.Close~();
        """,
        "IConnection connection");

    private static string TwoFields(string consuming, string settling, string finish, string settle) => InClass(
        $$"""
        private IChannel~? consuming, publishing;

        public async~ Task~ Start(IConnection connection)
        {
            consuming = await~ connection.CreateChannel~();
            publishing = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~({{consuming}});
            consumer.Received~ += OnReceived;
            await~ {{consuming}}.BasicConsume~("orders", false, consumer);
            await~ publishing.Close~();
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            Console.WriteLine(args.Body.Length);
            await~ {{finish}}(args.DeliveryTag);
        }

        private async~ Task~ Finish(ulong tag)
        {
            await~ {{settling}}!.{{settle}}(tag, false);
        }
        """);

    private static string InHandler(string body) => InClass(
        $$"""
        private readonly IChannel~ field;
        private readonly IChannel~ injected;
        private readonly List<IChannel~> channels = new();
        private IChannel~? reassigned;
        private ulong pending = 0;
        public IChannel~ Own => injected;
        public Program(IConnection connection, IChannel~ injected) { this.injected = injected; field = {connection.CreateModel()~~connection.CreateChannelAsync().Result}; }

        public async~ Task~ Run(IConnection connection, IChannel~ given)
        {
            var channel = await~ connection.CreateChannel~();
            var other = await~ connection.CreateChannel~();
            reassigned = await~ connection.CreateChannel~();
            var renewed = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { {{body}} };
            await~ channel.BasicConsume~("orders", false, consumer);
            await~ other.Close~();
            renewed = await~ connection.CreateChannel~();
        }

        public async~ Task~ Renew(IConnection connection) { reassigned = await~ connection.CreateChannel~(); pending++; }

        private async~ Task~ Finish(IChannel~ channel, BasicDeliverEventArgs args)
        {
            await~ channel.{{(body.Contains("Finish", StringComparison.Ordinal) && body.Contains("RMQ1010", StringComparison.Ordinal) ? "{|also:BasicAck~|}" : "BasicAck~")}}(args.DeliveryTag, false);
        }
        """);
}
