using System.Text.RegularExpressions;
using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user repairs a whole repository with one command, and with two more for what appears only then.</summary>
public sealed partial class RepairTests(PackedPackage package)
{
    // What the first command makes appear, or would hide: an acknowledgement that has moved behind the work leaves the work unguarded, and a program that
    // waits for confirms no longer loses anything where its connection is left open. What a mandatory message needs is attached in front of the confirms.
    private static readonly string[][] Afterwards = [["RMQ1005", "RMQ3002", "RMQ3003"], ["RMQ3005"]];

    /// <summary>Rules whose fix nobody but the author can know. A program with such a report is finished by hand.</summary>
    private static readonly string[] WithoutFix = ["RMQ4005", "RMQ4006", "RMQ4007", "RMQ4010"];

    /// <summary>Every rule about programs, as the documentation has a page for each.</summary>
    private static readonly string[] Rules =
        [.. Directory.EnumerateFiles(Path.Combine(BuiltFrom.Repository, "docs", "rules"), "RMQ*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page))
            .Where(rule => !rule.StartsWith("RMQ0", StringComparison.Ordinal))];

    public static TheoryData<string, string> Clients => new() { { "V6", BuiltFrom.Client6 }, { "V7", BuiltFrom.Client7 } };

    [Theory]
    [MemberData(nameof(Clients), DisableDiscoveryEnumeration = true)]
    public async Task Formatting_the_unreliable_samples_gives_their_repaired_twins(string client, string version)
    {
        var twins = Programs($"*.{client}.Repaired");
        var unreliable = Programs($"*.{client}");
        Assert.NotEmpty(unreliable);
        Assert.Equal(unreliable.Keys, twins.Keys);
        var solution = Install(package.NewFolder($"Samples.{client}"), unreliable.Values, version);

        await solution.RestoreAsync();
        await solution.FormatAnalyzersAsync([.. Rules.Except(Afterwards.SelectMany(rules => rules))]);
        foreach (var rules in Afterwards)
            await solution.FormatAnalyzersAsync(rules);
        var build = (await solution.BuildAsync("--no-restore")).ThatSucceeded();

        var left = solution.ReportsOf(build).Where(of => of.Report.IsOurs || of.Report.IsAnalyzerFailure).ToArray();
        Assert.All(left, of => Assert.Contains(of.Report.Rule, WithoutFix));
        var byHand = left.Select(of => of.Project).ToHashSet();
        Assert.All(twins.Where(twin => !byHand.Contains(twin.Key)), twin => AssertEqual(twin.Value.UnderTheNamesOf(unreliable[twin.Key]), solution.SourcesOf(twin.Key)));
    }

    private ConsumerSolution Install(string folder, IEnumerable<SampleProgram> programs, string version)
    {
        var solution = new ConsumerSolution(folder, package);
        foreach (var program in programs)
        {
            var project = solution.Add(program.Name, version);
            foreach (var (file, text) in program.Files)
                project.With(file, text);
        }

        return solution;
    }

    private static void AssertEqual(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.True(file.Value == actual[file.Key], $"{file.Key} became:\n{actual[file.Key]}"));
    }

    /// <summary>The programs of all samples whose folder is called so, by their names.</summary>
    private static SortedDictionary<string, SampleProgram> Programs(string samples) => new(
        Directory.EnumerateDirectories(BuiltFrom.Samples, samples).SelectMany(Directory.EnumerateDirectories).Select(SampleProgram.In).ToDictionary(program => program.Name),
        StringComparer.Ordinal);

    /// <param name="Name">Its own and its sample's, as in <c>Hello.Receiver</c>.</param>
    /// <param name="Sources">Source texts by their path below the program's folder.</param>
    /// <param name="Configuration">The editorconfig of its sample, or nothing.</param>
    private sealed partial record SampleProgram(string Name, SortedDictionary<string, string> Sources, string Configuration)
    {
        public IEnumerable<KeyValuePair<string, string>> Files => Sources.Append(KeyValuePair.Create(".editorconfig", Configuration));

        public static SampleProgram In(string folder)
        {
            var sample = Path.GetDirectoryName(folder)!;
            var configuration = Path.Combine(sample, ".editorconfig");
            return new SampleProgram(
                $"{Path.GetFileName(sample).Split('.')[0]}.{Path.GetFileName(folder)}",
                ConsumerProject.SourcesIn(folder),
                File.Exists(configuration) ? File.ReadAllText(configuration) : "");
        }

        // The command makes queues and exchanges durable under the names they have; the twins also carry a new name, as a running broker asks for.
        public SortedDictionary<string, string> UnderTheNamesOf(SampleProgram unreliable)
        {
            var oldNames = unreliable.Sources.Values.SelectMany(text => Literal().Matches(text)).Select(literal => literal.Value).ToHashSet();
            return new SortedDictionary<string, string>(
                Sources.ToDictionary(
                    file => file.Key,
                    file => NumberedLiteral().Replace(file.Value, literal => oldNames.Contains($"\"{literal.Groups[1]}\"") ? $"\"{literal.Groups[1]}\"" : literal.Value)),
                StringComparer.Ordinal);
        }

        [GeneratedRegex("\"\\w+\"")]
        private static partial Regex Literal();

        [GeneratedRegex("\"(\\w+)_\\d+\"")]
        private static partial Regex NumberedLiteral();
    }
}
