using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Calls that cannot throw for what a message holds. Deserialization is none of them: it throws on the first bad message.</summary>
internal static class Harmless
{
    private const int MaxDepth = 3;

    /// <summary>Whether the call cannot throw.</summary>
    public static bool Include(IInvocationOperation invocation, QueueCompilation compilation) => Include(invocation, compilation, MaxDepth);

    private static bool Include(IInvocationOperation invocation, QueueCompilation compilation, int depth)
    {
        var method = invocation.TargetMethod;
        if (Observers.Include(method) || IsKnown(method))
            return true;
        if (depth == 0 || Callees.ImplementationOf(method) is not { } implementation || Callees.DeclarationOf(implementation) is not { } declaration
            || compilation.OperationOf(declaration) is not { } body)
            return false;

        // A helper made of nothing else cannot throw either.
        return body.Descendants().All(operation => operation switch
        {
            IInvocationOperation inner => inner.Syntax != invocation.Syntax && Include(inner, compilation, depth - 1),
            IThrowOperation or IDynamicInvocationOperation or IAwaitOperation { Operation: not IInvocationOperation } => false,
            IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => false,
            _ => true,
        });
    }

    private static bool IsKnown(IMethodSymbol method) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Encoding" or "UTF8Encoding" or "ASCIIEncoding", "GetString" or "GetBytes") => true,
        (_, "ToArray" or "ConfigureAwait" or "TryParse" or "TryGetValue" or "ContainsKey" or "GetAwaiter" or "GetResult" or "AsTask") => true,
        ("Task", "Delay" or "Yield" or "FromResult") => true,
        ("Thread", "Sleep") => true,
        ("SemaphoreSlim", "Wait" or "WaitAsync" or "Release") or ("TaskCompletionSource", _) => true,
        ("Interlocked" or "Math" or "Stopwatch" or "CancellationToken", _) => true,
        _ => false,
    };
}
