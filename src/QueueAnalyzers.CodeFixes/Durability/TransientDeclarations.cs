using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Durability;

/// <summary>
/// All declarations of a solution that make a queue or an exchange which could be durable and is not. The broker refuses
/// two declarations that disagree, so they are changed together.
/// </summary>
internal sealed class TransientDeclarations
{
    private readonly ImmutableArray<Member> _all;

    private TransientDeclarations(ImmutableArray<Member> all) => _all = all;

    /// <summary>Finds the declarations of a kind.</summary>
    public static async Task<TransientDeclarations> FindAsync(Solution solution, DeclaredKind kind, CancellationToken cancellationToken)
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
        var family = _all.Where(member => IsAt(member.Declaration.Site, site)).ToList();
        for (var i = 0; i < family.Count; i++)
        {
            var known = family[i];
            family.AddRange(_all.Where(other => !family.Contains(other) && BelongTogether(known, other)).ToList());
        }

        return family.ToImmutableArray();
    }

    private static bool IsAt(CallSite left, CallSite right) =>
        left.Invocation.Syntax == right.Invocation.Syntax && left.Call.Invocation.Syntax == right.Call.Invocation.Syntax;

    private static bool BelongTogether(Member left, Member right) =>
        left.Flag == right.Flag || (left.Declaration.Name.Text is { } name && name == right.Declaration.Name.Text);

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
