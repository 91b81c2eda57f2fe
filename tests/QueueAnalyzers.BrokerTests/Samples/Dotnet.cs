using CliWrap;
using CliWrap.Buffered;

namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>The SDK's command line, as a user would call it.</summary>
internal static class Dotnet
{
    public static async Task<string> RunAsync(string folder, params string[] arguments)
    {
        var result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(folder)
            .WithEnvironmentVariables(Environment)
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();
        var output = result.StandardOutput + result.StandardError;
        return result.IsSuccess
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {result.ExitCode}:{System.Environment.NewLine}{output}");
    }

    private static IReadOnlyDictionary<string, string?> Environment { get; } = new Dictionary<string, string?>
    {
        ["QueueAnalyzersFolder"] = Repository.AnalyzersFolder,
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
        ["DOTNET_NOLOGO"] = "1",
        // No build node stays behind, and none of what `dotnet test` tells its own children is passed on.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["MSBUILD_EXE_PATH"] = null,
        ["MSBuildExtensionsPath"] = null,
        ["MSBuildSDKsPath"] = null,
    };
}
