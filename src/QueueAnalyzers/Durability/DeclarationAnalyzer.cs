using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Durability;

/// <summary>The base of the rules that judge a declaration by all that it says.</summary>
public abstract class DeclarationAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Rule);

    private protected abstract DiagnosticDescriptor Rule { get; }

    private protected override void Register(QueueRegistration registration) =>
        registration.OnDeclaration(context =>
        {
            foreach (var finding in FindingsIn(context))
            {
                if (!IsFoundBefore(finding, context))
                    context.Report(Diagnostic.Create(Rule, finding.Location, finding.AdditionalLocations, finding.Message));
            }
        });

    /// <summary>What is wrong with a declaration.</summary>
    private protected abstract IEnumerable<Finding> FindingsIn(DeclarationContext context);

    /// <summary>Whether an earlier declaration has the same arguments, and says so already.</summary>
    private bool IsFoundBefore(Finding finding, DeclarationContext context) =>
        finding.Entry is { } entry
        && context.Compilation.Topology.DeclarationsWith(entry.Syntax)
            .TakeWhile(other => other.Site.Key != context.Declaration.Site.Key)
            .Any(other => FindingsIn(context.For(other)).Any(same => same.Location.Equals(finding.Location)));
}

/// <summary>Something wrong with a declaration.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Message">The arguments of the rule's message.</param>
internal sealed record Finding(Location Location, params object[] Message)
{
    /// <summary>The entry of the arguments that it is about, which may be an entry of other declarations as well.</summary>
    public ArgumentEntry? Entry { get; init; }

    /// <summary>Other places that belong to it.</summary>
    public ImmutableArray<Location> AdditionalLocations { get; init; } = ImmutableArray<Location>.Empty;
}
