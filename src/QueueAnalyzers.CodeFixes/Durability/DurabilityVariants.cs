using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Durability;

/// <summary>The two ways to make something durable: as it is, or under a name that the broker does not know yet.</summary>
internal static class DurabilityVariants
{
    /// <summary>The variants for a kind of declaration.</summary>
    /// <param name="rule">The rule that reports it.</param>
    /// <param name="noun">What a person calls it.</param>
    /// <param name="kind">What is declared.</param>
    public static ImmutableArray<FixVariant> Of(string rule, string noun, DeclaredKind kind) => ImmutableArray.Create(
        new FixVariant(rule + ".Durable", $"Make the {noun} durable", context => MakeDurableAsync(context, kind)),
        new FixVariant(rule + ".DurableUnderNewName", $"Make the {noun} durable under a new name", context => MakeDurableUnderNewNameAsync(context, kind)));

    private static async Task<EditPlan?> MakeDurableAsync(FixContext context, DeclaredKind kind) =>
        PlanFor(context, await FamilyAsync(context, kind).ConfigureAwait(false));

    private static async Task<EditPlan?> MakeDurableUnderNewNameAsync(FixContext context, DeclaredKind kind)
    {
        var family = await FamilyAsync(context, kind).ConfigureAwait(false);
        var plan = PlanFor(context, family);
        var renaming = new Renaming(context.Document.Project.Solution, kind, context.Names, context.CancellationToken);
        if (!family.All(member => member.Declaration.Name.IsKnown || IsNamedByCallers(member.Declaration, family)))
            return null;

        foreach (var name in family.Select(member => member.Declaration.Name.Text).OfType<string>().Distinct())
        {
            if (!await renaming.TryAddAsync(plan, name).ConfigureAwait(false))
                return null;
        }

        return plan;
    }

    private static async Task<ImmutableArray<Member>> FamilyAsync(FixContext context, DeclaredKind kind)
    {
        // A queue that nobody comes back to would only stay for ever.
        if (context.Site(kind.Declaration, ArgumentRole.Durable) is not { } site
            || (kind == DeclaredKind.Queue && site.Argument(ArgumentRole.Queue) is { Value: var name } && context.Compilation.Queues.IsNewEachTime(name)))
            return ImmutableArray<Member>.Empty;
        var declarations = await TransientDeclarations.OfAsync(context.Document.Project.Solution, kind, context.CancellationToken).ConfigureAwait(false);
        return declarations.FamilyOf(site);
    }

    private static EditPlan PlanFor(FixContext context, ImmutableArray<Member> family)
    {
        var plan = new EditPlan();
        foreach (var member in family)
            plan.MakeDurable(context.Document.Project.Solution, member);
        return plan;
    }

    /// <summary>Whether the declaration stands in a wrapper that passes on names, and every caller says which.</summary>
    private static bool IsNamedByCallers(Declaration declaration, ImmutableArray<Member> family) =>
        family.Any(other => other.Declaration.Name.IsKnown && !other.Declaration.Site.IsDirect
            && other.Declaration.Site.Call.Invocation.Syntax == declaration.Site.Call.Invocation.Syntax)
        && declaration.Site.Argument(declaration.NameRole)?.Value is IParameterReferenceOperation;
}
