using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CodeFixes;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests;

public class VerifyTests
{
    private static readonly string Reported = InMethod("""await~ channel.BasicConsume~("q", {|TEST0001:true|}, new EventingConsumer~(channel));""");
    private static readonly string Fixed = InMethod("""await~ channel.BasicConsume~("q", false, new EventingConsumer~(channel));""");

    [Theory, AllClients]
    public Task Reports(ClientVersion version) => Verify.Reports<AutoAckAnalyzer>(version, Reported);

    [Theory, AllGenerations("true", "autoAck: true")]
    public Task RunsCases(ClientVersion version, string argument)
        => Verify.Reports<AutoAckAnalyzer>(version, InMethod($"await~ channel.BasicGet~(\"q\", {argument.Replace("true", "[|true|]")});"));

    [Theory, AllGenerations]
    public async Task MissingReportFails(ClientVersion version)
    {
        var failure = await FailureOf(Verify.Reports<AutoAckAnalyzer>(version, Fixed.Replace("false", "[|false|]")));
        Assert.Contains("Expected:", failure);
        Assert.Contains("{|TEST0001:false|}", failure);
    }

    [Theory, AllGenerations]
    public async Task UnexpectedReportFails(ClientVersion version)
    {
        var failure = await FailureOf(Verify.Silent<AutoAckAnalyzer>(version, InMethod("""await~ channel.BasicGet~("q", true);""")));
        Assert.Contains("{|TEST0001:true|}", failure);
    }

    [Fact]
    public async Task MarkupMustFitTheVerdict()
    {
        await FailureOf(Verify.Silent<AutoAckAnalyzer>(V7, Reported));
        await FailureOf(Verify.Reports<AutoAckAnalyzer>(V7, Fixed));
    }

    [Fact]
    public async Task CodeMustCompile()
    {
        const string Code = "class C { Missing field; }";
        Assert.Contains("CS0246", await FailureOf(Verify.Silent<AutoAckAnalyzer>(V7, Code)));
        await Verify.That(V7, Code).AllowingErrors("CS0246").Silent<AutoAckAnalyzer>();
        await Verify.That(V7, Code).AllowingErrors().Silent<AutoAckAnalyzer>();
        await FailureOf(Verify.That(V7, Code).AllowingErrors("CS0103").Silent<AutoAckAnalyzer>());
    }

    [Fact]
    public async Task CrashFails()
        => Assert.Contains("Crashed as told.", await FailureOf(Verify.Silent<AutoAckAnalyzer>(V7, "class C { void Crash() => Crash(); }")));

    [Fact]
    public async Task OptionsReachTheAnalyzer()
    {
        var silent = Reported.Replace("{|TEST0001:true|}", "true");
        await Verify.That(V6, silent).WithOption("broker", "lavinmq").Silent<AutoAckAnalyzer>();
        await Verify.That(V6, silent).WithGlobalConfig("queue_analyzers.broker", "lavinmq").Silent<AutoAckAnalyzer>();
        await Verify.That(V6, silent).WithEditorConfig("dotnet_diagnostic.TEST0001.severity = none").Silent<AutoAckAnalyzer>();
        await Verify.That(V6, Reported).WithOption("broker", "rabbitmq").Reports<AutoAckAnalyzer>();
    }

    [Fact]
    public async Task SuppressionIsHonoured()
        => await Verify.Silent<AutoAckAnalyzer>(V7, "#pragma warning disable TEST0001\n" + Reported.Replace("{|TEST0001:true|}", "true"));

    [Fact]
    public async Task MessagesAreCompared()
    {
        await Verify.That(V6, Reported).WithMessages("'BasicConsume' acknowledges").WithMessagesContaining("acknow").Reports<AutoAckAnalyzer>();
        await FailureOf(Verify.That(V6, Reported).WithMessages("'BasicGet' acknowledges").Reports<AutoAckAnalyzer>());
        await FailureOf(Verify.That(V6, Reported).WithMessagesContaining("'BasicGet'").Reports<AutoAckAnalyzer>());
    }

    [Fact]
    public async Task AdditionalLocationsAreCompared()
    {
        await Verify.Reports<AutoAckAnalyzer>(V6, InMethod("""{|also:channel.BasicGet("q", [|true|])|};"""));
        await FailureOf(Verify.Reports<AutoAckAnalyzer>(V6, InMethod("""{|also:channel|}.BasicGet("q", [|true|]);""")));
    }

    [Fact]
    public async Task LanguagesDiffer()
    {
        await Verify.That(V6, Reported).WithLanguage(LanguageVersion.CSharp7_3).Reports<AutoAckAnalyzer>();
        Assert.Contains("CS8370", await FailureOf(Verify.That(V6, "class C { List<int> l = new(); }").WithLanguage(LanguageVersion.CSharp7_3).Silent<AutoAckAnalyzer>()));
    }

    [Fact]
    public Task ClientCanBeAbsent() => Verify.That(V7, "class C { void BasicGet(bool autoAck) => BasicGet([|true|]); }").WithoutClient().Reports<AutoAckAnalyzer>();

    [Theory, Generations(V6, V7)]
    public Task ProjectsReferenceEachOther(ClientVersion version) => Verify
        .That(version, "public class Middle : Base { protected override bool Get() => false; }")
        .WithProject("Contracts", "public abstract class Base { protected abstract bool Get(); }")
        .WithDependentProject("App", Reported.Replace("Program", "Top : Middle"))
        .WithDocument("Other.cs", Reported.Replace("Program", "Other"))
        .Reports<AutoAckAnalyzer>();

    [Fact]
    public Task RawInterpolationIsNoCursor() => Verify.Silent<AutoAckAnalyzer>(V7, """""class C { string S(int i) => $$"""{ {{i}} }"""; }""""");

    [Theory, AllGenerations]
    public Task Fixes(ClientVersion version) => Verify.Fixes<AutoAckAnalyzer, CorrectFix>(version, Reported, Fixed);

    [Theory, AllGenerations]
    public Task FixesChosenAction(ClientVersion version) => Verify.Fixes<AutoAckAnalyzer, CorrectFix>(version, Reported, Fixed, "manual");

    [Fact]
    public async Task UnknownActionFails() => Assert.Contains("No fix", await FailureOf(Verify.Fixes<AutoAckAnalyzer, CorrectFix>(V7, Reported, Fixed, "other")));

    [Fact]
    public Task FixesSeveralAndLeavesTheRest() => Verify.Fixes<AutoAckAnalyzer, CorrectFix>(
        V7,
        InMethod("""
            #region get
            await channel.BasicGetAsync("a", /* now */ [|true|]); // and here
            #endregion
            Func<Task> later = () => channel.BasicGetAsync("b", [|true|]);
            await channel.BasicGetAsync("c", [|true|]);
            """),
        InMethod("""
            #region get
            await channel.BasicGetAsync("a", /* now */ false); // and here
            #endregion
            Func<Task> later = () => channel.BasicGetAsync("b", [|true|]);
            await channel.BasicGetAsync("c", false);
            """));

    [Fact]
    public Task FixesAllDocumentsAndProjects() => Verify.That(V6, Reported)
        .WithDocument("Other.cs", Reported.Replace("Program", "Other"))
        .WithProject("Library", Reported.Replace("Program", "Library"))
        .Changing("Other.cs", Fixed.Replace("Program", "Other"))
        .Changing("Library.cs", Fixed.Replace("Program", "Library"))
        .Fixes<AutoAckAnalyzer, CorrectFix>(Fixed);

    [Fact]
    public Task OffersNoFix() => Verify.OffersNoFix<AutoAckAnalyzer, CorrectFix>(V7, InMethod("""Func<Task> later = () => channel.BasicGetAsync("b", [|true|]); await later();"""));

    [Fact]
    public async Task OfferedFixFails()
    {
        Assert.Contains("is offered", await FailureOf(Verify.OffersNoFix<AutoAckAnalyzer, CorrectFix>(V7, Reported)));
        await Verify.OffersNoFix<AutoAckAnalyzer, CorrectFix>(V7, Reported, "other");
    }

    [Fact]
    public Task WrongTextFails() => Refuses<CorrectFix>("Fixed one by one", after: Fixed.Replace("false, new", "false,  new"));

    [Fact]
    public Task FixThatLeavesTheReportFails() => Refuses<UselessFix>("does not remove the report");

    [Fact]
    public Task FixThatDoesNotCompileFails() => Refuses<BrokenFix>("CS0103");

    [Fact]
    public Task FixThatWarnsFails() => Refuses<WarningFix>("CS0168");

    [Fact]
    public Task FixThatLosesCommentsFails() => Refuses<CommentEatingFix>("/* why */", Reported.Replace("{|TEST0001:true|}", "{|TEST0001:true|} /* why */"), Fixed);

    [Fact]
    public Task FixThatMixesLineEndingsFails() => Refuses<NewlineFix>("In a file with CRLF", after: Fixed.Replace("false,", "false\n,"));

    [Fact]
    public Task FixWithoutFixAllFails() => Refuses<LonelyFix>("no Fix All");

    private static async Task Refuses<TFix>(string because, string? before = null, string? after = null)
        where TFix : CodeFixProvider, new()
        => Assert.Contains(because, await FailureOf(Verify.Fixes<AutoAckAnalyzer, TFix>(V7, before ?? Reported, after ?? Fixed)));

    private static async Task<string> FailureOf(Task verification)
        => (await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => verification)).Message;
}
