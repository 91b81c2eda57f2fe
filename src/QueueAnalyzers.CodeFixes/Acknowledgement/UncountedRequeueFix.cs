using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1017 and RMQ1019: gives a delivery back in the one way that a quorum queue counts.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UncountedRequeueFix))]
public sealed class UncountedRequeueFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ImmutableArray.Create(AcknowledgementRules.RequeueIsNotCounted.Id, AcknowledgementRules.RetryCounterNeverStops.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1017.Reject", "Requeue with BasicReject, which is counted", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        // A wrapper's caller is reported, and the wrapper is changed.
        if (context.Site(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue) is not { Call: var nack }
            || !context.Compilation.Constants.Of(nack.Argument(ArgumentRole.Multiple)?.Value).IsFalse
            || nack.Argument(ArgumentRole.Multiple)?.Syntax is not ArgumentSyntax { Parent: ArgumentListSyntax list } multiple
            || ClientCall.NameOf(nack.Invocation.Syntax) is not { } name
            || context.Document.Project.Solution.GetDocument(name.SyntaxTree) is not { } document)
            return null;
        return new EditPlan()
            .Replace(document, name.Identifier.Span, name.Identifier.ValueText.Replace("Nack", "Reject"))
            .Remove(document, list, multiple);
    }
}
