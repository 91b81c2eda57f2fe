using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>An invocation of a member of the client, read by meaning instead of by name and position.</summary>
internal sealed class ClientCall
{
    /// <summary>Reads <paramref name="invocation"/>.</summary>
    /// <param name="invocation">The invocation, of the member itself or of a method that implements it.</param>
    /// <param name="member">The client's own method: parameter names are read there, because an implementation may rename them.</param>
    public ClientCall(IInvocationOperation invocation, IMethodSymbol member)
    {
        Invocation = invocation;
        Member = member;
        Kind = ClientMembers.KindOf(member.Name);
    }

    private ClientCall(IInvocationOperation invocation, CallKind kind)
    {
        Invocation = invocation;
        Member = invocation.TargetMethod;
        Kind = kind;
    }

    /// <summary>The invocation.</summary>
    public IInvocationOperation Invocation { get; }

    /// <summary>The client's member that is called, or the method that stands for one.</summary>
    public IMethodSymbol Member { get; }

    /// <summary>What the call asks of the broker.</summary>
    public CallKind Kind { get; }

    /// <summary>What the member is called on: a channel, connection, factory or batch. An extension's receiver counts, and so does the one left of <c>?.</c>. What a user's own method is called on is none of these.</summary>
    public IOperation? Receiver
    {
        get
        {
            if (Kind == CallKind.SettleSomehow)
                return null;
            var receiver = Member.IsExtensionMethod ? Invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value : Invocation.Instance;
            return receiver is null ? null : Operations.WithoutConversions(Operations.OutOfConditionalAccess(receiver));
        }
    }

    /// <summary>Where the method's name stands: the smallest thing to point at when the argument at fault is not written.</summary>
    public Location NameLocation => PlaceOf(Invocation);

    /// <summary>The arguments that have a role, written or defaulted.</summary>
    public IEnumerable<ClientArgument> Arguments
    {
        get
        {
            foreach (var argument in Invocation.Arguments)
            {
                if (RoleOf(argument) is not ArgumentRole.None and var role)
                    yield return new ClientArgument(role, argument);
            }
        }
    }

    /// <summary>The argument of that role.</summary>
    /// <returns>The argument, written or defaulted, or <see langword="null"/> when this overload has no such parameter.</returns>
    public ClientArgument? Argument(ArgumentRole role)
    {
        foreach (var argument in Invocation.Arguments)
        {
            if (RoleOf(argument) == role)
                return new ClientArgument(role, argument);
        }

        return null;
    }

    /// <summary>Reads an invocation of a user's own method as a call that settles the delivery it is given.</summary>
    public static ClientCall OfSettleMethod(IInvocationOperation invocation) => new(invocation, CallKind.SettleSomehow);

    /// <summary>Where to point at an invocation: its name, whatever stands before it.</summary>
    public static Location PlaceOf(IInvocationOperation invocation) => (NameOf(invocation.Syntax) ?? invocation.Syntax).GetLocation();

    /// <summary>The name that an invocation is written with, whatever stands before it.</summary>
    public static SimpleNameSyntax? NameOf(SyntaxNode? invocation) =>
        (invocation as InvocationExpressionSyntax)?.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax name => name,
            _ => null,
        };

    private ArgumentRole RoleOf(IArgumentOperation argument)
    {
        if (argument.Parameter is not { } parameter || parameter.Ordinal >= Member.Parameters.Length)
            return ArgumentRole.None;
        return Member.IsExtensionMethod && parameter.Ordinal == 0
            ? ArgumentRole.None
            : ClientMembers.RoleOf(Member.Parameters[parameter.Ordinal].Name);
    }
}
