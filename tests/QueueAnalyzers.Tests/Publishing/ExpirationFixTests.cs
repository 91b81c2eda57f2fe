using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3008: the number of milliseconds that is meant.</summary>
public class ExpirationFixTests
{
    private const string Parameters = "{IBasicProperties~~BasicProperties} properties, TimeSpan time, bool flag";

    [Theory, AllGenerations(
        "\"5s\" > \"5000\"", "\"5 s\" > \"5000\"", "\"5sec\" > \"5000\"", "\"1.5s\" > \"1500\"", "\"10 seconds\" > \"10000\"", "\"500ms\" > \"500\"", "\"500 milliseconds\" > \"500\"",
        "\"2min\" > \"120000\"", "\"1h\" > \"3600000\"", "\"1 day\" > \"86400000\"", "\"00:00:05\" > \"5000\"", "\"1.00:00:00\" > \"86400000\"", "\" 5\" > \"5\"", "\"5000.0\" > \"5000\"", "@\"5s\" > \"5000\"")]
    public Task WritesTheNumber(ClientVersion version, string change) => Fixes(version, change);

    [Theory, AllGenerations(
        "time.ToString() > ((long)time.TotalMilliseconds).ToString()",
        "TimeSpan.FromSeconds(5).ToString() > ((long)TimeSpan.FromSeconds(5).TotalMilliseconds).ToString()",
        "(time + time).ToString() > ((long)(time + time).TotalMilliseconds).ToString()",
        "$\"{time}\" > $\"{(long)time.TotalMilliseconds}\"",
        "time.Milliseconds.ToString() > ((long)time.TotalMilliseconds).ToString()",
        "$\"{time.Milliseconds}\" > $\"{(long)time.TotalMilliseconds}\"",
        "Convert.ToString(time.Milliseconds) > Convert.ToString((long)time.TotalMilliseconds)",
        "time /* to live */.Milliseconds.ToString() > ((long)time /* to live */.TotalMilliseconds).ToString()")]
    public Task TakesTheWholeTime(ClientVersion version, string change) => Fixes(version, change);

    [Theory, AllGenerations]
    public Task WritesTheNumberInEveryBranch(ClientVersion version) => Verify.Fixes<ExpirationAnalyzer, ExpirationFix>(version,
        InMethod(
            """
            // How long it may wait.
            properties.Expiration = flag
                ? [|"5s"|] // short
            #if DEBUG
                : "1";
            #else
                : [|"1h"|]; // long
            #endif
            """,
            Parameters),
        InMethod(
            """
            // How long it may wait.
            properties.Expiration = flag
                ? "5000" // short
            #if DEBUG
                : "1";
            #else
                : "3600000"; // long
            #endif
            """,
            Parameters));

    [Theory, AllGenerations]
    public Task WritesTheNumberWhereTheConstantIs(ClientVersion version) => Verify.Fixes<ExpirationAnalyzer, ExpirationFix>(version,
        InClass(
            """
            private const string Expiration = "5s"; // five seconds

            public void Run({IBasicProperties~~BasicProperties} first, {IBasicProperties~~BasicProperties} second)
            {
                first.Expiration = [|Expiration|];
                second.Expiration = [|Expiration|];
                var other = "1min";
                second.Expiration = [|other|];
            }
            """),
        InClass(
            """
            private const string Expiration = "5000"; // five seconds

            public void Run({IBasicProperties~~BasicProperties} first, {IBasicProperties~~BasicProperties} second)
            {
                first.Expiration = Expiration;
                second.Expiration = Expiration;
                var other = "60000";
                second.Expiration = other;
            }
            """));

    [Theory, AllGenerations("[|\"\"|]", "[|\"-1\"|]", "[|\"abc\"|]", "[|\"1.5\"|]", "[|\"5m\"|]", "[|\"5,000\"|]", "[|$\"{flag}s\"|]", "[|Shared.Expiration|]")]
    public Task OffersNothingWhereTheMeaningIsNotClear(ClientVersion version, string value) => Verify.OffersNoFix<ExpirationAnalyzer, ExpirationFix>(
        version, InMethod($"properties.Expiration = {value};", Parameters) + "\npublic static class Shared\n{\n    public const string Expiration = \"5s\";\n}\n");

    [Theory, AllGenerations]
    public Task OffersNothingForAConstantWithOtherUses(ClientVersion version) => Verify.OffersNoFix<ExpirationAnalyzer, ExpirationFix>(version, InMethod(
        """
        const string text = "5s";
        properties.Expiration = [|text|];
        Console.WriteLine(text);
        """,
        Parameters));

    private static Task Fixes(ClientVersion version, string change)
    {
        var parts = change.Split(" > ");
        return Verify.Fixes<ExpirationAnalyzer, ExpirationFix>(
            version,
            InMethod($"properties.Expiration = [|{parts[0]}|];", Parameters),
            InMethod($"properties.Expiration = {parts[1]};", Parameters));
    }
}
