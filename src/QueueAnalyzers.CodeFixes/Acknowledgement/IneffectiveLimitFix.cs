using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1014: calls <c>BasicQos</c> before the consumer starts, and without a limit in bytes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IneffectiveLimitFix))]
public sealed class IneffectiveLimitFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.PrefetchLimitHasNoEffect.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1014.BeforeConsume", "Limit before the consumer starts", context => Task.FromResult(Move(context))),
        new FixVariant("RMQ1014.NoSize", "Remove the limit in bytes", context => Task.FromResult(WithoutSize(context))));

    private static EditPlan? WithoutSize(FixContext context)
    {
        var plan = new EditPlan();
        return context.Site(CallKind.LimitPrefetch, ArgumentRole.Global) is { IsDirect: true } site
            && IsLimitInBytes(site, context)
            && plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.PrefetchSize, "0") })
                ? plan
                : null;
    }

    private static EditPlan? Move(FixContext context)
    {
        if (context.Site(CallKind.LimitPrefetch, ArgumentRole.Global) is not { IsDirect: true } site
            || IsLimitInBytes(site, context)
            || site.Invocation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax limit)
            return null;

        var consumers = context.Compilation.Channels.OriginsOf(site.Call.Receiver).Known.SelectMany(channel => channel.Calls).Where(call => call.Kind == CallKind.Consume).ToImmutableArray();
        if (LateLimit.ConsumerBefore(site.Call, consumers)?.Invocation.Syntax.Ancestors().OfType<StatementSyntax>().FirstOrDefault(statement => BlockOf(statement) == BlockOf(limit)) is not { } consume
            || !AreKnownBefore(limit, consume, context))
            return null;

        var plan = new EditPlan();
        var edits = new StatementEdits(plan, context.Document, context.Root, context.Root.SyntaxTree.GetText());
        edits.InsertBefore(consume, limit.ToString());
        edits.Remove(limit);
        edits.Close();
        return plan;
    }

    private static bool IsLimitInBytes(CallSite site, FixContext context) => context.Compilation.Constants.Of(site.Argument(ArgumentRole.PrefetchSize)?.Value) is { IsKnown: true, Value: not 0u and not 0 };

    private static SyntaxNode? BlockOf(StatementSyntax statement) => statement.Parent is GlobalStatementSyntax global ? global.Parent : statement.Parent;

    /// <summary>Whether every local that a statement mentions is declared before another one.</summary>
    private static bool AreKnownBefore(StatementSyntax statement, StatementSyntax other, FixContext context) =>
        statement.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Select(context.Compilation.SymbolOf)
            .OfType<ILocalSymbol>()
            .All(local => local.Locations[0].SourceSpan.End <= other.SpanStart);
}
