using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1004: settles on the path that forgets to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnsettledPathFix))]
public sealed class UnsettledPathFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.DeliveryIsLeftUnsettledOnSomePaths.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1004.Acknowledge", "Acknowledge on this path", context => PlanAsync(context, EndMeaning.Processed)),
        new FixVariant("RMQ1004.Reject", "Reject on this path", context => PlanAsync(context, EndMeaning.Failed)));

    private static async Task<EditPlan?> PlanAsync(FixContext context, EndMeaning meaning)
    {
        if (context.Diagnostic.AdditionalLocations is not [{ } location])
            return null;
        if (ForgottenFetch.At(location, context) is { } fetch)
            return await fetch.PlanAsync(meaning).ConfigureAwait(false);
        if (await ReportedHandler.AtAsync(location, context).ConfigureAwait(false) is not { Paths.IsComplete: true } handler
            || HandlerEnds.BodyOf(handler.Source.Handler.Declaration).Block is not { } body
            || handler.Source.Root.SyntaxTree.FilePath != context.Root.SyntaxTree.FilePath)
            return null;

        var ends = (handler.Source.Root.FindToken(context.Diagnostic.Location.SourceSpan.Start).Parent switch
        {
            ReturnStatementSyntax exit => EndsAt(exit, handler.Paths),
            // What an exception was swallowed for is not processed.
            CatchClauseSyntax clause when meaning == EndMeaning.Failed => EndsOf(clause, body, handler),
            _ => Array.Empty<StatementSyntax>(),
        }).Select(place => new NormalEnd(place, meaning)).ToList();

        var plan = new EditPlan();
        return ends.Count > 0
            && HandlerRewriting.TryPlan(plan, handler.Source, handler.Receivers, rejectsFailures: false, ends)
                ? plan
                : null;
    }

    private static IReadOnlyList<StatementSyntax> EndsAt(ReturnStatementSyntax exit, Exploration paths)
    {
        var found = paths.Exits.Where(known => known.Return?.Syntax == exit).SelectMany(known => known.Paths).ToList();
        return found.Count > 0 && found.All(path => path.IsForgotten && path.CaughtBy is null) && (exit.Expression is null || IsSure(exit))
            ? new[] { exit }
            : Array.Empty<StatementSyntax>();
    }

    /// <summary>The ends of a catch clause, if no path that comes through it is settled anywhere.</summary>
    private static IReadOnlyList<StatementSyntax> EndsOf(CatchClauseSyntax clause, BlockSyntax body, ReportedHandler handler)
    {
        var paths = handler.Paths;
        var found = paths.Exits.SelectMany(exit => exit.Paths).Where(path => path.CaughtBy?.Syntax == clause).ToList();
        var isFirst = !clause.Ancestors().TakeWhile(node => node != body).Any(node =>
            node is TryStatementSyntax attempt && attempt != clause.Parent || node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
        if (!isFirst || !found.Any(path => path.IsForgotten) || found.Any(path => path.State is Typestate.Settled or Typestate.Escaped) || paths.Settles.Any(settle => settle.Path.CaughtBy?.Syntax == clause))
            return Array.Empty<StatementSyntax>();

        var ends = MethodMadeAsync.OwnNodesOf(clause.Block).OfType<ReturnStatementSyntax>().ToList<StatementSyntax>();
        if (EndIsReachable(clause.Block, handler.Source))
            ends.Add(clause.Block);
        // A jump would leave the clause past its end.
        return MethodMadeAsync.OwnNodesOf(clause.Block).Any(node => node is BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax) ? Array.Empty<StatementSyntax>() : ends;
    }

    private static bool EndIsReachable(BlockSyntax block, HandlerSource source) =>
        block.Statements.Count == 0
        || source.Compilation.ModelOf(block.SyntaxTree).AnalyzeControlFlow(block.Statements[0], block.Statements.Last()) is { Succeeded: true, EndPointIsReachable: true };

    /// <summary>Whether the value that is returned does no work of its own, which would come after the settle.</summary>
    private static bool IsSure(ReturnStatementSyntax exit) => exit.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" };
}
