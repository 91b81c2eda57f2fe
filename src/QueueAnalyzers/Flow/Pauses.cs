using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>Waiting on purpose: what keeps a message that always fails from coming back at once.</summary>
internal static class Pauses
{
    /// <summary>Whether an operation, or what it calls in sight, waits for some time.</summary>
    public static bool AreMadeBy(IOperation operation, QueueCompilation compilation) =>
        HandlerCode.Of(operation, compilation).Bodies.Any(body => body.DescendantsAndSelf().Any(Include));

    /// <summary>Whether the function around a <c>try</c> waits each time that it comes through it. What its body does is work and takes its time.</summary>
    public static bool AreMadeAround(TryStatementSyntax attempt, QueueCompilation compilation) => AreMadeAround(attempt, attempt.Block, compilation);

    /// <summary>Whether the loop around a piece of code waits in each round.</summary>
    public static bool AreMadeInRoundsOf(SyntaxNode code, QueueCompilation compilation) =>
        code.Ancestors().FirstOrDefault(IsLoop) is { } loop && AreMadeIn(loop, code, code, compilation);

    /// <summary>Whether the statement is a loop.</summary>
    public static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    private static bool AreMadeAround(SyntaxNode anchor, SyntaxNode work, QueueCompilation compilation) =>
        anchor.Ancestors().FirstOrDefault(IsFunction) is { } function && AreMadeIn(function, anchor, work, compilation);

    private static bool AreMadeIn(SyntaxNode region, SyntaxNode anchor, SyntaxNode work, QueueCompilation compilation) =>
        region.DescendantNodes(node => node == region || !IsFunction(node)).OfType<InvocationExpressionSyntax>().Any(call =>
            !work.Span.Contains(call.Span)
            && call.Ancestors().TakeWhile(ancestor => ancestor != region).All(ancestor => !IsBranch(ancestor) || ancestor.Contains(anchor))
            && compilation.OperationOf(call) is IInvocationOperation operation && Include(operation));

    private static bool IsBranch(SyntaxNode node) =>
        node is IfStatementSyntax { Else: null } or ElseClauseSyntax or SwitchSectionSyntax or CatchClauseSyntax or ConditionalExpressionSyntax
            or BlockSyntax { Parent: IfStatementSyntax } or ExpressionStatementSyntax { Parent: IfStatementSyntax };

    private static bool IsFunction(SyntaxNode node) =>
        Functions.Include(node) || node is TypeDeclarationSyntax or CompilationUnitSyntax;

    private static bool Include(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } or { Name: "Sleep", ContainingType.Name: "Thread" } };
}
