using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Whether a program stays for a while where it is: for a key, some time, a signal, or the end of a host. What cannot be seen may
/// wait; what surely does not are calls of the client and of what only observes.
/// </summary>
internal static class Waits
{
    private const int MaxDepth = 3;

    private static readonly HashSet<string> Values = new() { "String", "StringBuilder", "TextWriter", "Encoding", "Convert", "JsonSerializer", "JsonConvert", "Environment", "Guid", "Math", "Enum", "Array" };

    /// <summary>Whether the program may wait behind a call, before it leaves a region.</summary>
    /// <param name="call">The call. Of a loop around it, inside of the region, all comes behind it.</param>
    /// <param name="region">The region.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool MayFollow(SyntaxNode call, SyntaxNode region, QueueCompilation compilation)
    {
        var loop = call.Ancestors().TakeWhile(ancestor => ancestor != region.Parent).LastOrDefault(Pauses.IsLoop);
        var start = loop?.SpanStart ?? call.Span.End;
        return Functions.CodeOf(region).Any(node => node.SpanStart >= start && node != loop && !node.Contains(call) && MayWait(node, compilation, MaxDepth));
    }

    /// <summary>Whether a task has completed before it is awaited: the framework's own, not one that the program calls so.</summary>
    private static bool HasCompleted(IOperation task) => task is IDefaultValueOperation or IPropertyReferenceOperation
    {
        Property: { Name: "CompletedTask", ContainingType: { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } } },
    };

    private static bool MayWait(SyntaxNode node, QueueCompilation compilation, int depth)
    {
        switch (node)
        {
            case WhileStatementSyntax or DoStatementSyntax or YieldStatementSyntax or LockStatementSyntax or CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }:
                return true;
            case AwaitExpressionSyntax awaited:
                return compilation.OperationOf(awaited) is not IAwaitOperation { Operation: var task } || !(Operations.Awaited(task) is IInvocationOperation || HasCompleted(Operations.Awaited(task)));
            case InvocationExpressionSyntax call:
                return compilation.OperationOf(call) switch
                {
                    IInvocationOperation invocation => MayWait(invocation, compilation, depth),
                    INameOfOperation => false,
                    _ => true,
                };
            default:
                return false;
        }
    }

    private static bool MayWait(IInvocationOperation call, QueueCompilation compilation, int depth)
    {
        var method = call.TargetMethod;
        if (compilation.Client.CallOf(call) is not null || compilation.Client.Declares(method) || IsDisposal(method) || IsOfCompleted(method) || method.Name is "ConfigureAwait" or "ToString")
            return false;
        if (method.ContainingType.Name == "Console")
            return method.Name.StartsWith("Read", StringComparison.Ordinal);
        if (Observers.Include(method) || Values.Contains(method.ContainingType.Name))
            return false;
        return depth == 0
            || compilation.Callees.ImplementationOf(call) is not { } implementation
            || compilation.Callees.OwnDeclarationOf(implementation) is not { } declaration
            || Functions.CodeOf(declaration).Any(node => MayWait(node, compilation, depth - 1));
    }

    /// <summary>Whether the task that the method gives is there only because somebody has to be given one.</summary>
    private static bool IsOfCompleted(IMethodSymbol method) => method is { Name: "FromResult" or "Yield", ContainingType.Name: "Task" or "ValueTask" };

    private static bool IsDisposal(IMethodSymbol method) => method is { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0 };
}
