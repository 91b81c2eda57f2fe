using System.Text.RegularExpressions;
using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user follows the page on adoption, command by command.</summary>
public sealed partial class AdoptionTests(PackedPackage package)
{
    private const string NewMistake = """
        using RabbitMQ.Client;

        internal static class Declarations
        {
            public static Task DeclareAsync(IChannel channel) =>
                channel.QueueDeclareAsync(queue: "new", durable: false, exclusive: false, autoDelete: false);
        }
        """;

    [Fact]
    public async Task Only_what_is_new_breaks_the_build_in_the_end()
    {
        if (!await DotNet.HasAsync("jq"))
            Assert.Skip("jq is not installed.");
        var folder = package.NewFolder("adoption");
        var solution = new ConsumerSolution(folder, package);
        solution.Add("Worker", BuiltFrom.Client7).With(UnreliableWorker.File, UnreliableWorker.ForClient7);
        var fresh = solution.Add("Sender", BuiltFrom.Client7).With(UnreliableWorker.File, UnreliableWorker.ForClient7);
        var (build, table, repair, freeze) = Commands();

        (await DotNet.BashAsync(folder, build)).ThatSucceeded();
        var before = (await DotNet.BashAsync(folder, table)).ThatSucceeded().Output;
        (await DotNet.BashAsync(folder, repair)).ThatSucceeded();
        (await DotNet.BashAsync(folder, build)).ThatSucceeded();
        var after = (await DotNet.BashAsync(folder, table)).ThatSucceeded().Output;
        (await DotNet.BashAsync(folder, freeze)).ThatSucceeded();

        Assert.Matches(@"^\s+1 RMQ2001\tSender/Program\.cs$", LineWith("RMQ2001\tSender", before));
        Assert.DoesNotContain("RMQ2001", after, StringComparison.Ordinal);
        Assert.Contains("RMQ1001\tWorker/Program.cs", after, StringComparison.Ordinal);

        (await solution.BuildAsync("--no-incremental")).ThatSucceeded();
        fresh.With("Declarations.cs", NewMistake);
        var broken = await solution.BuildAsync("--no-incremental");

        Assert.False(broken.Succeeded);
        var errors = fresh.ResultOf(broken).Errors.Select(report => (report.Rule, report.File));
        Assert.Equal([("RMQ2001", "Declarations.cs")], errors);
    }

    private static string LineWith(string part, string text) => text.Split('\n').Single(line => line.Contains(part, StringComparison.Ordinal));

    private static (string Build, string Table, string Repair, string Freeze) Commands()
    {
        var page = File.ReadAllText(Path.Combine(BuiltFrom.Repository, "docs", "adoption.md")).ReplaceLineEndings("\n");
        var blocks = Block().Matches(page).Select(block => block.Groups[1].Value).ToArray();
        Assert.Equal(4, blocks.Length);
        return (blocks[0], blocks[1], blocks[2], blocks[3]);
    }

    [GeneratedRegex(@"^```bash\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
