using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers;

/// <summary>
/// The base of all fixes: a variant is offered only when its plan is made, so that what is offered also works.
/// </summary>
public abstract class QueueCodeFixProvider : CodeFixProvider
{
    /// <summary>The variants, the one that is applied without a choice first.</summary>
    private protected abstract ImmutableArray<FixVariant> Variants { get; }

    internal ImmutableArray<FixVariant> AllVariants => Variants;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => PlanFixAllProvider.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!FixableDiagnosticIds.Contains(diagnostic.Id))
                continue;
            foreach (var variant in Variants)
            {
                if (await PlanAsync(variant, context.Document, diagnostic, new ReservedNames(), context.CancellationToken).ConfigureAwait(false) is { } plan)
                {
                    context.RegisterCodeFix(
                        CodeAction.Create(variant.Title, cancellationToken => plan.ApplyAsync(context.Document.Project.Solution, cancellationToken), variant.EquivalenceKey),
                        diagnostic);
                }
            }
        }
    }

    internal static async Task<EditPlan?> PlanAsync(
        FixVariant variant, Microsoft.CodeAnalysis.Document document, Microsoft.CodeAnalysis.Diagnostic diagnostic, ReservedNames names, CancellationToken cancellationToken)
    {
        using var asking = Cancellation.For(cancellationToken);
        return await FixContext.OfAsync(document, diagnostic, names, cancellationToken).ConfigureAwait(false) is { } context
            && await variant.PlanAsync(context).ConfigureAwait(false) is { IsEmpty: false, IsConsistent: true } plan
                ? plan
                : null;
    }
}
