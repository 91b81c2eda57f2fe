using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Finds the methods of the compilation that hand a parameter of their own on to the client, and who calls them. Only
/// invocations that name such a parameter of the method around them are bound, so that a compilation without wrappers pays for a
/// look at the syntax of its client calls.
/// </summary>
internal sealed class Wrappers
{
    private const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;
    private readonly Once<ILookup<SyntaxTree, (ArgumentRole Role, CallSite Site)>> _sites;
    private readonly WrapperNames _names;

    public Wrappers(QueueCompilation compilation)
    {
        _compilation = compilation;
        _names = new WrapperNames(compilation, MaxDepth);
        _sites = new(() => Find().ToLookup(found => found.Site.Invocation.Syntax.SyntaxTree));
    }

    /// <summary>Whether a tree may call a wrapper, of a declaration or of what <see cref="SitesIn"/> gives, by names alone.</summary>
    public bool MayBeCalledIn(SyntaxTree tree) => _names.MayStandIn(tree);

    /// <summary>Whether a tree calls a wrapper.</summary>
    public bool HasSitesIn(SyntaxTree tree) => MayBeCalledIn(tree) && _sites.Value.Contains(tree);

    /// <summary>The calls of wrappers in a tree, each with the role of the argument that the wrapper passes on.</summary>
    public IEnumerable<(ArgumentRole Role, CallSite Site)> SitesIn(SyntaxTree tree) => _sites.Value[tree];

    /// <summary>The calls of wrappers that decide on an argument of one call of the client.</summary>
    public IEnumerable<CallSite> SitesOf(ClientCall call, ArgumentRole role)
    {
        if (IsPassedOn(role))
        {
            return _sites.Value.SelectMany(tree => tree)
                .Where(found => found.Role == role && found.Site.Call.Invocation.Syntax == call.Invocation.Syntax)
                .Select(found => found.Site);
        }

        return call.Argument(role) is { } argument
            ? SitesOf(call, argument.Value, ImmutableArray<IInvocationOperation>.Empty)
            : Enumerable.Empty<CallSite>();
    }

    private static bool IsPassedOn(ArgumentRole role) =>
        role is ArgumentRole.AutoAck or ArgumentRole.Requeue or ArgumentRole.Durable or ArgumentRole.Mandatory or ArgumentRole.Global;

    private IEnumerable<(ArgumentRole Role, CallSite Site)> Find()
    {
        foreach (var tree in _compilation.Trees)
        {
            foreach (var candidate in TreeWrappers.Of(tree).CallsWithAFlag)
            {
                if (_compilation.Calls.CallOf(candidate) is not { } call)
                    continue;
                foreach (var argument in call.Arguments.Where(argument => IsPassedOn(argument.Role)))
                {
                    foreach (var site in SitesOf(call, argument.Value, ImmutableArray<IInvocationOperation>.Empty))
                        yield return (argument.Role, site);
                }
            }
        }
    }

    private IEnumerable<CallSite> SitesOf(ClientCall call, IOperation value, ImmutableArray<IInvocationOperation> callers)
    {
        if (callers.Length == MaxDepth
            || _compilation.Assignments.Resolve(value) is not IParameterReferenceOperation { Parameter: var parameter }
            || !_compilation.Assignments.IsNeverSet(parameter)
            || parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } wrapper)
            yield break;

        foreach (var caller in _compilation.Callers.Of(wrapper))
        {
            // A method that calls itself passes its own parameter for ever.
            if (callers.Any(known => known.Syntax == caller.Syntax)
                || caller.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is not { } passed)
                continue;
            var chain = callers.Add(caller);
            yield return new CallSite(call, chain, _compilation.Assignments);
            foreach (var outer in SitesOf(call, passed.Value, chain))
                yield return outer;
        }
    }
}
