using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Makes a declaration say what the first of its name says (RMQ2006).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeclarationConflictFix))]
public sealed class DeclarationConflictFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.DeclarationsConflict.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.DeclarationsConflict.Id + ".Copy", "Copy the properties of the first declaration", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Declaration() is not { } declaration || DeclarationConflictAnalyzer.FirstOf(declaration, context.Compilation) is not { } first)
            return null;

        // Arguments are made in too many ways to copy them.
        var conflicts = Conflict.Between(first, declaration, context.Compilation, Broker.LavinMQ).ToImmutableArray();
        if (conflicts.IsEmpty || conflicts.Any(conflict => conflict.Role == ArgumentRole.Arguments || declaration.Site.Argument(conflict.Role)?.StandsAtSite != true))
            return null;
        var plan = new EditPlan();
        return plan.TrySet(
            context.Document.Project.Solution,
            declaration.Site,
            conflicts.Select(conflict => (conflict.Role, SymbolDisplay.FormatPrimitive(first.ConstantOf(conflict.Role).Value!, quoteStrings: true, useHexadecimalNumbers: false)!)))
                ? plan
                : null;
    }
}
