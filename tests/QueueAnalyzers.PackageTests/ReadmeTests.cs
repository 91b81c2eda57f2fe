using System.Text.RegularExpressions;

namespace QueueAnalyzers.PackageTests;

/// <summary>Somebody new follows the README in an empty folder: installs, breaks the build on a mistake, and has it repaired.</summary>
public sealed partial class ReadmeTests(PackedPackage package)
{
    [Fact]
    public async Task From_an_empty_folder_to_a_repaired_program()
    {
        var folder = package.NewFolder("Newcomer");
        (await DotNet.RunAsync(folder, "new console")).ThatSucceeded();
        (await DotNet.RunAsync(folder, $"add package RabbitMQ.Client --version {BuiltFrom.Client7}")).ThatSucceeded();
        File.Copy(Path.Combine(BuiltFrom.Samples, "TaskQueue.V7", "Worker", "Program.cs"), Path.Combine(folder, "Program.cs"), overwrite: true);

        // What is packed here is no release, so it has to be named.
        (await DotNet.RunAsync(folder, $"{CommandOf("dotnet add package QueueAnalyzers")} --version {package.Version}")).ThatSucceeded();
        var warned = (await DotNet.BuildAsync(folder)).ThatSucceeded();
        await File.WriteAllTextAsync(Path.Combine(folder, ".editorconfig"), Configuration(), TestContext.Current.CancellationToken);
        var broken = await DotNet.BuildAsync(folder);
        (await DotNet.RunAsync(folder, CommandOf("dotnet format analyzers"))).ThatSucceeded();
        var repaired = (await DotNet.BuildAsync(folder)).ThatSucceeded();

        Assert.Contains("warning RMQ1001", warned.Output, StringComparison.Ordinal);
        Assert.Contains($"(https://github.com/QueueAnalyzers/QueueAnalyzers/blob/v{package.Version.Split('-')[0]}/docs/rules/RMQ1001.md)", warned.Output, StringComparison.Ordinal);
        Assert.False(broken.Succeeded);
        Assert.Contains("error RMQ1001", broken.Output, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(warning|error) (RMQ|CS|AD)\d+", repaired.Output);
        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(BuiltFrom.Samples, "TaskQueue.V7.Repaired", "Worker", "Program.cs"), TestContext.Current.CancellationToken),
            (await File.ReadAllTextAsync(Path.Combine(folder, "Program.cs"), TestContext.Current.CancellationToken)).Replace("image_resize_queue", "image_resize_queue_1", StringComparison.Ordinal));
    }

    private static string Readme { get; } = File.ReadAllText(Path.Combine(BuiltFrom.Repository, "README.md")).ReplaceLineEndings("\n");

    /// <summary>A command as the README has it, behind <c>dotnet</c>.</summary>
    private static string CommandOf(string beginning) =>
        Readme.Split('\n').First(line => line.StartsWith(beginning, StringComparison.Ordinal))["dotnet ".Length..];

    private static string Configuration() => IniBlock().Match(Readme).Groups[1].Value;

    [GeneratedRegex(@"^```ini\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex IniBlock();
}
