using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class MessageIsFetchedWithAutomaticAcknowledgementFixTests
{
    private const string Get = """await~ channel.BasicGet~("orders", {|RMQ1002:true|})""";
    private const string FixedGet = """await~ channel.BasicGet~("orders", false)""";
    private const string Ack = "await~ channel.BasicAck~(result.DeliveryTag, multiple: false);";

    [Theory, AllGenerations("result != null", "null != result", "result is not null", "result is { }", "(result?.Body is not null)")]
    public Task InsideTheNullCheck(ClientVersion version, string check) => Fixes(
        version,
        $$"""
        var result = {{Get}};
        Console.WriteLine("fetched");
        if ({{check}})
        {
            var text = Encoding.UTF8.GetString(result!.Body.ToArray());
            Console.WriteLine(text); // print
            Console.WriteLine("printed");
        }
        else
        {
            Console.WriteLine("nothing");
        }
        """,
        $$"""
        var result = {{FixedGet}};
        Console.WriteLine("fetched");
        if ({{check}})
        {
            var text = Encoding.UTF8.GetString(result!.Body.ToArray());
            Console.WriteLine(text); // print
            {{Ack}}
            Console.WriteLine("printed");
        }
        else
        {
            Console.WriteLine("nothing");
        }
        """);

    [Theory, AllGenerations]
    public Task BehindTheNullCheckThatLeaves(ClientVersion version) => Fixes(
        version,
        $$"""
        while (true)
        {
            var result = {{Get}};
            if (result == null)
                break;
            if (result.Redelivered) continue;
            Console.WriteLine(result.RoutingKey);
        }
        """,
        $$"""
        while (true)
        {
            var result = {{FixedGet}};
            if (result == null)
                break;
            if (result.Redelivered)
            {
                {{Ack}}
                continue;
            }
            Console.WriteLine(result.RoutingKey);
            {{Ack}}
        }
        """);

    [Theory, AllGenerations]
    public Task InALoopsCondition(ClientVersion version) => Fixes(
        version,
        $$"""
        BasicGetResult? result;
        while ((result = {{Get}}) != null)
            Console.WriteLine(result.RoutingKey);
        while ({{Get}} is { } other)
        {
            Console.WriteLine(other.RoutingKey);
        }
        """,
        $$"""
        BasicGetResult? result;
        while ((result = {{FixedGet}}) != null)
        {
            Console.WriteLine(result.RoutingKey);
            {{Ack}}
        }
        while ({{FixedGet}} is { } other)
        {
            Console.WriteLine(other.RoutingKey);
            {{Ack.Replace("result", "other")}}
        }
        """);

    [Theory, AllGenerations]
    public Task SwallowedFailureIsGivenBack(ClientVersion version) => Fixes(
        version,
        $$"""
        var result = {{Get}};
        if (result != null)
        {
            try
            {
                Console.WriteLine(int.Parse(result.RoutingKey));
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
            }
        }
        """,
        $$"""
        var result = {{FixedGet}};
        if (result != null)
        {
            try
            {
                Console.WriteLine(int.Parse(result.RoutingKey));
                {{Ack}}
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
                await~ channel.BasicReject~(result.DeliveryTag, requeue: !result.Redelivered);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task ReturnedBodyIsMadeFirst(ClientVersion version) => Verify.Fixes<AutomaticGetAnalyzer, MessageIsFetchedWithAutomaticAcknowledgementFix>(
        version,
        InClass($$"""
            public async~ Task~<string?> Read(IChannel~ channel)
            {
                var result = {{Get}};
                if (result is null)
                    return null;
                return Encoding.UTF8.GetString(result.Body.ToArray()); // the text
            }
            """),
        InClass($$"""
            public async~ Task~<string?> Read(IChannel~ channel)
            {
                var result = {{FixedGet}};
                if (result is null)
                    return null;
                var message = Encoding.UTF8.GetString(result.Body.ToArray()); // the text
                {{Ack}}
                return message;
            }
            """));

    [Theory, AllGenerations]
    public Task WithoutNullCheck(ClientVersion version) => Fixes(
        version,
        $$"""
        var result = {{Get}};
        Console.WriteLine(result!.RoutingKey);
        await~ channel.Close~();
        """,
        $$"""
        var result = {{FixedGet}};
        Console.WriteLine(result!.RoutingKey);
        {{Ack}}
        await~ channel.Close~();
        """);

    [Theory, AllGenerations]
    public Task BehindConditionalAccess(ClientVersion version) => Fixes(
        version,
        $$"""
        var result = {{Get}};
        Console.WriteLine(result?.RoutingKey);
        """,
        $$"""
        var result = {{FixedGet}};
        Console.WriteLine(result?.RoutingKey);
        if (result != null)
        {
            {{Ack}}
        }
        """);

    [Theory, AllGenerations]
    public Task UsedWhereItIsFetched(ClientVersion version) => Fixes(
        version,
        $$"""
        // the order
        var body = ({{Get}})!.Body.ToArray();
        Console.WriteLine(body.Length);
        Console.WriteLine("printed");
        """,
        $$"""
        // the order
        var result = ({{FixedGet}})!;
        var body = result.Body.ToArray();
        Console.WriteLine(body.Length);
        {{Ack}}
        Console.WriteLine("printed");
        """);

    [Theory, AllGenerations]
    public Task SeveralUsedWhereTheyAreFetched(ClientVersion version) => Fixes(
        version,
        $$"""
        Console.WriteLine(({{Get}})!.RoutingKey);
        Console.WriteLine("and");
        Console.WriteLine(({{Get}})!.RoutingKey);
        """,
        $$"""
        var result = ({{FixedGet}})!;
        Console.WriteLine(result.RoutingKey);
        {{Ack}}
        Console.WriteLine("and");
        var result1 = ({{FixedGet}})!;
        Console.WriteLine(result1.RoutingKey);
        await~ channel.BasicAck~(result1.DeliveryTag, multiple: false);
        """);

    [Theory, AllGenerations]
    public Task UsedAndReturnedWhereItIsFetched(ClientVersion version) => Verify.Fixes<AutomaticGetAnalyzer, MessageIsFetchedWithAutomaticAcknowledgementFix>(
        version,
        InClass($$"""
            public async~ Task~<string> Read(IChannel~ channel)
            {
                return Encoding.UTF8.GetString(({{Get}})!.Body.ToArray());
            }
            """),
        InClass($$"""
            public async~ Task~<string> Read(IChannel~ channel)
            {
                var result = ({{FixedGet}})!;
                var message = Encoding.UTF8.GetString(result.Body.ToArray());
                {{Ack}}
                return message;
            }
            """));

    [Theory, AllGenerations]
    public Task UsedBehindConditionalAccessWhereItIsFetched(ClientVersion version) => Fixes(
        version,
        $$"""
        var key = ({{Get}})?.RoutingKey;
        Console.WriteLine(key);
        """,
        $$"""
        var result = {{FixedGet}};
        var key = result?.RoutingKey;
        Console.WriteLine(key);
        if (result != null)
        {
            {{Ack}}
        }
        """);

    [Theory, AllGenerations]
    public Task TopLevelStatements(ClientVersion version) => Verify.Fixes<AutomaticGetAnalyzer, MessageIsFetchedWithAutomaticAcknowledgementFix>(
        version,
        $$"""
        var connection = await~ new ConnectionFactory().CreateConnection~();
        var channel = await~ connection.CreateChannel~();
        var result = {{Get}};
        if (result == null)
            return;
        Console.WriteLine(result.RoutingKey);
        await~ channel.Close~();
        """,
        $$"""
        var connection = await~ new ConnectionFactory().CreateConnection~();
        var channel = await~ connection.CreateChannel~();
        var result = {{FixedGet}};
        if (result == null)
            return;
        Console.WriteLine(result.RoutingKey);
        {{Ack}}
        await~ channel.Close~();
        """);

    [Theory, AllGenerations(
        "if (result != null && result.Redelivered) Console.WriteLine(result.RoutingKey);",
        "if (result != null) { Action later = () => Console.WriteLine(result.RoutingKey); later(); }",
        "if (result != null) Sinks.Take(result);",
        "var text = \"\"; if (result != null) text = result.RoutingKey; Console.WriteLine(text);",
        "if (DateTime.Now.Year > 2000) return; if (result != null) Console.WriteLine(result.RoutingKey);")]
    public Task NothingIsOfferedFor(ClientVersion version, string use) =>
        Verify.OffersNoFix<AutomaticGetAnalyzer, MessageIsFetchedWithAutomaticAcknowledgementFix>(
            version,
            InMethod($"""
                var result = {Get};
                {use}
                """) + "public class Sinks { public static Action<BasicGetResult> Take = result => { }; }");

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<AutomaticGetAnalyzer, MessageIsFetchedWithAutomaticAcknowledgementFix>(version, InMethod(before), InMethod(after));
}
