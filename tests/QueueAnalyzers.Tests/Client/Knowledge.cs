using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Client;

/// <summary>What is known of a program, to ask the inner layers themselves.</summary>
internal static class Knowledge
{
    public static async Task<QueueCompilation> OfAsync(ClientVersion version, string code, bool mayBeBroken = false)
    {
        var scenario = Verify.That(version, code);
        var solution = await scenario.CreateSolutionAsync(scenario.Before(null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Source)));
        var compilation = await solution.Projects.Single().GetCompilationAsync();
        if (!mayBeBroken)
            Assert.Empty(compilation!.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return QueueCompilation.Of(compilation!)!;
    }
}
