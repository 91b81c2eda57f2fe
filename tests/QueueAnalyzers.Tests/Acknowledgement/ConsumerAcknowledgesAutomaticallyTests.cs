using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1001.</summary>
public class ConsumerAcknowledgesAutomaticallyTests
{
    private const string Consumer =
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) => { Console.WriteLine(args.Body.Length); await~ Nap~(); };
        """;

    private const string Nap = "static Task~ Nap~() { return~; }";

    [Theory, AllClients(
        "\"orders\", {|RMQ1001:true|}, consumer",
        "\"orders\", {|RMQ1001:autoAck: true|}, consumer",
        "\"orders\", {|RMQ1001:(true)|}, consumer",
        "\"orders\", {|RMQ1001:!false|}, consumer",
        "consumer: consumer, {|RMQ1001:autoAck: true|}, queue: \"orders\"",
        "\"orders\", {|RMQ1001:true|}, \"tag\", consumer",
        "\"orders\", {|RMQ1001:true|}, \"tag\", null, consumer",
        "\"orders\", {|RMQ1001:true|}, \"tag\", false, false, null, consumer",
        "queue, {|RMQ1001:true|}, consumer")]
    public Task Reports_every_overload(ClientVersion version, string arguments) => Reports(version, InClass(
        $$"""
        private readonly string queue = Environment.MachineName;
        public async~ Task~ Run(IChannel~ channel)
        {
            {{Consumer}}
            await~ channel.BasicConsume~({{arguments}});
        }
        {{Nap}}
        """));

    [Theory, AllGenerations(
        "const bool acknowledge = true;",
        "bool acknowledge = true;",
        "var acknowledge = true;",
        "bool acknowledge; acknowledge = true;",
        "bool first = true; var acknowledge = first;")]
    public Task Reports_a_constant_local(ClientVersion version, string declaration) => Reports(version, InMethod(
        $$"""
        {{declaration}}
        await~ channel.BasicConsume~("orders", {|RMQ1001:acknowledge|}, new EventingConsumer~(channel));
        """));

    [Theory, AllGenerations(
        "private const bool Acknowledge = true;",
        "private static readonly bool Acknowledge = true;",
        "private readonly bool Acknowledge = true;",
        "private readonly bool Acknowledge; public Program() { Acknowledge = true; }")]
    public Task Reports_a_constant_field(ClientVersion version, string declaration) => Reports(version, InClass(
        $$"""
        {{declaration}}
        public Task~ Run(IChannel~ channel) { {channel~~return channel}.BasicConsume~("orders", {|RMQ1001:Acknowledge|}, new EventingConsumer~(channel)); }
        """));

    [Theory, AllGenerations]
    public Task Reports_the_caller_of_a_wrapper(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            await~ Subscribe(channel, "orders", {|RMQ1001:true|});
            await~ Subscribe(channel, "invoices", false);
            await~ Subscribe(acknowledge: DateTime.Now.Hour > 3, channel: channel, queue: "bills");
        }

        private async~ Task~ Subscribe(IChannel~ channel, string queue, bool acknowledge)
        {
            await~ channel.BasicConsume~(queue, acknowledge, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_the_caller_of_a_wrapper_that_writes_parentheses(ClientVersion version) => Reports(version, InClass(
        """
        public Task~ Run(IChannel~ channel, IConsumer~ consumer) => Subscribe(channel, {|RMQ1001:(true)|}, consumer);
        private static async~ Task~ Subscribe(IChannel~ channel, bool acknowledge, IConsumer~ consumer) => await~ channel.BasicConsume~(("orders"), (acknowledge), (consumer));
        """));

    [Theory, AllGenerations]
    public Task Reports_the_callers_name_when_the_wrappers_default_stands(ClientVersion version) => Reports(version, InClass(
        """
        public Task~ Run(IChannel~ channel) { {~~return }this.{|RMQ1001:Subscribe|}(channel, "orders"); }

        private async~ Task~ Subscribe(IChannel~ channel, string queue, bool acknowledge = true)
        {
            await~ channel.BasicConsume~(queue, acknowledge, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_the_outermost_of_nested_wrappers_in_another_file(ClientVersion version) =>
        Verify.That(version, InClass(
            """
            public Task~ Run(IChannel~ channel) { {~~return }channel.Subscribe({|RMQ1001:acknowledge: true|}); }
            """))
            .WithDocument("Subscriptions.cs",
            """
            public static class Subscriptions
            {
                public static Task~ Subscribe(this IChannel~ channel, bool acknowledge) { {~~return }Inner(channel, acknowledge); }

                private static async~ Task~ Inner(IChannel~ channel, bool automatic)
                {
                    await~ channel.BasicConsume~("orders", automatic, new EventingConsumer~(channel));
                }
            }
            """)
            .Reports<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_a_consumer_class(ClientVersion version) => Reports(version,
        """
        public sealed class Worker : ConsumerBase~
        {
            public Worker(IChannel~ channel) : base(channel) { }

            public override Task~ HandleBasicDeliver~(Delivery~) { Console.WriteLine(body.Length); return~; }

            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", {|RMQ1001:true|}, this); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_class_that_implements_the_channel(ClientVersion version) => Verify.That(version,
        """
        public abstract class Recorder : IChannel~
        {
            public async~ Task~ Run(IChannel~ other) { await~ ((IChannel~)this).BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(other)); }
        }
        """)
        .AllowingErrors("CS0535")
        .Reports<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_in_top_level_statements_lambdas_and_local_functions(ClientVersion version) => Reports(version,
        """
        IChannel~ channel = null!;
        Func<object> nested = () => channel.BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(channel));
        await~ Start();
        async~ Task~ Start() { await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(channel)); }
        """);

    [Theory, AllGenerations]
    public Task Reports_in_a_class_with_a_primary_constructor(ClientVersion version) => Reports(version,
        """
        public class Worker(IChannel~ channel, string queue)
        {
            public async~ Task~ Run() { await~ channel.BasicConsume~(queue, {|RMQ1001:true|}, new EventingConsumer~(channel)); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_through_a_conditional_access(ClientVersion version) => Reports(version, InClass(
        """
        private IChannel~? channel;
        public object? Run() => channel?.BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(channel));
        """));

    [Theory, AllGenerations]
    public Task Reports_an_ordinary_queue_that_the_short_overload_declares(ClientVersion version) => Reports(version, InMethod(
        """
        await~ channel.QueueDeclare~("orders");
        await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(channel));
        """));

    [Theory, AllGenerations]
    public Task Names_the_queue(ClientVersion version) =>
        Verify.That(version, InMethod("""await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new EventingConsumer~(channel));"""))
            .WithMessagesContaining("Queue 'orders' is consumed with automatic acknowledgement")
            .Reports<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations(
        "\"orders\", false, consumer",
        "\"orders\", autoAck: false, consumer: consumer",
        "\"orders\", Environment.HasShutdownStarted, consumer",
        "\"orders\", options.Item1, consumer",
        "\"orders\", Setting, consumer",
        "\"orders\", Mutable, consumer")]
    public Task Is_silent_on_what_is_not_constant_or_false(ClientVersion version, string arguments) => Silent(version, InClass(
        $$"""
        private static bool Setting => true;
        private bool Mutable = true;
        public async~ Task~ Run(IChannel~ channel, (bool, int) options)
        {
            Mutable = !Mutable;
            {{Consumer}}
            await~ channel.BasicConsume~({{arguments}});
        }
        {{Nap}}
        """));

    [Theory, AllGenerations(
        "public virtual bool Acknowledge { get; } = true;",
        "protected bool Acknowledge { get; set; } = true;",
        "public bool Acknowledge { get; internal set; } = true;",
        "internal bool Acknowledge { private get; set; } = true;")]
    public Task Is_silent_on_a_property_that_others_may_set(ClientVersion version, string property) => Silent(version,
        $$"""
        public class Program
        {
            {{property}}
            public async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", Acknowledge, new EventingConsumer~(channel)); }
        }
        """);

    [Theory, AllGenerations(
        "bool acknowledge = true; if (channel.IsOpen) acknowledge = false;",
        "bool acknowledge = true; Change(ref acknowledge);",
        "bool acknowledge = true; (acknowledge, _) = (false, 1);",
        "bool acknowledge = true; acknowledge &= channel.IsOpen;",
        "bool.TryParse(\"true\", out var acknowledge);",
        "foreach (var acknowledge in new[] { true })")]
    public Task Is_silent_on_a_local_that_changes(ClientVersion version, string declaration) => Silent(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            {{declaration}}
            await~ channel.BasicConsume~("orders", acknowledge, new EventingConsumer~(channel));
        }

        private static void Change(ref bool value) => value = !value;
        """));

    [Theory, AllGenerations(
        "await~ channel.BasicConsume~((await~ channel.QueueDeclare~()).QueueName, true, consumer);",
        "var queue = (await~ channel.QueueDeclare~()).QueueName; await~ channel.BasicConsume~(queue, true, consumer);",
        "var answer = await~ channel.QueueDeclare~(\"\", false, true, true); await~ channel.BasicConsume~(answer.QueueName, true, consumer);",
        "var answer = await~ channel.QueueDeclare~(\"orders\", durable: false, exclusive: true, autoDelete: true); await~ channel.BasicConsume~(answer.QueueName, true, consumer);",
        "string queue = await~ channel.QueueDeclare~(); await~ channel.BasicConsume~(queue, true, consumer);",
        "await~ channel.QueueDeclare~(\"orders\", false, true, false); await~ channel.BasicConsume~(\"orders\", true, consumer);",
        "await~ channel.QueueDeclare~(exclusive: true, queue: name); await~ channel.BasicConsume~(name, true, consumer);",
        "var queue = Guid.NewGuid().ToString(); await~ channel.QueueDeclare~(queue, exclusive: true); await~ channel.BasicConsume~(queue, true, consumer);",
        "await~ channel.BasicConsume~(\"\", true, consumer);",
        "await~ channel.BasicConsume~(string.Empty, true, consumer);")]
    public Task Is_silent_on_a_temporary_queue(ClientVersion version, string statements) => Silent(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, string name)
        {
            var consumer = new EventingConsumer~(channel);
            {{statements}}
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_temporary_queue_whose_name_a_field_keeps(ClientVersion version) => Silent(version, InClass(
        """
        private string queue = "";
        private QueueDeclareOk? answer;
        public async~ Task~ Declare(IChannel~ channel)
        {
            queue = (await~ channel.QueueDeclare~()).QueueName;
            answer = await~ channel.QueueDeclare~(exclusive: true);
        }

        public async~ Task~ Run(IChannel~ channel)
        {
            await~ channel.BasicConsume~(queue, true, new EventingConsumer~(channel));
            await~ channel.BasicConsume~(answer!.QueueName, true, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations("amq.rabbitmq.reply-to", "amq.direct.reply-to")]
    public Task Is_silent_on_direct_reply_to(ClientVersion version, string queue) => Silent(version, InMethod(
        $$"""await~ channel.BasicConsume~("{{queue}}", true, new EventingConsumer~(channel));"""));

    [Theory, AllGenerations(
        "properties.ReplyTo = queue;",
        "properties.ReplyTo = Environment.MachineName ?? queue;",
        "properties.ReplyToAddress = new PublicationAddress(\"direct\", \"\", queue);",
        "var request = Properties~(channel); request.ReplyTo = queue;")]
    public Task Is_silent_on_a_reply_queue(ClientVersion version, string statement) => Silent(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, IBasicProperties properties, string queue)
        {
            {{statement}}
            await~ channel.BasicConsume~(queue, true, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_reply_queue_with_a_constant_name(ClientVersion version) => Silent(version, InClass(
        """
        private const string Replies = "replies";
        public async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~(Replies, true, new EventingConsumer~(channel)); }
        public void Ask(IBasicProperties properties) { properties.ReplyTo = "replies"; }
        """));

    [Theory, AllGenerations("", "if (channel.IsOpen) Console.WriteLine(1);", "Console.WriteLine(Queue);", "try {", "foreach (var binding in bindings) await~ channel.QueueBind~(Queue, \"log\", binding, null);")]
    public Task Is_silent_on_a_name_that_is_set_straight_before(ClientVersion version, string between) => Verify.That(version, SetBefore(between, "true"))
        .WithDocument("Other.cs", "public sealed class Other : Subscriber { public Other() => Queue = \"orders\"; }").Silent<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations("Queue = \"orders\";", "if (channel.IsOpen) Queue = \"orders\";", "foreach (var binding in bindings) (Queue, _) = (binding, 1);")]
    public Task Reports_a_name_that_may_be_set_again(ClientVersion version, string between) => Verify.That(version, SetBefore(between, "[|true|]"))
        .WithDocument("Other.cs", "public sealed class Other : Subscriber { public Other() => Queue = \"orders\"; }").Reports<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations(
        "Ask(channel, queue);",
        "Ask(replies: queue, channel: channel);",
        "Describe(Properties~(channel), queue);",
        "Local(queue); void Local(string replies) => Ask(channel, replies);")]
    public Task Is_silent_on_a_reply_queue_that_is_passed_to_who_asks(ClientVersion version, string statement) => Silent(version, InClass(PassingOn(statement)));

    [Theory, AllGenerations(
        "Ask(channel, \"replies\");",
        "Ask(channel, Environment.MachineName);",
        "Describe(Properties~(channel), \"replies\"); Note(queue);")]
    public Task Reports_beside_a_reply_queue_that_is_another(ClientVersion version, string statement) => Reports(version, InClass(
        PassingOn(statement).Replace("queue, true", "queue, [|true|]", StringComparison.Ordinal)));

    [Theory, AllGenerations("orders", "ord*", "invoices, orders", "order?")]
    public Task Is_silent_on_a_queue_that_may_lose(ClientVersion version, string queues) =>
        Verify.That(version, InMethod("""await~ channel.BasicConsume~("orders", true, new EventingConsumer~(channel));"""))
            .WithOption("at_most_once_queues", queues)
            .Silent<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations]
    public Task Is_silent_on_a_wrapper_without_callers(ClientVersion version) => Silent(version, InClass(
        """
        public async~ Task~ Subscribe(IChannel~ channel, bool acknowledge = true)
        {
            await~ channel.BasicConsume~("orders", acknowledge, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_wrapper_that_decides_itself(ClientVersion version) => Silent(version, InClass(
        """
        public Task~ Run(IChannel~ channel) { {~~return }Subscribe(channel, true); }

        private async~ Task~ Subscribe(IChannel~ channel, bool acknowledge)
        {
            acknowledge = channel.IsOpen;
            await~ channel.BasicConsume~("orders", acknowledge, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_type_of_the_users_own(ClientVersion version) => Silent(version,
        """
        namespace Mine
        {
            public interface IModel { object BasicConsume(string queue, bool autoAck, object consumer); }
            public interface IChannel { object BasicConsumeAsync(string queue, bool autoAck, object consumer); }
            public class Program
            {
                public void Run(IModel model, IChannel channel)
                {
                    model.BasicConsume("orders", true, this);
                    channel.BasicConsumeAsync("orders", autoAck: true, this);
                }
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Is_silent_in_expression_trees(ClientVersion version) => Silent(version, InMethod(
        """
        System.Linq.Expressions.Expression<Func<IChannel~, object>> setup = c => c.BasicConsume~("orders", true, "", false, false, null, null{!~~!, default});
        """));

    [Theory, AllGenerations]
    public Task Is_silent_in_test_projects_on_request(ClientVersion version) =>
        Verify.That(version, InMethod("""await~ channel.BasicConsume~("orders", true, new EventingConsumer~(channel));"""))
            .WithOption("exclude_test_projects", "true")
            .WithReference(CSharpCompilation.Create("xunit.core").ToMetadataReference())
            .Silent<AutomaticConsumerAnalyzer>();

    [Theory, AllGenerations(
        "channel.BasicConsume~(\"orders\", true",
        "channel.BasicConsume~(\"orders\", autoAck: , consumer);",
        "channel.BasicConsume~(\"orders\", true, unknown);",
        "channel.BasicConsume~(true, \"orders\");",
        "channel.BasicConsume~(autoAck: true, autoAck: true);",
        "nothing.BasicConsume~(\"orders\", true, null);",
        "BasicConsume~(\"orders\", true, null);")]
    public Task Is_silent_on_broken_code(ClientVersion version, string statement) =>
        Verify.That(version, InMethod(statement)).AllowingErrors().Silent<AutomaticConsumerAnalyzer>();

    [Fact]
    public Task Is_silent_without_the_client() =>
        Verify.That(ClientVersion.V7, "public class Program { public void Run(dynamic channel) => channel.BasicConsume(\"orders\", true, null); }")
            .WithoutClient()
            .Silent<AutomaticConsumerAnalyzer>();

    private static string SetBefore(string between, string acknowledge) =>
        $$"""
        public abstract class Subscriber { protected string Queue { get; private protected set; } = ""; }
        public sealed class Logs : Subscriber
        {
            public async~ Task~ Run(IChannel~ channel, string[] bindings)
            {
                Queue = (await~ channel.QueueDeclare~()).QueueName;
                {{between}}
                await~ channel.BasicConsume~(Queue, {{acknowledge}}, new EventingConsumer~(channel));
                {{(between == "try {" ? "} finally { }" : "")}}
            }
        }
        """;

    private static string PassingOn(string statement) =>
        $$"""
        public async~ Task~ Run(IChannel~ channel, string queue)
        {
            {{statement}}
            await~ channel.BasicConsume~(queue, true, new EventingConsumer~(channel));
        }

        public void Ask(IChannel~ channel, string replies) => Describe(Properties~(channel), replies);
        private void Describe(IBasicProperties properties, string address) { properties.ReplyTo = address; }
        private void Note(string queue) { }
        """;

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<AutomaticConsumerAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<AutomaticConsumerAnalyzer>(version, code);
}
