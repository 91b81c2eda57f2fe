using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Finds the work on a message that is not done when its delivery is acknowledged.</summary>
internal sealed class WorkAfterSettle
{
    private const int MaxDepth = 3;

    private readonly IOperation _body;
    private readonly Payload _payload;
    private readonly QueueCompilation _compilation;

    /// <param name="body">The code that gets the delivery.</param>
    /// <param name="message">The parameters and locals by which it does.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public WorkAfterSettle(IOperation body, IEnumerable<ISymbol> message, QueueCompilation compilation)
    {
        _body = body;
        _compilation = compilation;
        _payload = new Payload(body, message, compilation);
    }

    /// <summary>The work in the code that gets a delivery, or <see langword="null"/> when that cannot be read.</summary>
    public static WorkAfterSettle? In(SyntaxNode declaration, IEnumerable<ISymbol> message, QueueCompilation compilation) =>
        compilation.OperationOf(declaration) is { } body ? new WorkAfterSettle(body, message, compilation) : null;

    /// <summary>The work in a handler.</summary>
    public static WorkAfterSettle? In(DeliveryHandler handler, QueueCompilation compilation) => In(handler.Declaration, MessageOf(handler), compilation);

    /// <summary>What brings the message to a handler: its event args, or in an override the body.</summary>
    public static IEnumerable<ISymbol> MessageOf(DeliveryHandler handler) => handler.Subscription is not null
        ? new ISymbol[] { handler.Delivery }
        : handler.Method.Parameters.Where(parameter => parameter.Type is IArrayTypeSymbol or { Name: "ReadOnlyMemory" });

    /// <summary>The name of the first call that still works on the message when a settle has been made, or goes on with it un-awaited; or <see langword="null"/>.</summary>
    public SyntaxNode? First(Settle settle, Exploration paths) =>
        (Unawaited(settle) ?? After(settle, paths).Select(later => later.Call).FirstOrDefault()) is { } work ? NameOf(work) : null;

    /// <summary>Work on the message that is started before a settle and that nobody waits for, also by a method in source that is called there; or <see langword="null"/>.</summary>
    public IOperation? Unawaited(Settle settle)
    {
        var function = FunctionAround(settle.InHandler);
        return _body.Descendants()
            .Where(operation => operation.Syntax.SpanStart < settle.InHandler.Syntax.SpanStart
                && FunctionAround(operation) == function
                && !Alternatives.Include(operation.Syntax, settle.InHandler.Syntax))
            .Select(operation => StartedBy(operation, _payload, MaxDepth))
            .FirstOrDefault(started => started is not null);
    }

    /// <summary>Whether any work on the message is started that nobody waits for.</summary>
    public bool HasUnawaited() => _body.Descendants().Any(operation => StartedBy(operation, _payload, MaxDepth) is not null);

    /// <summary>The calls that work on the message when a settle has been made, in the order of the source.</summary>
    public IEnumerable<CallAfterSettle> After(Settle settle, Exploration paths) => paths.CallsAfterSettle
        .Where(later => later.Path.Settle is { } earlier && earlier.InHandler.Syntax == settle.InHandler.Syntax && !later.Path.IsExcused
            && IsOnTheWay(later, settle, paths) && IsWork(later))
        .OrderBy(later => later.Call.Syntax.SpanStart);

    /// <summary>Whether the call comes in the order of things: not because something has failed in between, nor to tidy up in a <c>finally</c>.</summary>
    private static bool IsOnTheWay(CallAfterSettle later, Settle settle, Exploration paths)
    {
        var clause = later.Path.CaughtBy?.Syntax;
        return (clause is null || paths.Settles.Any(found => found.Settle.InHandler.Syntax == settle.InHandler.Syntax && found.Path.CaughtBy?.Syntax == clause))
            && later.Call.Syntax.Ancestors().OfType<FinallyClauseSyntax>().All(finale => finale.Contains(settle.InHandler.Syntax) || finale.Contains(settle.Call.Invocation.Syntax));
    }

    private bool IsWork(CallAfterSettle later)
    {
        var payload = _payload;
        foreach (var caller in later.Callers)
        {
            if (_compilation.Callees.ImplementationOf(caller) is not { } method || _compilation.Callees.CodeOf(method) is not { } inside)
                return false;
            payload = new Payload(inside, payload.PassedTo(method, caller).Where(parameter => !_compilation.Client.IsChannel(parameter.Type)), _compilation);
        }

        return MessageWork.Includes(later.Call, payload, _compilation);
    }

    /// <summary>The work that an operation starts and that nobody waits for: the operation itself, or one in the method that it calls.</summary>
    private IOperation? StartedBy(IOperation operation, Payload payload, int depth)
    {
        if (UnawaitedWork.IsStartedBy(operation, _compilation))
            return IsWork(operation, payload) ? operation is IAnonymousFunctionOperation ? CallAround(operation) : operation : null;
        if (depth == 0 || operation is not IInvocationOperation call || !payload.IsIn(call)
            || _compilation.Callees.ImplementationOf(call) is not { } method || _compilation.Callees.CodeOf(method) is not { } inside)
            return null;
        var passed = new Payload(inside, payload.PassedTo(method, call), _compilation);
        return inside.Descendants().Select(inner => StartedBy(inner, passed, depth - 1)).FirstOrDefault(started => started is not null);
    }

    private bool IsWork(IOperation started, Payload payload) => started switch
    {
        IInvocationOperation call => _compilation.Client.CallOf(call) is null && MessageWork.Includes(call, payload, _compilation),
        // A lambda may get the message from the call that it is passed to.
        IAnonymousFunctionOperation => payload.IsIn(CallAround(started)) && started.Descendants().OfType<IInvocationOperation>().Any(call => !Harmless.Include(call, _compilation)),
        _ => payload.IsIn(started),
    };

    private static IOperation CallAround(IOperation lambda)
    {
        var around = lambda;
        while (around is not IInvocationOperation && around.Parent is { } parent)
            around = parent;
        return around;
    }

    private static SyntaxNode NameOf(IOperation started) => started.Syntax switch
    {
        ObjectCreationExpressionSyntax creation => creation.Type,
        var syntax => ClientCall.NameOf(syntax) ?? syntax,
    };

    private static SyntaxNode? FunctionAround(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return around.Syntax;
        }

        return null;
    }
}
