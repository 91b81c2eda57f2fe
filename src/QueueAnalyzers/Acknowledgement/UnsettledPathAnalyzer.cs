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
public sealed class UnsettledPathAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(AcknowledgementRules.DeliveryIsLeftUnsettledOnSomePaths);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCallSite(CallKind.Consume, ArgumentRole.AutoAck, Judge);

    private static void Judge(CallSiteContext context)
    {
        if (SettledHandler.Of(context) is not { } handler)
            return;

        var ends = from exit in handler.Paths.Exits
                   from path in exit.Paths
                   where path.State == Typestate.Pending && !path.IsExcused
                   select (Place: PlaceOf(exit, path, handler.Handler), Way: WayOf(exit, path));
        foreach (var end in ends.GroupBy(end => end.Place))
        {
            context.Report(
                AcknowledgementRules.DeliveryIsLeftUnsettledOnSomePaths,
                end.Key,
                new[] { handler.Handler.Location },
                context.Object(ArgumentRole.Queue, "queue"),
                end.First().Way);
        }
    }

    private static Location PlaceOf(Exit exit, Path path, DeliveryHandler handler) =>
        path.CaughtBy is { Syntax: CatchClauseSyntax clause } ? clause.CatchKeyword.GetLocation()
        : exit.Return is { } end ? end.Syntax.GetLocation()
        : handler.Location;

    private static string WayOf(Exit exit, Path path)
    {
        if (path.CaughtBy is { } clause)
            return $"when {clause.ExceptionType?.Name ?? "Exception"} is caught";
        for (var node = exit.Return?.Syntax; node is not null; node = node.Parent)
        {
            switch (node.Parent)
            {
                case IfStatementSyntax choice when choice.Statement == node:
                    return $"when '{choice.Condition}'";
                case ElseClauseSyntax { Parent: IfStatementSyntax choice }:
                    return $"unless '{choice.Condition}'";
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax choice } section:
                    return $"when '{choice.Expression}' is '{section.Labels.First().ToString().TrimEnd(':')}'";
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return "where the handler returns";
            }
        }

        return "on every path to the end of the handler";
    }
}
