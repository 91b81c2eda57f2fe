using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1012 and its fix.</summary>
public class RejectedDeliveryIsDiscardedTests
{
    private const string Declare = "await~ channel.QueueDeclare~(\"orders\", true, false, false, null);";
    private const string Wrong = "await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:false|});";
    private const string Right = "await~ channel.BasicReject~(args.DeliveryTag, false);";

    [Theory, AllClients(
        Wrong,
        "await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:requeue: false|});",
        "await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1012:false|});",
        "await~ channel.BasicNack~({|RMQ1012:requeue: false|}, multiple: false, deliveryTag: args.DeliveryTag);",
        "const bool again = false; await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:again|});",
        "await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:Again|});",
        "try { Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); } catch (Exception e) { Console.WriteLine(e); " + Wrong + " }",
        "try { Work(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); } catch (Exception e) { Console.WriteLine(\"{0} {1}\", e, Shorten(args)); " + Wrong + " } static string Shorten(BasicDeliverEventArgs args) => Convert.ToBase64String(args.Body.ToArray());",
        "if (args.Body.Length == 0) { " + Wrong + " return; } await~ channel.BasicAck~(args.DeliveryTag, false);",
        "if (args.Redelivered) " + Wrong + " else await~ channel.BasicReject~(args.DeliveryTag, true);",
        "await~ GiveUp~(); async~ Task~ GiveUp~() { " + Wrong + " }",
        "await~ Throw(channel, args); static async~ Task~ Throw(IChannel~ channel, BasicDeliverEventArgs args) { " + Wrong + " }",
        "await~ Decide(channel, args.DeliveryTag, {|RMQ1012:false|}); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicReject~(tag, again); }",
        "await~ {|RMQ1012:Decide|}(channel, args.DeliveryTag); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again = false) { await~ channel.BasicReject~(tag, again); }")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Verify.Reports<DiscardedRejectionAnalyzer>(version, Handling(Declare, body).Replace("QueueDeclare~(\"orders\"", "{|also:QueueDeclare~|}(\"orders\"", StringComparison.Ordinal));

    [Theory, AllClients(
        "await~ channel.BasicReject~(args.DeliveryTag, true);",
        "await~ channel.BasicReject~(args.DeliveryTag, !args.Redelivered);",
        "await~ channel.BasicNack~(args.DeliveryTag, false, Flag);",
        "await~ channel.BasicAck~(args.DeliveryTag, false);",
        "try { Work(args.Body.ToArray()); } catch (Exception) { await~ channel.BasicPublish~(\"\", \"errors\", null~ args.Body); " + Right + " }",
        "try { Work(args.Body.ToArray()); } catch (Exception) { Work(args.Body.ToArray()); " + Right + " }",
        "if (args.Body.Length == 0) { await~ channel.BasicPublish~(\"\", \"errors\", null~ args.Body); " + Right + " }",
        "switch (args.RoutingKey) { case \"a\": await~ Later~(channel, args); " + Right + " break; default: await~ channel.BasicAck~(args.DeliveryTag, false); break; } "
            + "static async~ Task~ Later~(IChannel~ channel, BasicDeliverEventArgs args) { if (args.Redelivered) return; await~ channel.BasicPublish~(\"\", \"retries\", null~ args.Body); }",
        "await~ Decide(channel, args.DeliveryTag, Flag); static async~ Task~ Decide(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicReject~(tag, again); }")]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Verify.Silent<DiscardedRejectionAnalyzer>(version, Handling(Declare, body));

    [Theory, AllGenerations(
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, new Dictionary<string, object?>()!);",
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-max-length\"] = 10 }!);",
        "await~ channel.{|also:QueueDeclare~|}(arguments: null, durable: true, exclusive: false, autoDelete: false, queue: \"orders\");",
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false);",
        "await~ channel.{|also:QueueDeclare~|}(Orders, true, false, false, null);",
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null); await~ channel.QueueDeclarePassive~(\"orders\");",
        "await~ Declare(channel, \"orders\");")]
    public Task Reports_a_declaration(ClientVersion version, string declaration) => Verify.Reports<DiscardedRejectionAnalyzer>(version,
        Handling(declaration, Wrong).Replace("await~ Declare(channel", "await~ {|also:Declare|}(channel", StringComparison.Ordinal));

    [Theory, AllGenerations(
        "",
        "await~ channel.QueueDeclarePassive~(\"orders\");",
        "await~ channel.QueueDeclare~(\"invoices\", true, false, false, null);",
        "await~ channel.QueueDeclare~(Name, true, false, false, null);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, given!);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-dead-letter-exchange\"] = \"failed\" }!);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [Name] = 1 }!);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"stream\" }!);",
        "var arguments = new Dictionary<string, object?>(); if (Flag) arguments[\"x-dead-letter-exchange\"] = \"failed\"; await~ channel.QueueDeclare~(\"orders\", true, false, false, arguments!);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, null); await~ channel.QueueDeclare~(\"orders\", true, false, false, given!);")]
    public Task Silent_on_a_declaration(ClientVersion version, string declaration) => Verify.Silent<DiscardedRejectionAnalyzer>(version, Handling(declaration, Right));

    [Theory, AllGenerations]
    public Task Reports_names_in_variables(ClientVersion version) => Verify.Reports<DiscardedRejectionAnalyzer>(version, Named("queue", "{|also:QueueDeclare~|}", "{|RMQ1012:false|}"));

    [Theory, AllGenerations]
    public Task Silent_on_names_that_may_change(ClientVersion version) => Verify.Silent<DiscardedRejectionAnalyzer>(version, Named("Current", "QueueDeclare~", "false"));

    [Theory, AllGenerations]
    public Task Says_which_queue(ClientVersion version) => Verify.That(version, Handling("await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);", Wrong))
        .WithMessages("A delivery of queue 'orders' that is rejected here is thrown away: the queue is declared without 'x-dead-letter-exchange'")
        .Reports<DiscardedRejectionAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_on_a_queue_that_may_lose(ClientVersion version) => Verify.That(version, Handling(Declare, Right)).WithOption("at_most_once_queues", "ord*").Silent<DiscardedRejectionAnalyzer>();

    [Theory, AllGenerations]
    public Task Reports_a_queue_of_several(ClientVersion version) => Verify.Reports<DiscardedRejectionAnalyzer>(version, InMethod(
        """
        foreach (var queue in queues)
        {
            await~ channel.{|also:QueueDeclare~|}(queue, true, false, false, null);
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:false|});
            await~ channel.BasicConsume~(queue, false, consumer);
        }
        """, "IChannel~ channel, IEnumerable<string> queues"));

    [Theory, AllGenerations]
    public Task Reports_what_is_fetched(ClientVersion version) => Verify.Reports<DiscardedRejectionAnalyzer>(version, InMethod(
        """
        string[] queues = ["orders"];
        await~ channel.{|also:QueueDeclare~|}("orders", true, false, false);
        var result = await~ channel.BasicGet~("orders", false);
        if (result != null)
            await~ channel.BasicReject~(result.DeliveryTag, {|RMQ1012:false|});
        Console.WriteLine(queues.Length);
        """));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<DiscardedRejectionAnalyzer>(version,
        """
        IChannel~ channel = null!;
        await~ channel.{|also:QueueDeclare~|}("orders", true, false, false);
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1012:false|});
        await~ channel.BasicConsume~("orders", false, consumer);
        """);

    [Theory, AllGenerations]
    public Task Silent_out_of_a_handler(ClientVersion version) => Verify.Silent<DiscardedRejectionAnalyzer>(version, InMethod(
        "await~ channel.QueueDeclare~(\"orders\", true, false, false); await~ channel.BasicReject~(tag, false);", "IChannel~ channel, ulong tag"));

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_users(ClientVersion version) => Verify.Silent<DiscardedRejectionAnalyzer>(version, Handling(Declare, "new Own().BasicReject(args.DeliveryTag, false);")
        + "public sealed class Own { public void BasicReject(ulong tag, bool requeue) { } }");

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        channel.QueueDeclare~("orders", true, , ;
        consumer.Received~ += (_, args) => channel.BasicReject~(args.DeliveryTag, false;
        channel.BasicConsume~("orders", false, consumer);
        """)).AllowingErrors().Silent<DiscardedRejectionAnalyzer>();

    [Theory, AllGenerations]
    public Task Fixes_no_arguments(ClientVersion version) => Fixes(version,
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, /* kept */ false, null); // orders",
        "await~ channel.QueueDeclare~(\"orders\", true, false, /* kept */ false, new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"orders.dlx\" }); // orders");

    [Theory, AllGenerations]
    public Task Fixes_named_arguments(ClientVersion version) => Fixes(version,
        "await~ channel.{|also:QueueDeclare~|}(arguments: null, queue: \"orders\", durable: true, exclusive: false, autoDelete: false);",
        "await~ channel.QueueDeclare~(arguments: new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"orders.dlx\" }, queue: \"orders\", durable: true, exclusive: false, autoDelete: false);");

    [Theory, AllGenerations]
    public Task Fixes_omitted_arguments(ClientVersion version) => Fixes(version,
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, arguments: new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"orders.dlx\" });");

    [Theory, AllGenerations]
    public Task Fixes_an_initializer(ClientVersion version) => Fixes(version,
        "await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"quorum\" }!);",
        "await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, object?> { [\"x-queue-type\"] = \"quorum\", [\"x-dead-letter-exchange\"] = \"orders.dlx\" }!);");

    [Theory, AllGenerations]
    public Task Fixes_statements(ClientVersion version) => Fixes(version,
        """
        var arguments = new Dictionary<string, object?>();
            arguments.Add("x-queue-type", "quorum"); // replicated
            await~ channel.{|also:QueueDeclare~|}("orders", true, false, false, arguments!);
        """,
        """
        var arguments = new Dictionary<string, object?>();
            arguments.Add("x-queue-type", "quorum");
            arguments.Add("x-dead-letter-exchange", "orders.dlx"); // replicated
            await~ channel.QueueDeclare~("orders", true, false, false, arguments!);
        """);

    [Theory, AllGenerations]
    public Task Fixes_all_declarations(ClientVersion version) => Fixes(version,
        """
        #if DEBUG
        #else
            await~ channel.{|also:QueueDeclare~|}("orders", true, false, false, null);
        #endif
            await~ channel.QueueDeclare~("orders", true, false, false, null);
        """,
        """
        #if DEBUG
        #else
            await~ channel.QueueDeclare~("orders", true, false, false, new Dictionary<string, {object~~object?}> { ["x-dead-letter-exchange"] = "orders.dlx" });
        #endif
            await~ channel.QueueDeclare~("orders", true, false, false, new Dictionary<string, {object~~object?}> { ["x-dead-letter-exchange"] = "orders.dlx" });
        """);

    [Theory, AllGenerations]
    public Task Fixes_a_topic_exchange(ClientVersion version) => Verify.Fixes<DiscardedRejectionAnalyzer, DiscardedRejectionFix>(
        version,
        Handling(Exchange("dead-letters", "topic", "#") + " await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);", Wrong),
        Handling(Exchange("dead-letters", "topic", "#") + " await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"dead-letters\" });", Right));

    [Theory, AllGenerations]
    public Task Fixes_several_rejections_at_once(ClientVersion version) => Verify.Fixes<DiscardedRejectionAnalyzer, DiscardedRejectionFix>(
        version,
        Handling(Exchange("dlx", "fanout", "") + " await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);", "if (args.Redelivered) { " + Wrong + " } else { " + Wrong + " }"),
        Handling(Exchange("dlx", "fanout", "") + " await~ channel.QueueDeclare~(\"orders\", true, false, false, new Dictionary<string, {object~~object?}> { [\"x-dead-letter-exchange\"] = \"dlx\" });", "if (args.Redelivered) { " + Right + " } else { " + Right + " }"));

    [Theory, AllGenerations]
    public Task No_fix_without_an_exchange(ClientVersion version) => NoFix(version, "");

    [Theory, AllGenerations(
        "failed|fanout|", "orders|fanout|", "dlx|direct|orders", "dlx|topic|orders.*", "dlx|headers|")]
    public Task No_fix_with_an_exchange_that_is_not_obviously_the_one(ClientVersion version, string exchange)
    {
        var parts = exchange.Split('|');
        return NoFix(version, Exchange(parts[0], parts[1], parts[2]));
    }

    [Theory, AllGenerations]
    public Task No_fix_with_two_exchanges(ClientVersion version) => NoFix(version, Exchange("orders.dlx", "fanout", "") + " " + Exchange("invoices.dlx", "fanout", ""));

    [Theory, AllGenerations]
    public Task No_fix_with_an_exchange_that_leads_nowhere(ClientVersion version) => NoFix(version, "await~ channel.ExchangeDeclare~(\"dlx\", \"fanout\", true);");

    [Theory, AllGenerations]
    public Task No_fix_where_another_project_declares_the_queue(ClientVersion version) => Verify.That(version, Handling(Exchange("dlx", "fanout", "") + " await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);", Wrong))
        .WithProject("Other", "public static class Other { public static async~ Task~ Run(IChannel~ channel) { await~ channel.QueueDeclare~(\"orders\", true, false, false, null); } }")
        .OffersNoFix<DiscardedRejectionAnalyzer, DiscardedRejectionFix>();

    private static Task NoFix(ClientVersion version, string exchange) => Verify.OffersNoFix<DiscardedRejectionAnalyzer, DiscardedRejectionFix>(
        version, Handling(exchange + " await~ channel.{|also:QueueDeclare~|}(\"orders\", true, false, false, null);", Wrong));

    private static Task Fixes(ClientVersion version, string before, string after) => Verify.Fixes<DiscardedRejectionAnalyzer, DiscardedRejectionFix>(
        version, Handling(Exchange("orders.dlx", "fanout", "") + "\n    " + before, Wrong), Handling(Exchange("orders.dlx", "fanout", "") + "\n    " + after, Right));

    private static string Exchange(string name, string type, string routingKey) =>
        $"await~ channel.ExchangeDeclare~(\"{name}\", \"{type}\", true); await~ channel.QueueBind~(\"{name}.queue\", \"{name}\", \"{routingKey}\");";

    private static string Named(string name, string declare, string requeue) => InClass(
        $$"""
        private static string Current => Environment.MachineName;
        public async~ Task~ Run(IChannel~ channel, string queue)
        {
            await~ channel.{{declare}}({{name}}, true, false, false);
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => await~ channel.BasicReject~(args.DeliveryTag, {{requeue}});
            await~ channel.BasicConsume~({{name}}, false, consumer);
        }
        """);

    private static string Handling(string declaration, string body) => InClass(
        $$"""
        private const bool Again = false;
        private const string Orders = "orders";
        public Dictionary<string, object?>? given = null;
        private static bool Flag => Environment.ProcessorCount > 2;
        private static string Name => Environment.MachineName;

        public async~ Task~ Run(IChannel~ channel)
        {
            {{declaration}}
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { {{body}} };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static void Work(byte[] body) { System.IO.File.WriteAllBytes("message", body); }
        private static async~ Task~ Declare(IChannel~ channel, string queue) { await~ channel.QueueDeclare~(queue, true, false, false); }
        """);
}
