using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// The code that runs for a delivery: that of its handler, and of the methods in source that it surely calls. What may be another
/// method at run time, or lies deeper, is not part of it.
/// </summary>
internal sealed class HandlerCode
{
    // Handlers call services that call services: what decides on a delivery stands near to it.
    private const int MaxDepth = 4;
    private const int MaxBodies = 200;

    private HandlerCode(ImmutableArray<IOperation> bodies) => Bodies = bodies;

    /// <summary>The bodies, the handler's own first. None when the handler cannot be read.</summary>
    public ImmutableArray<IOperation> Bodies { get; }

    /// <summary>Whether a piece of code belongs to it.</summary>
    public bool Contains(SyntaxNode code) => Bodies.Any(body => body.Syntax.SyntaxTree == code.SyntaxTree && body.Syntax.Span.Contains(code.Span));

    /// <summary>The code that runs when a body, or any other operation, does.</summary>
    public static HandlerCode Of(IOperation? body, QueueCompilation compilation)
    {
        var bodies = ImmutableArray.CreateBuilder<IOperation>();
        var seen = new HashSet<SyntaxNode>();
        var level = body is null ? ImmutableArray<IOperation>.Empty : ImmutableArray.Create(body);
        for (var depth = 0; depth <= MaxDepth && bodies.Count < MaxBodies; depth++)
        {
            level = level.Where(next => seen.Add(next.Syntax)).ToImmutableArray();
            bodies.AddRange(level);
            level = level.SelectMany(caller => caller.DescendantsAndSelf()).Select(operation => CalleeOf(operation, compilation)).OfType<IOperation>().ToImmutableArray();
        }

        return new HandlerCode(bodies.ToImmutable());
    }

    private static IOperation? CalleeOf(IOperation operation, QueueCompilation compilation)
    {
        var method = operation switch
        {
            IInvocationOperation invocation => compilation.Callees.ImplementationOf(invocation),
            IMethodReferenceOperation reference => compilation.Callees.ImplementationOf(reference.Method),
            _ => null,
        };
        return method is null ? null : compilation.Callees.CodeOf(method);
    }
}
