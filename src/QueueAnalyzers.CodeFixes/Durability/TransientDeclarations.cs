using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using CallSite = QueueAnalyzers.Client.CallSite;

namespace QueueAnalyzers.Durability;

/// <summary>
/// All declarations of a solution that make a queue or an exchange which could be durable and is not. The broker refuses
/// two declarations that disagree, so they are changed together.
/// </summary>
internal sealed class TransientDeclarations
{
    // All reports of a solution that are fixed in one go ask for the same.
    private static readonly ConditionalWeakTable<Solution, ConcurrentDictionary<DeclaredKind, TransientDeclarations>> Known = new();

    private readonly Dictionary<Member, int> _places = new();
    private readonly ILookup<SyntaxNode, Member> _bySite;
    private readonly ILookup<SyntaxNode, Member> _byFlag;
    private readonly ILookup<string?, Member> _byName;

    private TransientDeclarations(ImmutableArray<Member> all)
    {
        foreach (var member in all)
            _places[member] = _places.Count;
        _bySite = all.ToLookup(member => member.Declaration.Site.Invocation.Syntax);
        _byFlag = all.ToLookup(member => member.Flag);
        _byName = all.ToLookup(member => member.Declaration.Name.Text);
    }

    /// <summary>Finds the declarations of a kind, once for each solution.</summary>
    public static async Task<TransientDeclarations> OfAsync(Solution solution, DeclaredKind kind, CancellationToken cancellationToken)
    {
        var known = Known.GetValue(solution, static _ => new());
        return known.TryGetValue(kind, out var found) ? found : known.GetOrAdd(kind, await FindAsync(solution, kind, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<TransientDeclarations> FindAsync(Solution solution, DeclaredKind kind, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Declaration>();
        foreach (var project in await DeclaringProject.FindAsync(solution, kind, cancellationToken).ConfigureAwait(false))
            found.AddRange(DeclarationsIn(project, kind).Where(CouldBeDurable));

        var flags = new DurableFlags(solution, found.Select(DurableFlags.WrittenIn), cancellationToken);
        var all = ImmutableArray.CreateBuilder<Member>(found.Count);
        foreach (var declaration in found)
            all.Add(new Member(declaration, await flags.OriginOfAsync(declaration).ConfigureAwait(false)));
        return new TransientDeclarations(all.ToImmutable());
    }

    /// <summary>
    /// The declarations that have to change with one of them: those of the same name, those that the same flag decides on, and
    /// so on.
    /// </summary>
    /// <returns>The declarations, none when the site is not one of them.</returns>
    public ImmutableArray<Member> FamilyOf(CallSite site)
    {
        var family = _bySite[site.Invocation.Syntax].Where(member => member.Declaration.Site.Call.Invocation.Syntax == site.Call.Invocation.Syntax).ToList();
        var isKnown = new HashSet<Member>(family);
        for (var i = 0; i < family.Count; i++)
        {
            var name = family[i].Declaration.Name.Text;
            var related = _byFlag[family[i].Flag].Concat(name is null ? Enumerable.Empty<Member>() : _byName[name]);
            family.AddRange(related.Where(isKnown.Add).OrderBy(member => _places[member]).ToList());
        }

        return family.ToImmutableArray();
    }

    /// <summary>A declaration that may be temporary counts: its durability must agree all the same.</summary>
    private static bool CouldBeDurable(Declaration declaration) =>
        declaration.Durable.IsFalse && !declaration.IsPassive && !declaration.IsNamedByBroker && !declaration.IsTemporary;

    private static IEnumerable<Declaration> DeclarationsIn(DeclaringProject project, DeclaredKind kind) =>
        project.Compilation.Trees.Where(project.HasDocumentOf)
            .SelectMany(tree => ClientCalls.CandidatesOf(tree))
            .Where(candidate => ClientMembers.KindOf(ClientCall.NameOf(candidate)!.Identifier.ValueText) == kind.Declaration)
            .Select(project.Compilation.Calls.CallOf)
            .OfType<ClientCall>()
            .SelectMany(call => SitesOf(call, project.Compilation, kind))
            .Select(site => new Declaration(site, project.Compilation));

    private static IEnumerable<CallSite> SitesOf(ClientCall call, QueueCompilation compilation, DeclaredKind kind) =>
        new[] { new CallSite(call, compilation.Assignments) }
            .Concat(compilation.Wrappers.SitesOf(call, ArgumentRole.Durable))
            .Concat(compilation.Wrappers.SitesOf(call, kind.NameRole));
}
