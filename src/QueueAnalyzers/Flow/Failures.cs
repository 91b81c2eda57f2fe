using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds code that runs each time processing fails, whatever the failure is and however often it has failed before: in a catch
/// clause for everything, under no condition but the state of the channel or the message's address, and with no pause. A method
/// counts when everybody who calls it calls it from such a place.
/// </summary>
internal static class Failures
{
    private const int MaxDepth = 3;

    // Calls that wait, or that end the consumer, in whatever words.
    private static readonly HashSet<string> Ending = new()
    {
        "delay", "sleep", "defer", "schedule", "throttle", "pause", "circuit", "breaker",
        "stop", "cancel", "close", "abort", "exit", "shutdown", "fast",
    };

    /// <summary>The catch clauses that bring each failure to a call.</summary>
    /// <returns>The clauses; none when the call is not made for every failure, or not known to be.</returns>
    public static ImmutableArray<CatchClauseSyntax> LeadingTo(IInvocationOperation call, QueueCompilation compilation) => LeadingTo(call.Syntax, compilation, MaxDepth);

    private static ImmutableArray<CatchClauseSyntax> LeadingTo(SyntaxNode call, QueueCompilation compilation, int depth)
    {
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case CatchClauseSyntax clause:
                    return IsForEveryFailure(clause, compilation) && IsAlwaysReached(call, clause.Block, compilation)
                        ? ImmutableArray.Create(clause)
                        : ImmutableArray<CatchClauseSyntax>.Empty;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return depth > 0 && IsAlwaysReached(call, ancestor, compilation) ? LeadingToCallersOf(ancestor, compilation, depth - 1) : ImmutableArray<CatchClauseSyntax>.Empty;
                case FinallyClauseSyntax or AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return ImmutableArray<CatchClauseSyntax>.Empty;
            }
        }

        return ImmutableArray<CatchClauseSyntax>.Empty;
    }

    private static ImmutableArray<CatchClauseSyntax> LeadingToCallersOf(SyntaxNode function, QueueCompilation compilation, int depth)
    {
        if (compilation.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function) is not IMethodSymbol method)
            return ImmutableArray<CatchClauseSyntax>.Empty;
        var perCaller = compilation.Callers.Of(method).Select(caller => LeadingTo(caller.Syntax, compilation, depth)).ToImmutableArray();
        return perCaller.All(clauses => !clauses.IsEmpty) ? perCaller.SelectMany(clauses => clauses).ToImmutableArray() : ImmutableArray<CatchClauseSyntax>.Empty;
    }

    private static bool IsForEveryFailure(CatchClauseSyntax clause, QueueCompilation compilation) =>
        compilation.OperationOf(clause) is ICatchClauseOperation operation
        && CatchClauses.CatchesEverything(operation)
        // What fails while another failure is taken care of is a second attempt.
        && clause.Parent is TryStatementSyntax attempt
        && IsWorkIn(attempt.Block, compilation)
        && !attempt.Ancestors().TakeWhile(ancestor => ancestor is not (AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax)).Any(ancestor => ancestor is CatchClauseSyntax)
        && !Pauses.AreMadeAround(attempt, compilation);

    // Where a try has nothing but the settle, it is the settle that has failed.
    private static bool IsWorkIn(BlockSyntax block, QueueCompilation compilation) =>
        compilation.OperationOf(block)?.Descendants().Any(operation => operation is IInvocationOperation call
            ? compilation.SettleOf(call) is null && !Observers.Tell(call) && !Harmless.Include(call, compilation)
            : !Harmless.Include(operation, compilation)) == true;

    /// <summary>Whether nothing in a region keeps the call from being made, makes it wait, or makes it the last one.</summary>
    private static bool IsAlwaysReached(SyntaxNode call, SyntaxNode region, QueueCompilation compilation)
    {
        foreach (var node in region.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) || node == region))
        {
            var isAround = node.Span.Contains(call.Span);
            var isOpen = node switch
            {
                IfStatementSyntax choice => !(isAround || (choice.SpanStart < call.SpanStart && Leaves(choice, compilation))) || IsOfAddress(choice.Condition, compilation),
                ConditionalExpressionSyntax choice => !isAround || IsOfAddress(choice.Condition, compilation),
                SwitchStatementSyntax choice => !isAround && !(choice.SpanStart < call.SpanStart && Leaves(choice, compilation)),
                SwitchExpressionSyntax => !isAround,
                InvocationExpressionSyntax invocation => invocation.Span == call.Span || !Ends(invocation, compilation),
                _ => true,
            };
            if (!isOpen)
                return false;
        }

        return true;
    }

    private static bool Leaves(StatementSyntax statement, QueueCompilation compilation) => statement.DescendantNodes().Any(node =>
        node is ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax
        || (node is InvocationExpressionSyntax invocation && compilation.SettleOf(compilation.OperationOf(invocation)) is not null));

    /// <summary>Whether a call waits, or ends what consumes.</summary>
    private static bool Ends(InvocationExpressionSyntax invocation, QueueCompilation compilation) =>
        compilation.OperationOf(invocation) is IInvocationOperation call && !Observers.Include(call.TargetMethod)
        && (IsNamedForEnding(call.TargetMethod.Name) || Pauses.AreMadeBy(call, compilation));

    private static bool IsNamedForEnding(string name) => NameParts.Of(name).Any(Ending.Contains) || name.IndexOf("backoff", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>Whether a condition asks only for the channel and for where the message comes from: both are the same the next time.</summary>
    private static bool IsOfAddress(ExpressionSyntax condition, QueueCompilation compilation) =>
        compilation.OperationOf(condition) is { } operation && operation.DescendantsAndSelf().All(part => part switch
        {
            IMemberReferenceOperation { Member.Name: "IsOpen" or "IsClosed" or "RoutingKey" or "Exchange" or "ConsumerTag" or "DeliveryTag" } member => compilation.Client.Declares(member.Member),
            IMemberReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation =>
                compilation.Client.IsChannel(part.Type) || ClientModel.Same(part.Type, compilation.Client.Connection)
                || ClientModel.Same(part.Type, compilation.Client.DeliveryEventArgs) || ClientModel.Same(part.Type, compilation.Client.GetResult)
                || part is IFieldReferenceOperation { ConstantValue.HasValue: true },
            IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } => true,
            IInvocationOperation or IDynamicInvocationOperation or IDynamicMemberReferenceOperation => false,
            _ => true,
        });
}
