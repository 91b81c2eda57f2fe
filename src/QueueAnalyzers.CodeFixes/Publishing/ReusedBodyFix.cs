using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>Fixes RMQ3007: publishes a copy.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReusedBodyFix))]
public sealed class ReusedBodyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.BodyIsReused.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3007.Copy", "Publish a copy of the body", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Site(CallKind.Publish, ArgumentRole.Body)?.Argument(ArgumentRole.Body) is not { Syntax: ArgumentSyntax { Expression: var body } })
            return null;
        var plan = new EditPlan();
        var isPrimary = body is not (CastExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax);
        // Arrays have it from System.Linq, which the file may not use.
        var copy = SyntaxFactory.ParseExpression(isPrimary ? body + ".ToArray()" : $"({body}).ToArray()");
        if (context.Model.GetSpeculativeSymbolInfo(body.SpanStart, copy, SpeculativeBindingOption.BindAsExpression).Symbol is not IMethodSymbol { ReturnType: IArrayTypeSymbol })
            return isPrimary ? plan.Insert(context.Document, body.SpanStart, "(byte[])").Insert(context.Document, body.Span.End, ".Clone()") : null;
        return isPrimary
            ? plan.Insert(context.Document, body.Span.End, ".ToArray()")
            : plan.Insert(context.Document, body.SpanStart, "(").Insert(context.Document, body.Span.End, ").ToArray()");
    }
}
