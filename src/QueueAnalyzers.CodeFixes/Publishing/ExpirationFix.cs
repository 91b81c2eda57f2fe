using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>Fixes RMQ3008: writes the number of milliseconds, where it is clear which is meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpirationFix))]
public sealed class ExpirationFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.ExpirationIsInvalid.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3008.Milliseconds", "Give the expiration in milliseconds", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression
            || context.Compilation.OperationOf(expression) is not { } value)
            return null;
        if (context.Compilation.Constants.Of(value).Text is { } text)
            return MessageExpiration.MillisecondsMeantBy(text) is { } number && WrittenText(value, context) is { } literal && DocumentOf(literal, context) is { } document
                ? new EditPlan().Replace(document, literal.Span, SymbolDisplay.FormatLiteral(number, quote: true))
                : null;
        if (MessageExpiration.TimeWrittenBy(value)?.Syntax is ExpressionSyntax time)
            return InWholeMilliseconds(context, time, ".TotalMilliseconds", new TextSpan(time.Span.End, 0));
        return MessageExpiration.PartWrittenBy(value)?.Syntax is MemberAccessExpressionSyntax part
            ? InWholeMilliseconds(context, part, "TotalMilliseconds", part.Name.Span)
            : null;
    }

    /// <summary>The literal that a constant is written as, when it is used for nothing else.</summary>
    private static LiteralExpressionSyntax? WrittenText(IOperation value, FixContext context)
    {
        if (value.Syntax is LiteralExpressionSyntax written)
            return written;
        if (Flow.Operations.SymbolOf(value) is not { } symbol
            || symbol.DeclaringSyntaxReferences.Length != 1
            || symbol.DeclaringSyntaxReferences[0].GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: LiteralExpressionSyntax literal }
            || symbol is IFieldSymbol { DeclaredAccessibility: not Accessibility.Private })
            return null;
        return context.Compilation.Assignments.MentionsOf(symbol).All(mention => mention.Parent is AssignmentExpressionSyntax { Left: var left } && IsExpiration(left)) ? literal : null;
    }

    private static bool IsExpiration(ExpressionSyntax target) =>
        (target as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText == "Expiration" || (target as IdentifierNameSyntax)?.Identifier.ValueText == "Expiration";

    private static Document? DocumentOf(SyntaxNode node, FixContext context) => context.Document.Project.Solution.GetDocument(node.SyntaxTree);

    private static EditPlan InWholeMilliseconds(FixContext context, ExpressionSyntax time, string property, TextSpan place)
    {
        var isPrimary = time is MemberAccessExpressionSyntax or InvocationExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax or ElementAccessExpressionSyntax;
        var isReceiver = time.Parent is MemberAccessExpressionSyntax;
        return new EditPlan()
            .Insert(context.Document, time.SpanStart, (isReceiver ? "(" : string.Empty) + "(long)" + (isPrimary ? string.Empty : "("))
            .Replace(context.Document, place, (isPrimary ? string.Empty : ")") + property + (isReceiver ? ")" : string.Empty));
    }
}
