using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Calls, and other operations, that cannot throw for what a message holds. Deserialization is none of them: it throws on the first bad message.</summary>
internal static class Harmless
{
    private const int MaxDepth = 3;

    /// <summary>Whether an operation itself cannot throw. What it is made of is not asked.</summary>
    public static bool Include(IOperation operation, QueueCompilation compilation) => Include(operation, compilation, MaxDepth);

    private static bool Include(IOperation operation, QueueCompilation compilation, int depth) => operation switch
    {
        IInvocationOperation call => Include(call, compilation, depth),
        IThrowOperation or IDynamicInvocationOperation => false,
        IAwaitOperation awaited => !MayThrow(awaited),
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false } => false,
        _ => true,
    };

    private static bool Include(IInvocationOperation invocation, QueueCompilation compilation, int depth)
    {
        var method = invocation.TargetMethod;
        if (Observers.Include(method) || IsKnown(method))
            return true;
        // Task.Delay(…).Wait(): it throws what the task does.
        if (method is { Name: "Wait", ContainingType.Name: "Task" } && invocation.Instance is { } task)
            return Operations.WithoutConversions(task) is IInvocationOperation made && Include(made, compilation, depth);
        if (depth == 0 || compilation.Callees.ImplementationOf(invocation) is not { } implementation || compilation.Callees.CodeOf(implementation) is not { } body)
            return false;

        // A helper made of nothing else cannot throw either.
        return body.Descendants().All(operation => operation.Syntax != invocation.Syntax && Include(operation, compilation, depth - 1));
    }

    /// <summary>Whether awaiting itself may throw: of a call it is the call that does.</summary>
    public static bool MayThrow(IAwaitOperation awaited) => Operations.WithoutConversions(awaited.Operation) is not (IInvocationOperation or IInvalidOperation
        or IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.Name: "Task" or "ValueTask" } });

    private static bool IsKnown(IMethodSymbol method) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Encoding" or "UTF8Encoding" or "ASCIIEncoding", "GetString" or "GetBytes") => true,
        (_, "ToArray" or "ConfigureAwait" or "TryParse" or "TryGetValue" or "ContainsKey" or "GetAwaiter" or "GetResult" or "AsTask") => true,
        ("Task", "Delay" or "Yield" or "FromResult") => true,
        ("Thread", "Sleep") => true,
        ("SemaphoreSlim", "Wait" or "WaitAsync" or "Release") or ("TaskCompletionSource", _) => true,
        ("Interlocked" or "Math" or "Stopwatch" or "CancellationToken" or "TimeProvider" or "Random", _) => true,
        ("TimeSpan", var name) => name.StartsWith("From", StringComparison.Ordinal) || name == "ToString",
        ("Guid", "NewGuid") => true,
        // Of a number or a date.
        (_, "ToString") => method.ContainingType is { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        _ => false,
    };
}
