using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2006: declarations of one name that the broker cannot all accept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DeclarationConflictAnalyzer : DeclarationAnalyzer
{
    private protected override DiagnosticDescriptor Rule => DurabilityRules.DeclarationsConflict;

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var declaration = context.Declaration;
        if (FirstOf(declaration, context.Compilation) is not { } first
            || Conflict.Between(first, declaration, context.Compilation, context.Options.Broker).FirstOrDefault() is not { } conflict)
            yield break;

        var place = first.Site.NameLocation.GetLineSpan();
        yield return new Finding(
            declaration.Site.NameLocation,
            declaration.Subject,
            $"{Path.GetFileName(place.Path)} (line {place.StartLinePosition.Line + 1})",
            conflict.Property,
            conflict.Property == "exclusive" ? "405 RESOURCE_LOCKED" : $"406 PRECONDITION_FAILED - inequivalent arg '{conflict.Property}'")
        {
            AdditionalLocations = ImmutableArray.Create(first.Site.NameLocation),
        };
    }

    /// <summary>The first declaration of the same name, if both can reach one broker.</summary>
    internal static Declaration? FirstOf(Declaration declaration, QueueCompilation compilation)
    {
        if (!IsComparable(declaration))
            return null;
        var name = declaration.Name.Text!;
        var first = compilation.Topology.DeclarationsOf(declaration.NameRole, name).FirstOrDefault(other => IsComparable(other) && !Tests.Separate(other.Site.Invocation.Syntax, declaration.Site.Invocation.Syntax));
        return first is null || first.Site.Invocation.Syntax == declaration.Site.Invocation.Syntax
            || (first.Exclusive.IsTrue && declaration.Exclusive.IsTrue)
            || Alternatives.Include(first.Site.Invocation.Syntax, declaration.Site.Invocation.Syntax)
            || compilation.Brokers.AreSeveral
            || compilation.Topology.SitesOf(declaration.IsQueue ? CallKind.DeleteQueue : CallKind.DeleteExchange, declaration.NameRole, name).Any()
                ? null
                : first;
    }

    private static bool IsComparable(Declaration declaration) =>
        !declaration.MayBePassive && !declaration.IsNamedByBroker && declaration.Name.Text is not null && !Alternatives.IsCompiledConditionally(declaration.Site.Invocation.Syntax);
}
