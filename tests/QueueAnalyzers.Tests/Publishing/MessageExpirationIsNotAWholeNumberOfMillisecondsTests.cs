using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3008: what the broker cannot read.</summary>
public class MessageExpirationIsNotAWholeNumberOfMillisecondsTests
{
    private const string Parameters = "IChannel~ channel, {IBasicProperties~~BasicProperties} properties, TimeSpan time, int number, bool flag, string? text";

    [Theory, AllGenerations(
        "[|\"5s\"|]", "[|\"1.5\"|]", "[|\"00:00:05\"|]", "[|\"\"|]", "[|string.Empty|]", "[|\"-1\"|]", "[|\"abc\"|]", "[|\" 5\"|]", "[|\"5 \"|]", "[|\"5,000\"|]", "[|\"5_000\"|]", "[|\"5\" + \"000ms\"|]",
        "[|\"0x10\"|]", "[|@\"5s\"|]", "([|\"5s\"|])", "[|nameof(time)|]")]
    public Task ReportsConstants(ClientVersion version, string value) =>
        Verify.That(version, InMethod($"properties.Expiration = {value};", Parameters)).WithMessagesContaining("406 PRECONDITION_FAILED - invalid expiration").Reports<ExpirationAnalyzer>();

    [Theory, AllGenerations(
        "[|time.ToString()|]", "[|$\"{time}\"|]", "[|TimeSpan.FromSeconds(5).ToString()|]", "[|(TimeSpan.FromSeconds(5)).ToString()|]",
        "[|time.Milliseconds.ToString()|]", "[|time.Milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture)|]", "[|$\"{time.Milliseconds}\"|]", "[|Convert.ToString(time.Milliseconds)|]",
        "[|TimeSpan.FromMinutes(1).Milliseconds.ToString()|]",
        "[|$\"{number}s\"|]", "[|$\"{number} ms\"|]", "[|number + \"s\"|]", "[|number + number + \"ms\"|]",
        "flag ? [|\"5s\"|] : \"5000\"", "text ?? [|\"5s\"|]", "flag ? [|time.ToString()|] : null", "number switch { 1 => \"1000\", 2 => [|\"2s\"|], _ => [|\"\"|] }")]
    public Task ReportsWhatIsMadeOfATime(ClientVersion version, string value) =>
        Verify.Reports<ExpirationAnalyzer>(version, InMethod($"properties.Expiration = {value};", Parameters));

    [Theory, AllGenerations]
    public Task ReportsVariables(ClientVersion version) => Verify.Reports<ExpirationAnalyzer>(version, InClass(
        """
        private const string Constant = "5s";
        private static readonly string Static = "5s";
        private readonly string _field = "5s";

        public void Run({IBasicProperties~~BasicProperties} properties)
        {
            var local = "5s";
            const string constant = "5s";
            properties.Expiration = [|Constant|];
            properties.Expiration = [|Static|];
            properties.Expiration = [|this._field|];
            properties.Expiration = [|local|];
            properties.Expiration = [|constant|];
            properties.Expiration = [|Program.Constant|];
        }
        """));

    [Theory, Generations(V71, V7)]
    public Task ReportsInitializers(ClientVersion version) => Verify.Reports<ExpirationAnalyzer>(version,
        """
        var properties = new BasicProperties { Persistent = true, Expiration = [|"5s"|] };
        BasicProperties other = new() { Expiration = [|TimeSpan.FromSeconds(5).ToString()|] };
        Use(new BasicProperties(other) { Expiration = [|""|] });

        static void Use(IAmqpHeader header) => Console.WriteLine(header);
        """);

    [Theory, AllGenerations]
    public Task ReportsOtherWaysToSetIt(ClientVersion version) => Verify.That(version, InClass(
        """
        public void Run(IBasicProperties properties, Own own)
        {
            properties.Expiration ??= [|"5s"|];
            Action set = () => properties.Expiration = [|"5s"|];
            own.Expiration = [|"5s"|];
            set();
        }

        public abstract class Own : IBasicProperties
        {
            public string? Expiration { get; set; }
            public void Reset() => this.Expiration = [|"5s"|];
        }
        """)).AllowingErrors("CS0535").Reports<ExpirationAnalyzer>();

    [Theory, Generations(V6, V7, Cases = ["[|\"2147483648\"|]", "[|\"5s\"|]", "[|\"-1\"|]", "[|\"\"|]", "[|\"1.5\"|]"])]
    public Task ReportsWhatLavinMQRefuses(ClientVersion version, string value) =>
        Verify.That(version, InMethod($"properties.Expiration = {value};", Parameters)).WithOption("broker", "lavinmq").WithMessagesContaining("Expiration not a number").Reports<ExpirationAnalyzer>();

    [Theory, Generations(V6, V7, Cases = ["\"2147483647\"", "\" 5\"", "\"5 \"", "\"0\""])]
    public Task SilentAboutWhatLavinMQAccepts(ClientVersion version, string value) =>
        Verify.That(version, InMethod($"properties.Expiration = {value};", Parameters)).WithOption("broker", "lavinmq").Silent<ExpirationAnalyzer>();

    [Theory, AllGenerations(
        "\"5000\"", "\"0\"", "\"00\"", "\"+5\"", "\"2147483648\"", "\"60\" + \"000\"", "null", "default", "text", "text ?? \"5000\"", "flag ? \"1000\" : null",
        "5000.ToString()", "number.ToString()", "$\"{number}\"", "$\"{number}000\"", "number + \"000\"", "((long)time.TotalMilliseconds).ToString()", "time.TotalMilliseconds.ToString()",
        "time.TotalMilliseconds.ToString(\"0\")", "time.TotalMilliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture)", "Convert.ToString(number)", "Environment.GetEnvironmentVariable(\"TTL\")",
        "TimeSpan.FromMilliseconds(500).Milliseconds.ToString()", "time.ToString(\"ss\")", "$\"{time:fff}\"", "Create()", "properties.Expiration")]
    public Task SilentAboutNumbersAndTheUnknown(ClientVersion version, string value) =>
        Verify.Silent<ExpirationAnalyzer>(version, InMethod($"properties.Expiration = {value};\nstring Create() => \"5s\";", Parameters));

    [Theory, AllGenerations]
    public Task SilentAboutVariablesThatMayChange(ClientVersion version) => Verify.Silent<ExpirationAnalyzer>(version, InClass(
        """
        private string _expiration = "5s";
        public string Default { get; set; } = "5s";

        public void Run({IBasicProperties~~BasicProperties} properties, string given = "5s")
        {
            var local = "5s";
            if (given.Length > 2)
                local = "5000";
            properties.Expiration = local;
            properties.Expiration = _expiration;
            properties.Expiration = Default;
            properties.Expiration = given;
        }
        """));

    [Theory, AllGenerations]
    public Task SilentAboutOtherProperties(ClientVersion version) => Verify.Silent<ExpirationAnalyzer>(version, InClass(
        """
        public void Run({IBasicProperties~~BasicProperties} properties, Token token)
        {
            token.Expiration = "5s";
            var other = new Token { Expiration = "5s" };
            var anonymous = new { Expiration = "5s" };
            properties.MessageId = "5s";
            var Expiration = "5s";
            Expiration = "6s";
            if (properties.Expiration == "5s") { }
        }

        public class Token
        {
            public string Expiration { get; set; } = "5s";
        }
        """));

    [Fact]
    public Task SilentInBrokenCode() => Verify.That(V7, InMethod(
        """
        unknown.Expiration = "5s";
        properties.Expiration = ;
        properties.Expiration = undefined;
        Expiration = "5s";
        """,
        "BasicProperties properties")).AllowingErrors().Silent<ExpirationAnalyzer>();

    [Fact]
    public Task SilentWithoutTheClient() => Verify.That(V7,
        """
        public class BasicProperties
        {
            public string Expiration { get; set; } = "";
            public void Run() => Expiration = "5s";
        }
        """).WithoutClient().Silent<ExpirationAnalyzer>();
}
