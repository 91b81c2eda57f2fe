using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4008: leaves recovery to the client, as it is by default.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecoveryOffFix))]
public sealed class RecoveryOffFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.AutomaticRecoveryIsTurnedOff.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ4008.Remove", "Leave recovery turned on", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { } assignment
            // A local would be left behind unused.
            || assignment.Right.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax && context.Compilation.SymbolOf(node) is ILocalSymbol))
            return null;
        var plan = new EditPlan();
        return plan.TryRemove(context.Document, assignment, IsTurnedOff) ? plan : null;

        bool IsTurnedOff(ExpressionSyntax member) =>
            context.Compilation.Client.SettingOf(context.Compilation.OperationOf(member)) is { Setting: FactorySetting.AutomaticRecovery or FactorySetting.TopologyRecovery } other
            && context.Compilation.Constants.Of(other.Value).IsFalse;
    }
}
