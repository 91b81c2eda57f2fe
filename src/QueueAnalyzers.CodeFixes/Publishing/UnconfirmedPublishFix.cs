using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3002: lets the broker confirm what is published, and the program wait for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnconfirmedPublishFix))]
public sealed class UnconfirmedPublishFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.ChannelPublishesWithoutConfirms.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3002.Confirm", "Wait for the broker's confirms", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Site(CallKind.CreateChannel, ArgumentRole.ChannelOptions) is not { IsDirect: true } site)
            return null;
        var channel = context.Compilation.Channels.OriginOf(site.Call);
        if (context.Compilation.Client.Generation != ClientGeneration.V7)
            return new ConfirmsPlan(context).Make(channel);
        var plan = new EditPlan();
        return plan.TryConfirm(context.Document.Project.Solution, channel, context.Compilation) ? plan : null;
    }
}
