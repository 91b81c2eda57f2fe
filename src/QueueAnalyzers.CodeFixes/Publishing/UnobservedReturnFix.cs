using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3005: hears of messages that the broker returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnobservedReturnFix))]
public sealed class UnobservedReturnFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.ReturnedMessageIsNotObserved.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3005.Observe", "Observe returned messages", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Site(CallKind.Publish, ArgumentRole.Mandatory) is not { } site)
            return null;
        var plan = new EditPlan();
        var statements = new Dictionary<DocumentId, StatementEdits>();
        var channels = context.Compilation.Channels.OriginsOf(site.Call.Receiver).Known;
        if (!channels.All(channel => context.Compilation.Client.Generation == ClientGeneration.V7
            ? plan.TryConfirm(context.Document.Project.Solution, channel, context.Compilation)
            : TryAttach(channel.Creation)))
            return null;
        foreach (var edits in statements.Values)
            edits.Close();
        return plan;

        bool TryAttach(ClientCall creation)
        {
            var tree = creation.Invocation.Syntax.SyntaxTree;
            if (context.Document.Project.Solution.GetDocument(tree) is not { } document
                || context.Compilation.Compilation.GetTypeByMetadataName("System.Console") is not { } console)
                return false;
            if (!statements.TryGetValue(document.Id, out var edits))
                statements.Add(document.Id, edits = new StatementEdits(plan, document, tree.GetRoot(), tree.GetText()));

            var model = context.Compilation.ModelOf(tree);
            var place = creation.Invocation.Syntax;
            var returned = FreeName.In(Flow.Functions.Around(place) ?? tree.GetRoot(), "returned", model);
            var handler = $"(_, {returned}) => {TypeNames.Shortest(console, model, place.SpanStart)}.WriteLine(" +
                $"$\"Returned: {{{returned}.ReplyCode}} {{{returned}.ReplyText}}, exchange '{{{returned}.Exchange}}', routing key '{{{returned}.RoutingKey}}'\");";
            return plan.TryPrepare(edits, creation, context, name => $"{name}.BasicReturn += {handler}");
        }
    }
}
