using QueueAnalyzers.Acknowledgement;
using QueueAnalyzers.Durability;

namespace QueueAnalyzers.Tests.Client;

/// <summary>What is judged in a file because of another one: a file that does not name the client is not passed over.</summary>
public class FilesApartTests
{
    private const string Attached = """
        public static class Program
        {
            public static async Task Run(IChannel channel)
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += new Handling(channel).OnMessageAsync;
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """;

    [Fact]
    public Task A_handler_that_is_attached_in_another_file() => Verify.That(V7, Attached)
        .WithDocument("Handling.cs", """
            using System.Threading.Tasks;

            public class Handling(RabbitMQ.Client.IChannel channel)
            {
                public async Task OnMessageAsync(object sender, RabbitMQ.Client.Events.BasicDeliverEventArgs args)
                {
                    if (args.Redelivered)
                        {|RMQ1004:return;|}
                    await channel.BasicAckAsync(args.DeliveryTag, false);
                }
            }
            """)
        .Reports<UnsettledPathAnalyzer>();

    [Fact]
    public Task A_handler_that_settles_elsewhere_and_names_the_delivery_by_a_global_alias() => Verify.That(V7, Attached)
        .WithDocument("Aliases.cs", """
            global using Delivered = RabbitMQ.Client.Events.BasicDeliverEventArgs;
            """)
        .WithDocument("Settling.cs", """
            using System.Threading.Tasks;
            using RabbitMQ.Client;

            public static class Settling
            {
                public static async Task AcceptAsync(IChannel channel, Delivered args) => await channel.BasicAckAsync(args.DeliveryTag, false);
            }
            """)
        .WithDocument("Handling.cs", """
            using System.Threading.Tasks;

            public class Handling(RabbitMQ.Client.IChannel channel)
            {
                public async Task OnMessageAsync(object sender, Delivered args)
                {
                    if (args.Redelivered)
                        {|RMQ1004:return;|}
                    await Settling.AcceptAsync(channel, args);
                }
            }
            """)
        .Reports<UnsettledPathAnalyzer>();

    [Theory, AllGenerations]
    public Task A_caller_of_a_wrapper_of_a_declaration(ClientVersion version) => Verify.That(version, """
        public static class Queues
        {
            public static async~ Task~ Declare(IChannel~ channel, string name, bool durable) => await~ channel.QueueDeclare~(name, durable, false, false, null);
        }
        """)
        .WithDocument("Setup.cs", """
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Setup
            {
                public static async~ Task~ All(IChannel~ channel, bool? keep) => await~ Queues.Declare(channel, "orders", keep == true);

                public static async~ Task~ Some(IChannel~ channel, bool keep) => await~ Queues.Declare(channel, "some", keep);
            }
            """)
        .WithDocument("Caller.cs", """
            using System.Threading.Tasks;

            public static class Caller
            {
                public static async~ Task~ Run(RabbitMQ.Client.IChannel~ channel)
                {
                    await~ Setup.All(channel, false);
                    await~ Setup.Some(channel, [|false|]);
                }
            }
            """)
        .Reports<QueueDurabilityAnalyzer>();

    [Theory, AllGenerations]
    public Task A_caller_of_a_wrapper_of_a_consume(ClientVersion version) => Verify.That(version, """
        public static class Consuming
        {
            public static async~ Task~ From(IChannel~ channel, string queue, System.Boolean isAutomatic, IConsumer~ consumer) => await~ channel.BasicConsume~(queue, isAutomatic, consumer);
        }
        """)
        .WithDocument("Caller.cs", """
            using System.Threading.Tasks;

            public static class Caller
            {
                public static async~ Task~ Run(RabbitMQ.Client.IChannel~ channel, RabbitMQ.Client.Events.AsyncEventingBasicConsumer consumer)
                {
                    consumer.Received~ += (_, args) => { System.Console.WriteLine(args.RoutingKey); return Task.CompletedTask; };
                    await~ Consuming.From(channel, "orders", [|true|], consumer);
                }
            }
            """)
        .Reports<AutomaticConsumerAnalyzer>();
}
