using CliWrap;
using CliWrap.Buffered;

namespace QueueAnalyzers.PackageTests;

/// <summary>The real command line, as a user has it.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public static Task<CommandRun> PackAsync(string project, params string[] arguments) =>
        RunAsync(BuiltFrom.Repository, ["pack", project, "--disable-build-servers", "-nodeReuse:false", .. arguments]);

    public static Task<CommandRun> RestoreAsync(string folder) =>
        RunAsync(folder, ["restore", "--disable-build-servers", "-nodeReuse:false"]);

    public static Task<CommandRun> BuildAsync(string folder, params string[] arguments) =>
        RunAsync(folder, ["build", "--disable-build-servers", "-nodeReuse:false", .. arguments]);

    /// <summary>Any command, as a user would type it behind <c>dotnet</c>.</summary>
    public static Task<CommandRun> RunAsync(string folder, string commandLine) => RunAsync("dotnet", folder, commandLine.Split(' '));

    public static Task<CommandRun> FormatAnalyzersAsync(string folder, string project, IEnumerable<string> rules) =>
        RunAsync(folder, ["format", "analyzers", project, "--diagnostics", .. rules, "--severity", "info", "--no-restore"]);

    /// <summary>Commands as a page of the documentation has them; the first that fails ends them.</summary>
    public static Task<CommandRun> BashAsync(string folder, string commands) => RunAsync("bash", folder, ["-euo", "pipefail", "-c", commands]);

    public static async Task<bool> HasAsync(string program) => (await RunAsync("bash", Path.GetTempPath(), ["-c", $"command -v {program}"])).Succeeded;

    private static Task<CommandRun> RunAsync(string folder, string[] arguments) => RunAsync("dotnet", folder, arguments);

    private static async Task<CommandRun> RunAsync(string program, string folder, string[] arguments)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var result = await Cli.Wrap(program)
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(WithoutTheTestRunnersOwn)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(timeout.Token);
        return new CommandRun($"{program} {string.Join(' ', arguments)}", result.ExitCode, result.StandardOutput + result.StandardError);
    }

    // "dotnet test" leaves its own MSBuild's settings behind, and a compiler server would hold the tested analyzers open.
    private static void WithoutTheTestRunnersOwn(CliWrap.Builders.EnvironmentVariablesBuilder environment) => environment
        .Set("MSBUILD_EXE_PATH", null)
        .Set("MSBuildSDKsPath", null)
        .Set("MSBuildExtensionsPath", null)
        .Set("MSBUILDDISABLENODEREUSE", "1")
        .Set("UseSharedCompilation", "false")
        .Set("DOTNET_CLI_USE_MSBUILD_SERVER", "0")
        .Set("DOTNET_CLI_UI_LANGUAGE", "en");
}

internal sealed record CommandRun(string Command, int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    public CommandRun ThatSucceeded()
    {
        Assert.True(Succeeded, $"{Command} ended with {ExitCode}:\n{Output}");
        return this;
    }
}
