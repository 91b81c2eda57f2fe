using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Lifetime;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4012.</summary>
public class ConnectionIsNotClosedBeforeTheProgramEndsTests
{
    [Theory, OldGenerations(
        "channel.BasicPublish(\"\", \"a\", null, body);", "for (var i = 0; i < 10; i++) channel.BasicPublish(\"\", \"a\", null, body);", "channel.ConfirmSelect(); channel.BasicPublish(\"\", \"a\", null, body);",
        "channel.BasicPublish(\"\", \"a\", null, body); Console.WriteLine(\"Sent\");", "foreach (var part in new[] { body }) { channel.BasicPublish(\"\", \"a\", null, part); Console.WriteLine(part.Length.ToString()); }",
        "try { channel.BasicPublish(\"\", \"a\", null, body); } catch (Exception e) { Console.WriteLine(e); }", "channel.BasicPublish(\"\", \"a\", null, body); return;",
        "Console.ReadLine(); channel.BasicPublish(\"\", \"a\", null, body);")]
    public Task Reports_a_program_that_ends(ClientVersion version, string statements) => Verify.Reports<UnclosedConnectionAnalyzer>(version, Program("[|CreateConnection|]", statements));

    [Theory, OldGenerations("static void Main()", "static int Main(string[] args)", "public static void Main(string[] args)", "static async Task Main()")]
    public Task Reports_main(ClientVersion version, string signature) => Verify.Reports<UnclosedConnectionAnalyzer>(version,
        $$"""
        public class Program
        {
            {{signature}}
            {
                var connection = new ConnectionFactory().[|CreateConnection|]();
                IModel channel = connection.CreateModel();
                channel.BasicPublish("", "a", null, new byte[1]);
                {{(signature.Contains("int", StringComparison.Ordinal) ? "return 0;" : "")}}
            }
        }
        """);

    [Theory, OldGenerations]
    public Task Reports_with_its_message(ClientVersion version) => Verify.That(version, Program("[|CreateConnection|]", "channel.BasicPublish(\"\", \"a\", null, body);"))
        .WithMessages("The program ends without closing this connection: messages that were published last never leave the process")
        .Reports<UnclosedConnectionAnalyzer>();

    [Theory, OldGenerations(
        "connection.Close();", "connection.Dispose();", "connection.Abort();", "channel.Close();", "channel.Dispose();", "channel.WaitForConfirmsOrDie();", "channel.WaitForConfirms();", "Console.ReadLine();", "Console.ReadKey();",
        "System.Threading.Thread.Sleep(1000);", "Task.Delay(1000).Wait();", "while (true) { }", "Keep(connection);", "Elsewhere.Connection = connection;", "using (connection) { }", "using ((connection)) { }", "Host.Run();")]
    public Task Silent_when_it_is_closed_or_waits(ClientVersion version, string statement) => Verify.Silent<UnclosedConnectionAnalyzer>(version,
        Program("CreateConnection", "channel.BasicPublish(\"\", \"a\", null, body);\n" + statement, "static void Keep(object o) => Elsewhere.Connection = o;")
        + "public static class Elsewhere { public static object Connection; }\npublic static class Host { public static void Run() { Console.ReadLine(); } }\n");

    [Theory, OldGenerations("channel.QueueDeclare(\"a\", true, false, false, null);", "channel.BasicConsume(\"a\", false, new EventingBasicConsumer(channel));", "")]
    public Task Silent_when_nothing_is_published(ClientVersion version, string statement) => Verify.Silent<UnclosedConnectionAnalyzer>(version, Program("CreateConnection", statement));

    [Theory, OldGenerations("using var connection = factory.CreateConnection(); var channel = connection.CreateModel();", "var connection = factory.CreateConnection(); using var channel = connection.CreateModel();",
        "using (var connection = factory.CreateConnection()) using (var channel = connection.CreateModel())", "using var connection = (factory.CreateConnection()); var channel = connection.CreateModel();")]
    public Task Silent_when_declared_with_using(ClientVersion version, string declarations) => Verify.Silent<UnclosedConnectionAnalyzer>(version,
        $$"""
        var factory = new ConnectionFactory();
        {{declarations}}
        channel.BasicPublish("", "a", null, new byte[1]);
        """);

    [Theory, AllGenerations]
    public Task Silent_in_other_methods(ClientVersion version) => Verify.Silent<UnclosedConnectionAnalyzer>(version,
        """
        public class Program
        {
            public async~ Task~ Send(ConnectionFactory factory)
            {
                var connection = await~ factory.CreateConnection~();
                var channel = await~ connection.CreateChannel~();
                await~ channel.BasicPublish~("", "a", {null, ~~}new byte[1]);
            }
        }
        """);

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_the_new_client(ClientVersion version) => Verify.Silent<UnclosedConnectionAnalyzer>(version,
        """
        var connection = await new ConnectionFactory().CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", "a", new byte[1]);
        """);

    [Theory, OldGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, "var connection = factory.CreateConnection(; connection.CreateModel().BasicPublish(\"\", ;").AllowingErrors().Silent<UnclosedConnectionAnalyzer>();

    [Theory, OldGenerations]
    public Task Fix_closes_both(ClientVersion version) => Fixes(version,
        """
        var connection = factory.[|CreateConnection|]();
        var channel = connection.CreateModel();
        """,
        """
        using var connection = factory.CreateConnection();
        using var channel = connection.CreateModel();
        """);

    [Theory, OldGenerations]
    public Task Fix_keeps_comments_and_directives(ClientVersion version) => Fixes(version,
        """
        // one
        IConnection connection = factory.[|CreateConnection|](); // two
        #if DEBUG
        Console.WriteLine(connection);
        #endif
            /* three */ IModel channel = connection.CreateModel();
        """,
        """
        // one
        using IConnection connection = factory.CreateConnection(); // two
        #if DEBUG
        Console.WriteLine(connection);
        #endif
            /* three */ using IModel channel = connection.CreateModel();
        """);

    [Theory, OldGenerations]
    public Task Fix_closes_the_connection_alone(ClientVersion version) => Fixes(version,
        """
        var connection = factory.[|CreateConnection|]();
        IModel channel;
        channel = connection.CreateModel();
        """,
        """
        using var connection = factory.CreateConnection();
        IModel channel;
        channel = connection.CreateModel();
        """);

    [Theory, OldGenerations]
    public Task Fix_in_main(ClientVersion version) => Verify.That(version, InMain("var connection = new ConnectionFactory().[|CreateConnection|](); var channel = connection.CreateModel();"))
        .Uncovering("RMQ3001", "RMQ3002").Fixes<UnclosedConnectionAnalyzer, UnclosedConnectionFix>(InMain("using var connection = new ConnectionFactory().CreateConnection(); using var channel = connection.CreateModel();"));

    [Theory, OldGenerations]
    public Task No_fix_before_using_declarations(ClientVersion version) => Verify.That(version, InMain("var connection = new ConnectionFactory().[|CreateConnection|](); var channel = connection.CreateModel();"))
        .WithLanguage(LanguageVersion.CSharp7_3).OffersNoFix<UnclosedConnectionAnalyzer, UnclosedConnectionFix>();

    [Theory, OldGenerations("IConnection connection; connection = new ConnectionFactory().[|CreateConnection|](); var channel = connection.CreateModel();", "var channel = new ConnectionFactory().[|CreateConnection|]().CreateModel();",
        "IConnection other = null, connection = new ConnectionFactory().[|CreateConnection|](); var channel = connection.CreateModel();", "var connection = new ConnectionFactory().[|CreateConnection|](); if (connection == null) connection = null; var channel = connection.CreateModel();")]
    public Task No_fix_where_using_cannot_stand(ClientVersion version, string declarations) => Verify.OffersNoFix<UnclosedConnectionAnalyzer, UnclosedConnectionFix>(version, InMain(declarations));

    private static Task Fixes(ClientVersion version, string before, string after) => Verify.Fixes<UnclosedConnectionAnalyzer, UnclosedConnectionFix>(version, Frame(before), Frame(after));

    private static string Frame(string declarations) => $"var factory = new ConnectionFactory();\n{declarations}\nchannel.BasicPublish(\"\", \"a\", null, new byte[1]);\n";

    private static string InMain(string declarations) => "public class Program { static void Main() { " + declarations + " channel.BasicPublish(\"\", \"a\", null, new byte[1]); } }\n";

    private static string Program(string open, string statements, string functions = "") =>
        $$"""
        var body = new byte[1];
        var connection = new ConnectionFactory().{{open}}();
        var channel = connection.CreateModel();
        {{statements}}
        {{functions}}

        """;
}
