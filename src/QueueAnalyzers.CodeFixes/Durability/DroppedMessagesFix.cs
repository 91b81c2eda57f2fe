using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Lets a full queue refuse new messages instead of dropping old ones (RMQ2007).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DroppedMessagesFix))]
public sealed class DroppedMessagesFix : QueueCodeFixProvider
{
    private const string Safe = "\"reject-publish\"";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.QueueDropsMessages.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.QueueDropsMessages.Id + ".RejectPublish", "Refuse messages that do not fit ('reject-publish')", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        // Nothing but a dead-letter exchange saves what is too old.
        if (context.Entry() is not { Name: not "x-message-ttl" } entry)
            return null;
        var plan = new EditPlan();
        var declaration = context.Compilation.Topology.DeclarationsWith(entry.Syntax).First();
        if (declaration.Arguments.Find("x-overflow") is { } overflow)
        {
            if (context.Document.Project.Solution.GetDocument(overflow.Value.Syntax.SyntaxTree) is not { } document)
                return null;
            return plan.Replace(document, overflow.Value.Syntax.Span, Safe);
        }

        var key = entry.Key.Syntax is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "XMaxLength" or "XMaxLengthInBytes" } constant
            && context.Compilation.Client.DeclaresHeader("XOverflow")
                ? constant.Expression + ".XOverflow"
                : "\"x-overflow\"";
        return plan.TryAddBehind(context.Document, entry.Syntax, key, Safe) ? plan : null;
    }
}
