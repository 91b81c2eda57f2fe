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
        foreach (var project in solution.Projects.Where(project => project.Language == LanguageNames.CSharp))
        {
            if (await MentionsAsync(project, kind.Word, cancellationToken).ConfigureAwait(false)
                && await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is { } compilation
                && QueueCompilation.Of(compilation) is { } known)
                found.AddRange(DeclarationsIn(project, known, kind).Where(CouldBeDurable));
        }

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

    private static IEnumerable<Declaration> DeclarationsIn(Project project, QueueCompilation compilation, DeclaredKind kind) =>
        // What a generator wrote is no document, and cannot be edited.
        compilation.Compilation.SyntaxTrees.Where(tree => project.GetDocument(tree) is not null)
            .SelectMany(tree => ClientCalls.CandidatesOf(tree))
            .Where(candidate => ClientMembers.KindOf(ClientCall.NameOf(candidate)!.Identifier.ValueText) == kind.Declaration)
            .Select(compilation.Calls.CallOf)
            .OfType<ClientCall>()
            .SelectMany(call => SitesOf(call, compilation, kind))
            .Select(site => new Declaration(site, compilation));

    private static IEnumerable<CallSite> SitesOf(ClientCall call, QueueCompilation compilation, DeclaredKind kind) =>
        new[] { new CallSite(call, compilation.Assignments) }
            .Concat(compilation.Wrappers.SitesOf(call, ArgumentRole.Durable))
            .Concat(compilation.Wrappers.SitesOf(call, kind.NameRole));

    private static async Task<bool> MentionsAsync(Project project, string word, CancellationToken cancellationToken)
    {
        foreach (var document in project.Documents)
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            if (text.ToString().IndexOf(word, StringComparison.Ordinal) >= 0)
                return true;
        }

        return false;
    }
}
