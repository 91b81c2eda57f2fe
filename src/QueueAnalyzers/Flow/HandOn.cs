using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>A call of a method of the compilation that gets the delivery.</summary>
/// <param name="Invocation">The call.</param>
/// <param name="Method">The method that surely runs.</param>
/// <param name="Declaration">Its declaration.</param>
/// <param name="Holders">What it knows the delivery by.</param>
internal sealed record HandOn(IInvocationOperation Invocation, IMethodSymbol Method, SyntaxNode Declaration, DeliveryHolders Holders)
{
    /// <summary>What all calls have in common that come to the same: the method, and what it knows the delivery by.</summary>
    public (SyntaxNode Declaration, DeliveryHolders Holders) Key => (Declaration, Holders);

    /// <summary>The method's body.</summary>
    public IOperation? BodyIn(QueueCompilation compilation) => compilation.OperationOf(Declaration);

    /// <summary>What the method does with the delivery.</summary>
    public DeliveryUses UsesIn(QueueCompilation compilation)
    {
        var trace = new DeliveryTrace(compilation);
        if (BodyIn(compilation) is { } body)
            trace.Follow(body, Holders);
        else
            trace.Uses.AddEscape(Invocation);
        return trace.Uses;
    }

    /// <summary>A method gets the delivery as an argument.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="form">What it is of the delivery.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The call, or <see langword="null"/> when the method that runs, or its source, is not in sight.</returns>
    public static HandOn? Of(IArgumentOperation argument, DeliveryForm form, QueueCompilation compilation) =>
        argument is { Parent: IInvocationOperation invocation, Parameter: { } passed }
        && compilation.Callees.ImplementationOf(invocation) is { } method
        && passed.Ordinal < method.Parameters.Length
        && method.Parameters[passed.Ordinal] is { RefKind: RefKind.None, IsParams: false } parameter
            ? Of(invocation, method, DeliveryHolders.Of(parameter, form), compilation)
            : null;

    /// <summary>A method is called on an object that keeps the delivery.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="members">The members that keep it.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The call, or <see langword="null"/> when the method that runs, or its source, is not in sight, or does not see the members.</returns>
    public static HandOn? Of(IInvocationOperation invocation, ImmutableArray<ISymbol> members, QueueCompilation compilation) =>
        compilation.Callees.ImplementationOf(invocation) is { } method && ClientModel.Same(method.ContainingType, members[0].ContainingType)
            ? Of(invocation, method, DeliveryHolders.Of(members), compilation)
            : null;

    private static HandOn? Of(IInvocationOperation invocation, IMethodSymbol method, DeliveryHolders holders, QueueCompilation compilation) =>
        compilation.Callees.OwnDeclarationOf(method) is { } declaration ? new HandOn(invocation, method, declaration, holders) : null;
}
