using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;
using QueueAnalyzers.Rules;
using Path = QueueAnalyzers.Flow.Paths.Path;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1004: a handler that settles on some paths and forgets others.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnsettledPathAnalyzer : SettledDeliveryAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.DeliveryIsLeftUnsettledOnSomePaths);

    private protected override void Judge(SettledDelivery handler, FileContext context)
    {
        var ends = (from exit in handler.Paths.Exits
                    from path in exit.Paths
                    where path.IsForgotten
                    let clause = SwallowingClauseOf(exit, path, handler.Paths)
                    let statement = path.Continue?.Syntax ?? exit.Return?.Syntax
                    let place = clause?.CatchKeyword.GetLocation() ?? statement?.GetLocation() ?? handler.Location
                    select (Place: place, Way: PathWording.Of(statement, clause, exit.IsRound), IsRound: exit.IsRound && place == handler.Location)).ToList();
        // What a round forgets is still forgotten when the loop is left behind it.
        if (handler.Rounds is { } rounds && ends.Any(end => end.IsRound))
            ends.RemoveAll(end => !rounds.Span.Contains(end.Place.SourceSpan));
        foreach (var end in ends.GroupBy(end => end.Place))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsLeftUnsettledOnSomePaths,
                end.Key,
                new[] { handler.Location },
                handler.Queue,
                end.First().Way);
        }
    }

    /// <summary>
    /// The catch clause that loses the delivery, or <see langword="null"/>. A clause behind which the delivery is settled after
    /// all has only caught what goes wrong beside the work.
    /// </summary>
    private static CatchClauseSyntax? SwallowingClauseOf(Exit exit, Path path, Exploration paths)
    {
        if (path.CaughtBy is not { Syntax: CatchClauseSyntax clause } caught)
            return null;
        var isSettledBehind = paths.Settles.Any(settle => settle.Path.CaughtBy == caught && !clause.Parent!.Span.Contains(settle.Settle.InHandler.Syntax.Span));
        return isSettledBehind && (path.Continue?.Syntax ?? exit.Return?.Syntax)?.Ancestors().Contains(clause) != true ? null : clause;
    }
}
