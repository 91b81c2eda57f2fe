using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4003: starts the consumer behind the last handler that is attached to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LateHandlerFix))]
public sealed class LateHandlerFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.ConsumerStartsBeforeItsHandler.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ4003.MoveConsume", "Start the consumer after its handler is attached", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Site(CallKind.Consume, ArgumentRole.Consumer)?.Call is not { } consume
            || LateAttachment.LastOf(consume, context.Compilation) is not { } last)
            return null;

        var siblings = StatementMove.SiblingsOf(last);
        var until = IndexOf(siblings, last);
        // Several calls that start one consumer keep their order.
        var moved = Enumerable.Range(0, until).Where(index => Starts(siblings[index], consume, context)).ToImmutableArray();
        if (!moved.Any(index => siblings[index].Span.Contains(consume.Invocation.Syntax.Span)))
            return null;

        var plan = new EditPlan();
        foreach (var index in moved)
        {
            var passed = siblings.Skip(index + 1).Take(until - index).ToImmutableArray();
            if (HasDirective(siblings[index]) || passed.Any(statement => HasDirective(statement) || Leaves(statement) || DependsOn(siblings[index], statement, context))
                || !plan.TryMoveBehind(context.Document, siblings[index], last))
                return null;
        }

        return plan;
    }

    private static int IndexOf(IReadOnlyList<StatementSyntax> statements, StatementSyntax statement) =>
        Enumerable.Range(0, statements.Count).First(index => statements[index] == statement);

    /// <summary>Whether a statement does nothing but start the consumer, and maybe keep the tag.</summary>
    private static bool Starts(StatementSyntax statement, ClientCall consume, FixContext context)
    {
        var expression = statement switch
        {
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment } => assignment.Right,
            ExpressionStatementSyntax other => other.Expression,
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } => variables[0].Initializer?.Value,
            _ => null,
        };
        return expression is not null && context.Compilation.OperationOf(expression) is { } operation
            && context.Compilation.Client.CallOf(Operations.Awaited(operation)) is { Kind: CallKind.Consume } call
            && ClientModel.Same(ConsumerOf(call), ConsumerOf(consume));
    }

    private static ISymbol? ConsumerOf(ClientCall consume) => Operations.SymbolOf(consume.Argument(ArgumentRole.Consumer)?.Value);

    private static bool HasDirective(StatementSyntax statement) => statement.GetLeadingTrivia().Any(trivia => trivia.IsDirective);

    private static bool Leaves(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax);

    /// <summary>Whether a statement uses what the moved one sets.</summary>
    private static bool DependsOn(StatementSyntax moved, StatementSyntax statement, FixContext context)
    {
        var tag = moved switch
        {
            LocalDeclarationStatementSyntax declaration => context.Model.GetDeclaredSymbol(declaration.Declaration.Variables[0], context.CancellationToken),
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } => context.Compilation.SymbolOf(assignment.Left),
            _ => null,
        };
        return tag is not null && statement.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Any(name => name.Identifier.ValueText == tag.Name && ClientModel.Same(context.Compilation.SymbolOf(name), tag));
    }
}
