using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// A call of the client as the code that decides on its arguments sees it: the call itself, or a call of a wrapper, whose own
/// parameter flows unchanged into the client's argument.
/// </summary>
internal sealed class CallSite
{
    private readonly ImmutableArray<IInvocationOperation> _callers;
    private readonly Assignments _assignments;

    /// <summary>A call of the client itself.</summary>
    public CallSite(ClientCall call, Assignments assignments)
        : this(call, ImmutableArray<IInvocationOperation>.Empty, assignments)
    {
    }

    /// <summary>A call of a wrapper.</summary>
    /// <param name="call">The call of the client inside the innermost wrapper.</param>
    /// <param name="callers">The calls of the wrappers, from the innermost to the one that this site is.</param>
    /// <param name="assignments">Tells which parameters keep the caller's value.</param>
    public CallSite(ClientCall call, ImmutableArray<IInvocationOperation> callers, Assignments assignments)
    {
        Call = call;
        _callers = callers;
        _assignments = assignments;
    }

    /// <summary>The call of the client.</summary>
    public ClientCall Call { get; }

    /// <summary>The invocation that this site is: the client's, or the outermost wrapper's.</summary>
    public IInvocationOperation Invocation => _callers.IsEmpty ? Call.Invocation : _callers[_callers.Length - 1];

    /// <summary>What tells this site from all others: a wrapper may make several calls, and several call a wrapper.</summary>
    public (SyntaxNode Outer, SyntaxNode Inner) Key => (Invocation.Syntax, Call.Invocation.Syntax);

    /// <summary>The calls of the wrappers, from the innermost to the one that this site is; none when the client is called here itself.</summary>
    public ImmutableArray<IInvocationOperation> Callers => _callers;

    /// <summary>Whether the client is called here itself.</summary>
    public bool IsDirect => _callers.IsEmpty;

    /// <summary>Where the name of the called method stands.</summary>
    public Location NameLocation => ClientCall.PlaceOf(Invocation);

    /// <summary>Where to point at an argument: at the argument if it is written here, else at the method's name.</summary>
    public Location LocationOf(ArgumentRole role) =>
        Argument(role) is { IsWritten: true, StandsAtSite: true } argument ? argument.Syntax.GetLocation() : NameLocation;

    /// <summary>Whether this site, and not one further in, decides on the argument of that role.</summary>
    public bool Decides(ArgumentRole role) => Argument(role) is { } argument && argument.Invocation.Syntax == Invocation.Syntax;

    /// <summary>The argument of that role, as far out as wrappers pass it on.</summary>
    /// <returns>The argument, or <see langword="null"/> when the overload has none.</returns>
    public SiteArgument? Argument(ArgumentRole role)
    {
        if (Call.Argument(role) is not { } argument)
            return null;

        var found = new SiteArgument(argument.Value, argument.IsWritten, argument.Syntax, _callers.IsEmpty, Call.Invocation, argument.Parameter, ImmutableArray<IParameterSymbol>.Empty);
        for (var i = 0; i < _callers.Length; i++)
        {
            if (_assignments.Resolve(found.Value) is not IParameterReferenceOperation { Parameter: var parameter }
                || !_assignments.IsNeverSet(parameter)
                || _callers[i].Arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == parameter.Ordinal) is not { } passed)
                break;
            found = new SiteArgument(
                passed.Value,
                passed.ArgumentKind != ArgumentKind.DefaultValue,
                Operations.SyntaxOf(passed),
                i == _callers.Length - 1,
                _callers[i],
                passed.Parameter,
                found.PassedThrough.Add(parameter));
        }

        return found;
    }
}

/// <summary>An argument of a <see cref="CallSite"/>.</summary>
/// <param name="Value">The value that is passed, the parameter's default if the argument is not written.</param>
/// <param name="IsWritten">Whether somebody wrote the argument.</param>
/// <param name="Syntax">The written argument, with its name if it has one.</param>
/// <param name="StandsAtSite">Whether the argument belongs to the site's own invocation and not to a wrapper's insides.</param>
/// <param name="Invocation">The invocation that the argument belongs to.</param>
/// <param name="Parameter">The parameter as the method of that invocation names it.</param>
/// <param name="PassedThrough">The parameters of wrappers that the value goes through, from the innermost.</param>
internal sealed record SiteArgument(
    IOperation Value,
    bool IsWritten,
    SyntaxNode Syntax,
    bool StandsAtSite,
    IInvocationOperation Invocation,
    IParameterSymbol? Parameter,
    ImmutableArray<IParameterSymbol> PassedThrough);
