using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Tests.Flow.Drawn;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>An exploration depends on the code alone, and ends.</summary>
public partial class ExplorationTests(ITestOutputHelper output)
{
    [Fact]
    public void Exploring_again_finds_the_same()
    {
        foreach (var number in Enumerable.Range(0, 40))
        {
            var text = Source.Of(new Drawing(3, number).Draw(), new Target(V6, false), isWatched: false);
            Assert.Equal(Explore(text, V6), Explore(text, V6));
        }
    }

    [Fact]
    public void Order_of_declarations_does_not_matter()
    {
        foreach (var number in Enumerable.Range(0, 40))
        {
            var text = Source.Of(new Drawing(4, number).Draw(), new Target(V7, true), isWatched: false);
            var type = (ClassDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(text)!;
            var reordered = type.WithMembers(SyntaxFactory.List(type.Members.Reverse())).ToFullString();
            Assert.Equal(Unplaced(Explore(text, V7)), Unplaced(Explore(reordered, V7)));
        }
    }

    [Fact]
    public void Text_tells_each_path()
    {
        var text = Explore(Handler("if (C0)\nreturn;\nif (!C0)\nchannel.BasicAck(args.DeliveryTag, false);"), V6);
        Assert.Equal("settle 7 Acknowledge finds pending, not this.C0\nexit 5 pending, this.C0\nexit end settled by 7, not this.C0\nfailure 7 Exception lost, not this.C0\n", text);
    }

    [Fact]
    public void Text_tells_which_calls_are_not_followed()
    {
        var text = Explore(Handler("channel.BasicAck(args.DeliveryTag, false);\nOuter(args.DeliveryTag);", "private void Outer(ulong tag) { Circle(tag); } private void Circle(ulong tag) { if (Flip()) Circle(tag); }"), V6);
        Assert.EndsWith("unexplored 5\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Handler_with_many_branches_is_explored()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"if (Kind == {i}) {{ Log(); Work(); }}\n");
            body.Append("Log(); Log(); Work(); Log();\n");
        }

        body.Append("channel.BasicAck(args.DeliveryTag, false);");
        Assert.StartsWith("settle", Measure("300 statements, 40 branches", Handler(body.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public void Handler_with_too_many_branches_is_unknown()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 2000; i++)
            body.Append(CultureInfo.InvariantCulture, $"bool f{i} = Flip(); if (f{i}) Work();\n");
        for (var i = 0; i < 12; i++)
            body.Append(CultureInfo.InvariantCulture, $"if (f{i} && f{i}) channel.BasicAck(args.DeliveryTag, false);\n");
        Assert.Equal("unknown", Measure("2 000 branches, 12 of them again", Handler(body.ToString())));
    }

    [Fact]
    public void Handler_with_many_ways_to_fail_ends()
    {
        var body = new StringBuilder();
        for (var i = 0; i < 2000; i++)
            body.Append(CultureInfo.InvariantCulture, $"if (Kind == {i}) {{ try {{ Work(); }} catch (TimeoutException) {{ channel.BasicAck(args.DeliveryTag, false); return; }} finally {{ Log(); }} }}\n");
        Measure("2 000 branches with a try each", Handler(body.ToString()));
    }

    [Fact]
    public void Methods_that_call_each_other_end()
    {
        var members = new StringBuilder();
        for (var i = 0; i < 12; i++)
        {
            members.Append(CultureInfo.InvariantCulture, $"private void M{i}(ulong tag) {{ if (C0) channel.BasicAck(tag, false);\n");
            for (var j = 0; j < 12; j++)
                members.Append(CultureInfo.InvariantCulture, $"if (Flip()) M{j}(tag);\n");
            members.Append("}\n");
        }

        Measure("12 methods that all call each other", Handler("M0(args.DeliveryTag);", members.ToString()));
    }

    /// <summary>The bound on the time ends what would never end; how long it takes is for the benchmarks.</summary>
    private string Measure(string what, string code)
    {
        var (queues, handler) = Explored.HandlerOf(Compile(code, V6), "Handler");
        var exploration = queues.Settlements.PathsOf(handler);
        var (fastest, allocated) = (TimeSpan.MaxValue, 0.0);
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = System.Diagnostics.Stopwatch.StartNew();
            new Settlements(queues).PathsOf(handler);
            watch.Stop();
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 1e6;
        }

        output.WriteLine($"{what}: {fastest.TotalMilliseconds:0.0} ms, {allocated:0.0} MB, {(exploration.IsComplete ? "explored" : "unknown")}");
        Assert.True(fastest < TimeSpan.FromSeconds(30), $"{fastest}");
        Assert.True(allocated < 50, $"{allocated} MB");
        return ExplorationText.Of(exploration);
    }

    private static string Explore(string text, ClientVersion version) => ExplorationText.Of(Explored.Of(Compile(text, version), "Handler"));

    private static CSharpCompilation Compile(string text, ClientVersion version) => CSharpCompilation.Create(
        "Explored",
        [
            CSharpSyntaxTree.ParseText(World.Usings),
            CSharpSyntaxTree.ParseText(Dialect.Expand(World.Shape, version)),
            CSharpSyntaxTree.ParseText(text, path: "Handler"),
        ],
        References.Framework.AddRange(References.Client(version)),
        new CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary));

    private static string Handler(string body, string members = "") =>
        "public class Handler1 : Handler { " + members.ReplaceLineEndings(" ") + """

            public void Run() { var consumer = new EventingBasicConsumer(channel); consumer.Received += OnReceived; channel.BasicConsume("orders", false, consumer); }
            private void OnReceived(object? sender, BasicDeliverEventArgs args) {

            """ + body + "\n}\n}\n";

    /// <summary>The lines of an exploration without their numbers, in the order of what is left.</summary>
    private static string Unplaced(string text) => string.Join('\n', Number().Replace(text, "").Split('\n').Order(StringComparer.Ordinal));

    [GeneratedRegex("(?<=(settle|exit|failure|by|at) )[0-9]+")]
    private static partial Regex Number();
}
