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

    [Theory, AllGenerations]
    public Task A_caller_of_a_wrapper_that_puts_its_flag_into_a_local(ClientVersion version) => Verify.That(version, """
        public static class Queues
        {
            public static async~ Task~ Declare(IChannel~ channel, string name, bool keep)
            {
                var durable = (bool)keep;
                await~ channel.QueueDeclare~(name, durable, false, false, null);
            }
        }
        """)
        .WithDocument("Setup.cs", """
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Setup
            {
                public static async~ Task~ All(IChannel~ channel) => await~ Queues.Declare(channel, "orders", [|false|]);
            }
            """)
        .Reports<QueueDurabilityAnalyzer>();

    [Theory]
    [InlineData("false", "{|RMQ1004:return;|}")]
    [InlineData("true", "return;")]
    public Task A_handler_whose_consumer_is_registered_by_another_type(string autoAck, string end) => JudgeAsync<UnsettledPathAnalyzer>(autoAck == "false", Verify.That(V7, $$"""
        public class Consuming
        {
            public Consuming(IChannel channel)
            {
                Consumer = new AsyncEventingBasicConsumer(channel);
                Consumer.ReceivedAsync += async (_, args) =>
                {
                    if (args.Redelivered)
                        {{end}}
                    await channel.BasicAckAsync(args.DeliveryTag, false);
                };
            }

            public AsyncEventingBasicConsumer Consumer { get; }
        }
        """)
        .WithDocument("Starting.cs", $$"""
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Starting
            {
                public static Task Run(IChannel channel, Consuming consuming) => channel.BasicConsumeAsync("orders", {{autoAck}}, consuming.Consumer);
            }
            """));

    private const string Rejected = """
        public class Consuming(IChannel channel)
        {
            public async Task Run()
            {
                await channel.QueueDeclareAsync("orders", true, false, false, null);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, args) => HANDLE;
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """;

    [Theory]
    [InlineData("await Settling.RejectAsync(channel, args)", "static", "IChannel channel, BasicDeliverEventArgs args", "args.DeliveryTag")]
    [InlineData("await Settling.RejectAsync(channel, args.DeliveryTag)", "static", "IChannel channel, ulong tag", "tag")]
    [InlineData("await Settling.RejectAsync(channel, (object)args)", "static", "IChannel channel, object args", "((BasicDeliverEventArgs)args).DeliveryTag")]
    [InlineData("await Settling.RejectAsync(channel, args)", "static", "IChannel channel, AsyncEventArgs args", "((BasicDeliverEventArgs)args).DeliveryTag")]
    [InlineData("await Settling.RejectAsync<BasicDeliverEventArgs>(channel, args)", "static", "IChannel channel, T args", "((BasicDeliverEventArgs)(object)args!).DeliveryTag")]
    [InlineData("await new Settling(channel, args).RejectAsync()", "", "", "_args.DeliveryTag")]
    public Task A_handler_that_rejects_in_another_file(string handle, string modifier, string parameters, string tag) => Verify.That(V7, Rejected.Replace("HANDLE", handle, StringComparison.Ordinal))
        .WithDocument("Settling.cs", $$"""
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            using System.Threading.Tasks;

            public class Settling(IChannel _channel, BasicDeliverEventArgs _args)
            {
                public Task AcknowledgeAsync() => _channel.BasicAckAsync(_args.DeliveryTag, false).AsTask();
                public {{modifier}} async Task RejectAsync{{(parameters.Contains("T args", StringComparison.Ordinal) ? "<T>" : "")}}({{parameters}}) =>
                    await {{(modifier.Length > 0 ? "channel" : "_channel")}}.BasicRejectAsync({{tag}}, {|RMQ1012:false|});
            }
            """)
        .Reports<DiscardedRejectionAnalyzer>();

    [Fact]
    public Task A_handler_that_rejects_through_other_files() => Verify.That(V7, Rejected.Replace("HANDLE", "await Through.OneAsync(channel, args)", StringComparison.Ordinal))
        .WithDocument("Through.cs", """
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            using System.Threading.Tasks;

            public static class Through
            {
                public static async Task OneAsync(IChannel channel, BasicDeliverEventArgs args) => await TwoAsync(channel, args);
                private static async Task TwoAsync(IChannel channel, BasicDeliverEventArgs args) => await Settling.RejectAsync(channel, args);
            }
            """)
        .WithDocument("Settling.cs", """
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            using System.Threading.Tasks;

            public static class Settling
            {
                public static Task RejectAsync(IChannel channel, BasicDeliverEventArgs args) => channel.BasicRejectAsync(args.DeliveryTag, {|RMQ1012:false|}).AsTask();
            }
            """)
        .Reports<DiscardedRejectionAnalyzer>();

    [Theory]
    [InlineData("\"orders\"", true)]
    [InlineData("queue: \"orders\"", true)]
    [InlineData("Names.Orders", true)]
    [InlineData("Names.Fixed", true)]
    [InlineData("name", true)]
    [InlineData("(nameof(orders))", true)]
    [InlineData("\"or\" + \"ders\"", true)]
    [InlineData("Of(\"orders\")", false)]
    [InlineData("computed", false)]
    [InlineData("\"others\"", false)]
    [InlineData("", false)]
    public Task Declarations_that_conflict(string name, bool conflicts) => JudgeAsync<DeclarationConflictAnalyzer>(conflicts, Verify.That(V7, """
        public static class First
        {
            public static Task Run(IChannel channel) => channel.QueueDeclareAsync("orders", true, false, false, null);
        }
        """)
        .WithDocument("Second.cs", $$"""
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Names
            {
                public const string Orders = "orders";
                public static readonly string Fixed = "orders";
            }

            public static class Second
            {
                private const int orders = 1;
                public static Task Run(IChannel channel)
                {
                    var name = "orders";
                    var computed = Of(name);
                    return channel.{{(conflicts ? "{|RMQ2006:QueueDeclareAsync|}" : "QueueDeclareAsync")}}({{name}}{{(name.Length > 0 ? ", " : "")}}durable: true, exclusive: false, autoDelete: true);
                }
                private static string Of(string name) => name;
            }
            """));

    [Fact]
    public Task A_declaration_through_a_wrapper_that_conflicts() => Verify.That(V7, """
        public static class First
        {
            public static Task Run(IChannel channel) => channel.QueueDeclareAsync("orders", true, false, false, null);
        }
        """)
        .WithDocument("Queues.cs", """
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Queues
            {
                public static Task Declare(IChannel channel, string queue) => channel.QueueDeclareAsync(queue, true, false, true, null);
            }
            """)
        .WithDocument("Second.cs", """
            using RabbitMQ.Client;
            using System.Threading.Tasks;

            public static class Second
            {
                public static Task Run(IChannel channel) => Queues.{|RMQ2006:Declare|}(channel, "orders");
            }
            """)
        .Reports<DeclarationConflictAnalyzer>();

    private static Task JudgeAsync<TAnalyzer>(bool reports, Scenario scenario)
        where TAnalyzer : Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer, new() => reports ? scenario.Reports<TAnalyzer>() : scenario.Silent<TAnalyzer>();
}
