using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Finds the methods of the compilation that hand a parameter of their own on to the client, and who calls them. Only
/// calls are bound that name such a parameter and may be reached from the file that is asked about, so that a compilation
/// without wrappers pays for a look at the syntax of its client calls.
/// </summary>
internal sealed class Wrappers
{
    private const int MaxDepth = 4;

    private static readonly ImmutableHashSet<ISymbol> NoParameters = ImmutableHashSet.Create<ISymbol>(SymbolEqualityComparer.Default);

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<(ArgumentRole Role, CallSite Site)>> _sites = new();
    private readonly WrapperNames _names;

    public Wrappers(QueueCompilation compilation)
    {
        _compilation = compilation;
        _names = new WrapperNames(compilation, MaxDepth);
    }

    /// <summary>Whether a tree may call a wrapper, by names alone.</summary>
    public bool MayBeCalledIn(SyntaxTree tree) => _names.AreCalledIn(tree);

    /// <summary>Whether a tree calls a wrapper of what <see cref="SitesIn"/> gives.</summary>
    public bool HasSitesIn(SyntaxTree tree) => MayBeCalledIn(tree) && !SitesIn(tree).IsEmpty;

    /// <summary>The calls of wrappers in a tree that pass a flag on, each with the role of the argument that it becomes.</summary>
    public ImmutableArray<(ArgumentRole Role, CallSite Site)> SitesIn(SyntaxTree tree) => _sites.GetOrAdd(tree, unseen => FindIn(unseen).ToImmutableArray());

    /// <summary>The calls of the client that a tree may decide on by calling a wrapper, by names alone.</summary>
    public IEnumerable<ClientCall> CallsFrom(SyntaxTree tree) => _names.CallsFrom(tree).Select(_compilation.Calls.CallOf).OfType<ClientCall>();

    /// <summary>The calls of wrappers that decide on an argument of one call of the client.</summary>
    public IEnumerable<CallSite> SitesOf(ClientCall call, ArgumentRole role) => call.Argument(role) is { } argument
        ? SitesOf(call, argument.Value, ImmutableArray<IInvocationOperation>.Empty, NoParameters)
        : Enumerable.Empty<CallSite>();

    private static bool IsPassedOn(ArgumentRole role) =>
        role is ArgumentRole.AutoAck or ArgumentRole.Requeue or ArgumentRole.Durable or ArgumentRole.Mandatory or ArgumentRole.Global;

    private IEnumerable<(ArgumentRole Role, CallSite Site)> FindIn(SyntaxTree tree) =>
        from call in CallsFrom(tree)
        from argument in call.Arguments
        where IsPassedOn(argument.Role)
        from site in SitesOf(call, argument.Role)
        where site.Invocation.Syntax.SyntaxTree == tree
        select (argument.Role, site);

    private IEnumerable<CallSite> SitesOf(ClientCall call, IOperation value, ImmutableArray<IInvocationOperation> callers, ImmutableHashSet<ISymbol> passed)
    {
        if (callers.Length == MaxDepth
            || _compilation.Assignments.Resolve(value) is not IParameterReferenceOperation { Parameter: var parameter }
            || !_compilation.Assignments.IsNeverSet(parameter)
            || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } wrapper
            // A method that calls itself passes its own parameter for ever.
            || passed.Contains(parameter))
            yield break;

        foreach (var caller in _compilation.Callers.Of(wrapper))
        {
            if (caller.Arguments.FirstOrDefault(given => given.Parameter?.Ordinal == parameter.Ordinal) is not { } argument)
                continue;
            var chain = callers.Add(caller);
            yield return new CallSite(call, chain, _compilation.Assignments);
            foreach (var outer in SitesOf(call, argument.Value, chain, passed.Add(parameter)))
                yield return outer;
        }
    }
}
