using System.Collections.Immutable;
using System.Reflection;
using QueueAnalyzers.Tests.Documentation;
using Xunit.Sdk;
using Xunit.v3;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>All code about the client that the repository shows. What is written for several generations is there once for each.</summary>
internal static class KnownCode
{
    private static readonly string[] RuleFolders = ["Acknowledgement", "Durability", "Publishing", "Lifetime"];

    private static readonly Lazy<Task<ImmutableArray<KnownProgram>>> Collected = new(CollectAsync);

    /// <summary>The programs in <c>samples</c>, unreliable and repaired.</summary>
    public static ImmutableArray<KnownProgram> Samples { get; } =
        [.. Directory.GetFiles(Path.Combine(References.RepositoryRoot, "samples"), "Program.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(References.RepositoryRoot, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => Read(path, path.Contains(".V6", StringComparison.Ordinal) ? V6 : V7, File.ReadAllText(Path.Combine(References.RepositoryRoot, path))))];

    /// <summary>The examples of the documentation, mistakes and cures.</summary>
    public static ImmutableArray<KnownProgram> Examples { get; } =
        [.. MarkdownFile.All
            .SelectMany(file => file.Examples)
            .SelectMany(example => example.Versions.Select(version => Read($"{example}, {version}", version, example.Code)))];

    /// <summary>What the tests of the rules are about.</summary>
    public static Task<ImmutableArray<KnownProgram>> CasesAsync() => Collected.Value;

    public static async Task<ImmutableArray<KnownProgram>> AllAsync() => [.. Samples, .. Examples, .. await CasesAsync()];

    private static KnownProgram Read(string name, ClientVersion version, string code) =>
        new(name, Verify.That(version, code).WithDocument("MoreUsings.cs", "global using System.IO;\nglobal using System.Net.Http;\n"));

    private static async Task<ImmutableArray<KnownProgram>> CollectAsync()
    {
        var programs = ImmutableArray.CreateBuilder<KnownProgram>();
        foreach (var type in typeof(KnownCode).Assembly.GetTypes().Where(IsAboutARule).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            foreach (var test in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))).OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                foreach (var arguments in await ArgumentsOfAsync(test))
                {
                    var scenarios = await Scenario.CollectAsync(() => test.Invoke(Activator.CreateInstance(type), arguments) as Task ?? Task.CompletedTask);
                    programs.AddRange(scenarios.Select(scenario => new KnownProgram($"{type.Name}.{test.Name}({string.Join(", ", arguments)})", scenario)));
                }
            }
        }

        return programs.ToImmutable();
    }

    private static bool IsAboutARule(Type type) =>
        RuleFolders.Any(folder => type.Namespace == $"QueueAnalyzers.Tests.{folder}") && type.GetConstructor([]) is not null && type.Name.EndsWith("Tests", StringComparison.Ordinal);

    private static async Task<IEnumerable<object?[]>> ArgumentsOfAsync(MethodInfo test)
    {
        if (test.GetParameters().Length == 0)
            return [[]];
        await using var disposal = new DisposalTracker();
        var rows = new List<object?[]>();
        foreach (var attribute in test.GetCustomAttributes<GenerationsAttribute>())
            rows.AddRange((await attribute.GetData(test, disposal)).Select(row => row.GetData()));
        return rows;
    }
}
