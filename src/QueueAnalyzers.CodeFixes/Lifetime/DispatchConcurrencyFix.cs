using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4009: lets the factory decide, and a factory that says 0 be one that says nothing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DispatchConcurrencyFix))]
public sealed class DispatchConcurrencyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.DispatchConcurrencyIsReset.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ4009.AskFactory", "Take the dispatch concurrency of the connection factory", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        var node = context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var plan = new EditPlan();
        if (node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax) is AssignmentExpressionSyntax assignment)
            return plan.TryRemove(context.Document, assignment) ? plan : null;

        if (node.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { ArgumentList: { } list } creation
            || context.Compilation.OperationOf(creation) is not IObjectCreationOperation options
            || options.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == DispatchConcurrencyAnalyzer.Parameter) is not { } concurrency)
            return null;
        if (concurrency.ArgumentKind == ArgumentKind.DefaultValue)
            return plan.AddNamed(context.Document, list, creation.SyntaxTree.GetText(), (concurrency.Parameter!, "null"));
        return Operations.SyntaxOf(concurrency) is ArgumentSyntax written ? plan.SetValue(context.Document, written, "null") : null;
    }
}
