using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The functions that stand inside a body and see its delivery: local functions, and lambdas that a local holds for nothing but
/// to be called, <c>Action ack = () => …; … ack();</c>. They are walked where they are called. Where one goes elsewhere, the
/// delivery goes with it.
/// </summary>
internal sealed class InnerFunctions
{
    private readonly Callees _callees;
    private readonly DeliveryUses _uses;

    public InnerFunctions(QueueCompilation compilation, DeliveryUses uses)
    {
        _callees = compilation.Callees;
        _uses = uses;
    }

    /// <summary>The function that a call runs, if it uses the delivery or is done when the call is, or <see langword="null"/>.</summary>
    public IOperation? CalledBy(IInvocationOperation call) =>
        _callees.InnerFunctionOf(call) is { } function
        && (Uses(function) || IsDoneBy(call, function)) ? function : null;

    /// <summary>Whether a function uses the delivery, or calls one that does.</summary>
    public bool Uses(IOperation function) => Uses(function, new HashSet<SyntaxNode>());

    /// <summary>Whether the delivery escapes where a function is made a value: it uses the delivery, and may be called out of sight.</summary>
    public bool EscapeAt(IOperation value) => !_uses.IsFollowed(value) && value switch
    {
        IAnonymousFunctionOperation lambda => !IsHeld(lambda) && Uses(lambda),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } => _callees.InnerFunctionOf(function) is { } body && Uses(body),
        _ => false,
    };

    private static bool IsDoneBy(IInvocationOperation call, IOperation function) => call.Parent is IAwaitOperation
        || (function is not (ILocalFunctionOperation { Symbol.IsAsync: true } or IAnonymousFunctionOperation { Symbol.IsAsync: true })
            && call.Type is not { Name: "Task" or "ValueTask" or "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" });

    private bool Uses(IOperation function, HashSet<SyntaxNode> seen) =>
        seen.Add(function.Syntax) && (_uses.IsUsedIn(function) || function.Descendants().Any(part => CalleeOf(part) is { } callee && _callees.InnerFunctionOf(callee) is { } inner && Uses(inner, seen)));

    private static ISymbol? CalleeOf(IOperation part) => part switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.LocalFunction } function } => function,
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } => function,
        ILocalReferenceOperation { Local: { Type.TypeKind: TypeKind.Delegate } local } => local,
        _ => null,
    };

    private bool IsHeld(IAnonymousFunctionOperation lambda) =>
        Operations.UserOf(lambda) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } && _callees.InnerFunctionOf(local)?.Syntax == lambda.Syntax;
}
