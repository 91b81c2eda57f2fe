using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>A registration of a consumer, in its compilation.</summary>
/// <param name="Site">The call that decides on the acknowledgement.</param>
/// <param name="Compilation">What is known of its compilation.</param>
internal sealed record Registration(CallSite Site, QueueCompilation Compilation)
{
    /// <summary>Whether the broker acknowledges, or <see langword="null"/> when that is unknown.</summary>
    public bool? IsAutomatic => Compilation.Constants.Of(Site.Argument(ArgumentRole.AutoAck)?.Value).Value as bool?;
}

/// <summary>
/// All registrations in the solution that bring deliveries to the same handlers. What one of them promises the broker, the
/// handlers do for all; so they change together, or not at all when one is out of sight.
/// </summary>
internal sealed class SharedRegistrations
{
    private SharedRegistrations(ImmutableArray<Registration> all, ImmutableArray<DeliveryHandler> handlers)
    {
        All = all;
        Handlers = handlers;
    }

    /// <summary>The registrations.</summary>
    public ImmutableArray<Registration> All { get; }

    /// <summary>The handlers of the consumer, in the order in which they are attached.</summary>
    public ImmutableArray<DeliveryHandler> Handlers { get; }

    /// <summary>The handler that a delivery reaches last.</summary>
    public DeliveryHandler Last => Handlers[Handlers.Length - 1];

    /// <summary>Finds the registrations.</summary>
    /// <returns>The registrations, or <see langword="null"/> when a handler or a registration can be out of sight.</returns>
    public static async Task<SharedRegistrations?> OfAsync(CallSite site, FixContext context)
    {
        var found = context.Compilation.Consumers.HandlersOf(site.Call);
        var handlers = HandlersOf(found);
        if (!found.AreAllNamed || handlers.IsEmpty || (found.Elsewhere.Length > 0 && handlers.Length > 1) || !AreAttachedTogether(handlers))
            return null;

        var last = handlers[handlers.Length - 1];
        var registrations = ImmutableArray.CreateBuilder<Registration>();
        foreach (var (compilation, call) in await CallsNearAsync(site, last, context).ConfigureAwait(false))
        {
            var others = compilation.Consumers.HandlersOf(call);
            if (call.Invocation.Syntax != site.Call.Invocation.Syntax)
            {
                var shared = HandlersOf(others);
                if (!shared.Any(other => handlers.Any(known => AreSame(other, known))))
                    continue;
                if (!others.AreAllNamed || !AreSame(shared[shared.Length - 1], last))
                    return null;
            }

            var sites = SitesOf(call, compilation);
            if (!await AreAllCallersInSightAsync(sites, context).ConfigureAwait(false))
                return null;
            registrations.AddRange(sites.Select(found => new Registration(found, compilation)));
        }

        var all = new SharedRegistrations(registrations.ToImmutable(), handlers);
        return registrations.Count > 0 && await all.AreAllAttachmentsInSightAsync(context).ConfigureAwait(false) ? all : null;
    }

    /// <summary>Whether all of them are known, at least one to acknowledge automatically.</summary>
    public bool AreKnown => All.All(registration => registration.IsAutomatic is not null);

    /// <summary>What the registrations consume on.</summary>
    public ImmutableArray<IOperation?> Receivers => All.Select(registration => registration.Site.Call.Receiver).ToImmutableArray();

    private static ImmutableArray<DeliveryHandler> HandlersOf(ConsumerHandlers found) => found.Handlers.AddRange(found.Elsewhere);

    private static bool AreSame(DeliveryHandler left, DeliveryHandler right) =>
        left.Declaration.SyntaxTree == right.Declaration.SyntaxTree && left.Declaration.Span == right.Declaration.Span;

    /// <summary>Whether every delivery reaches all handlers: no branch attaches one or the other, and none is attached twice.</summary>
    private static bool AreAttachedTogether(ImmutableArray<DeliveryHandler> handlers)
    {
        if (handlers.Length == 1)
            return true;
        var blocks = handlers.Select(handler => handler.Subscription?.Parent?.Parent).ToList();
        return blocks.All(block => block is not null && block.GetType() == blocks[0]!.GetType() && BlockOf(block) == BlockOf(blocks[0]!))
            && handlers.All(handler => handlers.Count(other => AreSame(handler, other)) == 1);

        static SyntaxNode? BlockOf(SyntaxNode node) => node is GlobalStatementSyntax ? node.Parent : node;
    }

    /// <summary>The calls that may register the handler: in the type, if nobody else can name it, else in every project that can.</summary>
    private static async Task<IEnumerable<(QueueCompilation Compilation, ClientCall Call)>> CallsNearAsync(CallSite site, DeliveryHandler handler, FixContext context)
    {
        var calls = new List<(QueueCompilation, ClientCall)>();
        if (handler.Method.MethodKind != MethodKind.Ordinary || handler.Method.DeclaredAccessibility == Accessibility.Private)
        {
            var type = context.Compilation.Queues.TypeAround(site.Call.Invocation);
            calls.AddRange(context.Compilation.Calls.Of(type).Where(call => call.Kind == CallKind.Consume).Select(call => (context.Compilation, call)));
        }
        else
        {
            var solution = context.Document.Project.Solution;
            var home = solution.GetDocument(handler.Declaration.SyntaxTree)?.Project.Id ?? context.Document.Project.Id;
            var projects = solution.GetProjectDependencyGraph().GetProjectsThatTransitivelyDependOnThisProject(home).Append(home);
            foreach (var project in projects.Select(solution.GetProject).OfType<Project>().OrderBy(project => project.Name, StringComparer.Ordinal))
            {
                if (await project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is { } compilation && QueueCompilation.Of(compilation, project.AnalyzerOptions) is { } known)
                    calls.AddRange(known.Calls.Of(CallKind.Consume).Select(call => (known, call)));
            }
        }

        return calls;
    }

    /// <summary>The outermost callers that decide on the argument of a call.</summary>
    private static ImmutableArray<CallSite> SitesOf(ClientCall call, QueueCompilation compilation)
    {
        var sites = compilation.Wrappers.SitesOf(call, ArgumentRole.AutoAck).ToImmutableArray();
        return sites.IsEmpty
            ? ImmutableArray.Create(new CallSite(call, compilation.Assignments))
            : sites.Where(site => !sites.Any(other => other.Callers.Length > site.Callers.Length && site.Callers.Select(caller => caller.Syntax)
                .SequenceEqual(other.Callers.Take(site.Callers.Length).Select(caller => caller.Syntax)))).ToImmutableArray();
    }

    private static async Task<bool> AreAllCallersInSightAsync(ImmutableArray<CallSite> sites, FixContext context)
    {
        var callers = sites.SelectMany(site => site.Callers).ToList();
        foreach (var wrapper in callers.Select(caller => caller.TargetMethod.OriginalDefinition).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default))
        {
            foreach (var reference in await ReferencesAsync(wrapper, context).ConfigureAwait(false))
            {
                if (reference.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
                    || (!IsNameOf(call) && callers.All(known => known.Syntax.SyntaxTree != call.SyntaxTree || known.Syntax.Span != call.Span)))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Whether the handler works for no consumer that is not among the registrations.</summary>
    private Task<bool> AreAllAttachmentsInSightAsync(FixContext context) => Last switch
    {
        { Subscription: null } => AreAllConsumersInSightAsync(context),
        { Method.MethodKind: MethodKind.Ordinary } => AreAllSubscriptionsInSightAsync(context),
        _ => Task.FromResult(true),
    };

    /// <summary>Whether every consumer of the handler's class is made for one of the registrations.</summary>
    private async Task<bool> AreAllConsumersInSightAsync(FixContext context)
    {
        var consumers = All.Select(registration => registration.Site.Call.Argument(ArgumentRole.Consumer)?.Value).OfType<IOperation>().Select(Operations.WithoutConversions).ToList();
        foreach (var constructor in Last.Method.ContainingType.InstanceConstructors)
        {
            foreach (var reference in await ReferencesAsync(constructor, context).ConfigureAwait(false))
            {
                if (reference.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation)
                    return false;
                var variable = creation.Parent switch
                {
                    EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } => declarator.Identifier.ValueText,
                    AssignmentExpressionSyntax { Left: SimpleNameSyntax name } => name.Identifier.ValueText,
                    AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax access } => access.Name.Identifier.ValueText,
                    _ => null,
                };
                if (!consumers.Any(consumer => consumer.Syntax.SyntaxTree == creation.SyntaxTree
                    && (consumer.Syntax.Span == creation.Span || (variable is not null && Operations.SymbolOf(consumer)?.Name == variable))))
                    return false;
            }
        }

        return true;
    }

    private async Task<bool> AreAllSubscriptionsInSightAsync(FixContext context)
    {
        var subscriptions = All
            .SelectMany(registration => HandlersOf(registration.Compilation.Consumers.HandlersOf(registration.Site.Call)))
            .Select(handler => handler.Subscription)
            .OfType<AssignmentExpressionSyntax>()
            .ToList();
        foreach (var reference in await ReferencesAsync(Last.Method, context).ConfigureAwait(false))
        {
            var whole = reference;
            while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole
                || whole.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax
                || whole.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax })
                whole = whole.Parent is ArgumentSyntax argument ? argument.Parent!.Parent! : whole.Parent;
            var isHarmless = whole.Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.OperatorToken.ValueText == "-="
                    || subscriptions.Any(known => known.SyntaxTree == assignment.SyntaxTree && known.Span == assignment.Span),
                InvocationExpressionSyntax => true,
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => IsNameOf(call),
                CrefSyntax => true,
                _ => whole.FirstAncestorOrSelf<CrefSyntax>() is not null,
            };
            if (!isHarmless)
                return false;
        }

        return true;
    }

    private static bool IsNameOf(InvocationExpressionSyntax call) => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" };

    private static async Task<IEnumerable<SyntaxNode>> ReferencesAsync(IMethodSymbol method, FixContext context)
    {
        var nodes = new List<SyntaxNode>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(method, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false))
        {
            foreach (var location in found.Locations)
            {
                if (await location.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is { } root)
                    nodes.Add(root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true));
            }
        }

        return nodes;
    }
}
