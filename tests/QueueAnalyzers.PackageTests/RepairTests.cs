using System.Text.RegularExpressions;
using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user repairs a whole repository with one command.</summary>
public sealed partial class RepairTests(PackedPackage package)
{
    private const string RepairedSuffix = ".Repaired";

    private static readonly string[] Rules = ["RMQ1001", "RMQ1009", "RMQ2001", "RMQ2002", "RMQ2003", "RMQ2004", "RMQ2005", "RMQ2007", "RMQ2008", "RMQ3001", "RMQ1004", "RMQ1006", "RMQ1007", "RMQ1010", "RMQ1011"];

    // Where an acknowledgement has moved behind the work, the work stands unguarded before it: known only when the first command is done.
    private static readonly string[] Afterwards = ["RMQ1005"];

    /// <summary>Every sample that has a repaired twin beside it.</summary>
    public static TheoryData<string> UnreliableSamples =>
        [.. Directory.EnumerateDirectories(BuiltFrom.Samples, "*" + RepairedSuffix)
            .Select(twin => Path.GetFileName(twin)[..^RepairedSuffix.Length])
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(UnreliableSamples), DisableDiscoveryEnumeration = true)]
    public async Task Formatting_an_unreliable_sample_gives_its_repaired_twin(string sample)
    {
        var unreliable = Programs(Path.Combine(BuiltFrom.Samples, sample));
        var repaired = Programs(Path.Combine(BuiltFrom.Samples, sample + RepairedSuffix));
        var folder = package.NewFolder(sample);
        var solution = Install(folder, sample, unreliable);

        await solution.RestoreAsync();
        await solution.FormatAnalyzersAsync(Rules);
        await solution.FormatAnalyzersAsync(Afterwards);
        var build = (await solution.BuildAsync("--no-restore")).ThatSucceeded();

        AssertEqual(UnderTheOldNames(repaired, unreliable), Programs(folder));
        Assert.DoesNotContain(solution.ReportsOf(build), report => report.IsAnalyzerFailure || (report.IsOurs && report.IsWarningOrError));
    }

    private ConsumerSolution Install(string folder, string sample, SortedDictionary<string, string> programs)
    {
        var client = sample.EndsWith(".V6", StringComparison.Ordinal) ? BuiltFrom.Client6 : BuiltFrom.Client7;
        var solution = new ConsumerSolution(folder, package);
        foreach (var program in programs.GroupBy(file => file.Key.Split('/')[0]))
        {
            var project = solution.Add(program.Key, client);
            foreach (var (file, text) in program)
                project.With(file[(program.Key.Length + 1)..], text);
        }

        return solution;
    }

    private static void AssertEqual(SortedDictionary<string, string> expected, SortedDictionary<string, string> actual)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, file => Assert.True(file.Value == actual[file.Key], $"{file.Key} became:\n{actual[file.Key]}"));
    }

    // The command makes queues and exchanges durable under the names they have; the twins also carry a new name, as a running broker asks for.
    private static SortedDictionary<string, string> UnderTheOldNames(SortedDictionary<string, string> repaired, SortedDictionary<string, string> unreliable)
    {
        var oldNames = unreliable.Values.SelectMany(text => Literal().Matches(text)).Select(literal => literal.Value).ToHashSet();
        return Files(repaired.Select(file => KeyValuePair.Create(
            file.Key,
            NumberedLiteral().Replace(file.Value, literal => oldNames.Contains($"\"{literal.Groups[1]}\"") ? $"\"{literal.Groups[1]}\"" : literal.Value))));
    }

    /// <summary>Source texts by their path below the folder, as in <c>Worker/Program.cs</c>.</summary>
    private static SortedDictionary<string, string> Programs(string folder) => Files(
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => KeyValuePair.Create(Path.GetRelativePath(folder, file).Replace('\\', '/'), file))
            .Where(file => !file.Key.Contains("/obj/") && !file.Key.Contains("/bin/"))
            .Select(file => KeyValuePair.Create(file.Key, File.ReadAllText(file.Value))));

    private static SortedDictionary<string, string> Files(IEnumerable<KeyValuePair<string, string>> files) =>
        new(files.ToDictionary(), StringComparer.Ordinal);

    [GeneratedRegex("\"\\w+\"")]
    private static partial Regex Literal();

    [GeneratedRegex("\"(\\w+)_\\d+\"")]
    private static partial Regex NumberedLiteral();
}
