using System.Globalization;

namespace QueueAnalyzers.Tests;

/// <summary>What somebody who runs tests by hand asks of them, in variables of the environment.</summary>
internal static class Setting
{
    /// <summary>The version of Roslyn that the tests run on: what one has drawn, the other need not.</summary>
    public static int Roslyn { get; } = typeof(Microsoft.CodeAnalysis.Compilation).Assembly.GetName().Version!.Major;

    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
