using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>RMQ1012: declares the queue with the dead-letter exchange that the program has already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DiscardedRejectionFix))]
public sealed class DiscardedRejectionFix : QueueCodeFixProvider
{
    private const string Key = "\"x-dead-letter-exchange\"";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(AcknowledgementRules.RejectedDeliveryIsDiscarded.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ1012.DeadLetter", "Declare the queue with the program's dead-letter exchange", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        var site = context.Site(CallKind.NegativelyAcknowledge, ArgumentRole.Requeue) ?? context.Site(CallKind.Reject, ArgumentRole.Requeue);
        if (site is null || DiscardedRejection.OriginOf(site, context.Compilation) is not { Queue: { } queue } || DeadLetterExchange(context.Compilation) is not { } exchange)
            return null;
        var declarations = context.Compilation.Topology.DeclarationsOf(queue).ToImmutableArray();
        // A declaration out of this project would disagree with these.
        if (await IsDeclaredElsewhereAsync(declarations[0].Name.Text, context).ConfigureAwait(false))
            return null;

        var plan = new EditPlan();
        return declarations.All(declaration => TryPlan(plan, declaration, exchange, context)) ? plan : null;
    }

    /// <summary>The one exchange that is named for dead letters and takes all of them to some queue, as a literal.</summary>
    private static string? DeadLetterExchange(QueueCompilation compilation)
    {
        var names = compilation.Topology.Declarations
            .Where(declaration => !declaration.IsQueue && declaration.Name.Text is { } name && IsNamedForDeadLetters(name) && TakesAll(declaration, name, compilation))
            .Select(declaration => declaration.Name.Text!)
            .Distinct()
            .ToList();
        return names is [var only] ? SymbolDisplay.FormatLiteral(only, quote: true) : null;
    }

    private static bool IsNamedForDeadLetters(string name)
    {
        var words = NameParts.Of(name);
        return words.Contains("dlx") || words.Contains("deadletter") || words.Contains("deadletters") || (words.Contains("dead") && words.Any(word => word is "letter" or "letters"));
    }

    /// <summary>Whether a queue is bound to the exchange that gets each message, whatever its routing key.</summary>
    private static bool TakesAll(Declaration exchange, string name, QueueCompilation compilation) =>
        compilation.Topology.SitesOf(CallKind.BindQueue, ArgumentRole.Exchange, name).Any(site =>
            (exchange.ConstantOf(ArgumentRole.ExchangeType).Text, compilation.Constants.Of(site.Argument(ArgumentRole.RoutingKey)?.Value).Text) is ("fanout", _) or ("topic", "#"));

    private static async Task<bool> IsDeclaredElsewhereAsync(string? queue, FixContext context)
    {
        foreach (var project in context.Document.Project.Solution.Projects.Where(project => project.Id != context.Document.Project.Id))
        {
            if (queue is not null && await project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is { } compilation
                && QueueCompilation.Of(compilation)?.Topology.DeclarationsOf(ArgumentRole.Queue, queue).Any() == true)
                return true;
        }

        return false;
    }

    private static bool TryPlan(EditPlan plan, Declaration declaration, string exchange, FixContext context)
    {
        var solution = context.Document.Project.Solution;
        if (declaration.IsPassive)
            return true;
        if (declaration.Arguments.Entries is [.., var last])
            return solution.GetDocument(last.Syntax.SyntaxTree) is { } document && plan.TryAddBehind(document, last.Syntax, Key, exchange);
        return declaration.Site.Argument(ArgumentRole.Arguments) is { } arguments
            && context.Compilation.Constants.Of(arguments.Value).IsNull
            && plan.TrySet(solution, declaration.Site, new[] { (ArgumentRole.Arguments, $"new {DictionaryFor(arguments, context.Compilation)} {{ [{Key}] = {exchange} }}") });
    }

    private static string DictionaryFor(SiteArgument arguments, QueueCompilation compilation)
    {
        var place = arguments.Invocation.Syntax;
        var model = compilation.ModelOf(place.SyntaxTree);
        var dictionary = compilation.Compilation.GetTypeByMetadataName("System.Collections.Generic.Dictionary`2")?.ToMinimalDisplayString(model, place.SpanStart) ?? "System.Collections.Generic.Dictionary<TKey, TValue>";
        var takesNull = arguments.Parameter?.Type is INamedTypeSymbol { TypeArguments: [_, { NullableAnnotation: NullableAnnotation.Annotated }] } && model.GetNullableContext(place.SpanStart).AnnotationsEnabled();
        return dictionary.Substring(0, dictionary.IndexOf('<')) + (takesNull ? "<string, object?>" : "<string, object>");
    }
}
