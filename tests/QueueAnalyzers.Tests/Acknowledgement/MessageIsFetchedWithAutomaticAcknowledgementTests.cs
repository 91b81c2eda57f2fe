using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1002.</summary>
public class MessageIsFetchedWithAutomaticAcknowledgementTests
{
    [Theory, AllClients(
        "var result = await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}); Console.WriteLine(result?.Body.Length);",
        "var result = await~ channel.BasicGet~(\"orders\", {|RMQ1002:autoAck: true|}); if (result != null) Work(result.Body.ToArray());",
        "var result = await~ channel.BasicGet~({|RMQ1002:autoAck: true|}, queue: \"orders\"); if (result is not null) Work(result.Body.ToArray());",
        "BasicGetResult? result; while ((result = await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|})) != null) Work(result.Body.ToArray());",
        "if (await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}) is { } result) Work(result.Body.ToArray());",
        "if (await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}) is { Body: var body }) Work(body.ToArray());",
        "const bool done = true; var result = await~ channel.BasicGet~(\"orders\", {|RMQ1002:done|}); Work(result!.Body.ToArray());",
        "Work((await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}))!.Body.ToArray());",
        "Handle(await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}));",
        "var first = await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}); var second = first; Work(second!.Body.ToArray());",
        "kept = await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|});",
        "for (;;) { var result = await~ channel.BasicGet~(\"orders\", {|RMQ1002:true|}); if (result == null) break; Work(result.Body.ToArray()); }")]
    public Task Reports_a_message_that_is_read(ClientVersion version, string statements) => Reports(version, InClass(
        $$"""
        private BasicGetResult? kept;
        public async~ Task~ Run(IChannel~ channel)
        {
            {{statements}}
        }

        private static void Work(byte[] body) => Console.WriteLine(body.Length);
        private static void Handle(BasicGetResult? result) => Console.WriteLine(result?.Body.Length);
        """));

    [Theory, AllGenerations]
    public Task Reports_a_message_that_is_returned(ClientVersion version) => Reports(version, InClass(
        """
        public {BasicGetResult~~Task<BasicGetResult?>} Fetch(IChannel~ channel) => channel.BasicGet~("orders", {|RMQ1002:true|});
        """));

    [Theory, AllGenerations]
    public Task Reports_the_caller_of_a_wrapper(ClientVersion version) => Reports(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel) { Console.WriteLine((await~ Fetch(channel, "orders", {|RMQ1002:true|}))?.Body.Length); }

        private async~ Task~<BasicGetResult?> Fetch(IChannel~ channel, string queue, bool acknowledge) { return await~ channel.BasicGet~(queue, acknowledge); }
        """));

    [Theory, AllGenerations]
    public Task Names_the_queue(ClientVersion version) =>
        Verify.That(version, InMethod("""Console.WriteLine((await~ channel.BasicGet~("orders", {|RMQ1002:true|}))?.Body);"""))
            .WithMessagesContaining("A message of queue 'orders' is fetched with automatic acknowledgement")
            .Reports<AutomaticGetAnalyzer>();

    [Theory, AllClients(
        "await~ channel.BasicGet~(\"orders\", true);",
        "_ = await~ channel.BasicGet~(\"orders\", true);",
        "while (await~ channel.BasicGet~(\"orders\", true) != null) { }",
        "while (await~ channel.BasicGet~(\"orders\", true) is not null) ;",
        "BasicGetResult? result; do { result = await~ channel.BasicGet~(\"orders\", true); } while (result != null);",
        "var result = await~ channel.BasicGet~(\"orders\", true); if (result == null) Console.WriteLine(\"empty\");")]
    public Task Is_silent_on_a_message_that_nobody_reads(ClientVersion version, string statements) => Silent(version, InMethod(statements));

    [Theory, AllGenerations(
        "\"orders\", false",
        "\"orders\", autoAck: false",
        "\"orders\", Environment.HasShutdownStarted",
        "\"\", true",
        "\"amq.rabbitmq.reply-to\", true")]
    public Task Is_silent_on_other_arguments(ClientVersion version, string arguments) =>
        Silent(version, InMethod($"var result = await~ channel.BasicGet~({arguments}); Console.WriteLine(result?.Body.Length);"));

    [Theory, AllGenerations(
        "var queue = (await~ channel.QueueDeclare~()).QueueName;",
        "var queue = \"orders\"; await~ channel.QueueDeclare~(queue, false, true, true);",
        "string queue = await~ channel.QueueDeclare~(\"\", durable: false, exclusive: true, autoDelete: true);")]
    public Task Is_silent_on_a_temporary_queue(ClientVersion version, string declaration) => Silent(version, InMethod(
        $$"""
        {{declaration}}
        var result = await~ channel.BasicGet~(queue, true);
        Console.WriteLine(result?.Body.Length);
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_a_queue_that_may_lose(ClientVersion version) =>
        Verify.That(version, InMethod("""Console.WriteLine((await~ channel.BasicGet~("cache.7", true))?.Body);"""))
            .WithOption("at_most_once_queues", "cache.*")
            .Silent<AutomaticGetAnalyzer>();

    [Theory, AllGenerations]
    public Task Is_silent_on_a_type_of_the_users_own(ClientVersion version) => Silent(version,
        """
        public interface IQueue { string? BasicGet(string queue, bool autoAck); string? BasicGetAsync(string queue, bool autoAck); }
        public class Program { public object? Run(IQueue queue) => queue.BasicGet("orders", true) ?? queue.BasicGetAsync("orders", autoAck: true); }
        """);


    private static Task Reports(ClientVersion version, string code) => Verify.Reports<AutomaticGetAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<AutomaticGetAnalyzer>(version, code);
}
