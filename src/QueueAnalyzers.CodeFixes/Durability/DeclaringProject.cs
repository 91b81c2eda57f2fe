using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Durability;

/// <summary>A project that declares queues or exchanges.</summary>
/// <param name="Project">The project.</param>
/// <param name="Compilation">What is known of its compilation.</param>
internal sealed record DeclaringProject(Project Project, QueueCompilation Compilation)
{
    /// <summary>The projects of a solution that mention declarations of a kind; only these are compiled.</summary>
    public static async Task<ImmutableArray<DeclaringProject>> FindAsync(Solution solution, DeclaredKind kind, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<DeclaringProject>();
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            if (await MentionsAsync(project, kind.Word, cancellationToken).ConfigureAwait(false)
                && await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation
                && QueueCompilation.Of(compilation) is { } known)
                found.Add(new DeclaringProject(project, known));
        }

        return found.ToImmutable();
    }

    /// <summary>Whether a person wrote the code: what a generator wrote is no document, and cannot be edited.</summary>
    public bool HasDocumentOf(SyntaxTree tree) => Project.GetDocument(tree) is not null;

    private static async Task<bool> MentionsAsync(Project project, string word, CancellationToken cancellationToken)
    {
        foreach (var document in project.Documents)
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (text.ToString().IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }
}
