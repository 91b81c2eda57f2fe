using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers;

/// <summary>Fixes many reports at once: plans each as if it were alone and merges the plans, in the order of the source.</summary>
internal sealed class PlanFixAllProvider : FixAllProvider
{
    public static readonly PlanFixAllProvider Instance = new();

    private PlanFixAllProvider()
    {
    }

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        ImmutableArray.Create(FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution);

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        if (fixAllContext.CodeFixProvider is not QueueCodeFixProvider provider)
            return null;

        // dotnet format takes the key from one report, which may be none of this provider's or one without a fix.
        var variant = provider.AllVariants.FirstOrDefault(variant => variant.EquivalenceKey == fixAllContext.CodeActionEquivalenceKey)
            ?? provider.AllVariants[0];

        var merged = new EditPlan();
        var names = new ReservedNames();
        foreach (var document in DocumentsIn(fixAllContext).OrderBy(document => document.FilePath ?? document.Name, StringComparer.Ordinal))
        {
            var diagnostics = await fixAllContext.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            foreach (var diagnostic in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start))
            {
                // A plan that contradicts an earlier one is left for the next round.
                if (await QueueCodeFixProvider.PlanAsync(variant, document, diagnostic, names, fixAllContext.CancellationToken).ConfigureAwait(false) is { } plan)
                    merged.TryMerge(plan);
            }
        }

        return merged.IsEmpty
            ? null
            : CodeAction.Create(variant.Title, cancellationToken => merged.ApplyAsync(fixAllContext.Solution, cancellationToken), variant.EquivalenceKey);
    }

    private static IEnumerable<Document> DocumentsIn(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document => context.Document is { } document ? new[] { document } : Enumerable.Empty<Document>(),
        FixAllScope.Project => context.Project.Documents,
        _ => context.Solution.Projects.Where(project => project.Language == LanguageNames.CSharp).SelectMany(project => project.Documents),
    };
}
