using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>
/// All code of the compilation that receives deliveries, and who registers it. What a handler does to its deliveries is seen in the
/// handler, also where the consumer is handed out and registered out of sight.
/// </summary>
internal sealed class Handlers
{
    /// <summary>The names of the events that handlers are attached to, and of the methods that are handlers themselves.</summary>
    public static readonly ImmutableHashSet<string> Names = ClientEvents.DeliveryNames.Union(Consumers.DeliverNames);

    private readonly QueueCompilation _compilation;
    private readonly Once<ImmutableArray<DeliveryHandler>> _all;
    private readonly Once<ILookup<SyntaxTree, DeliveryHandler>> _byTree;
    private readonly Once<ILookup<SyntaxNode, ClientCall>> _consumes;
    private readonly Once<bool> _hasGlobalAliases;

    public Handlers(QueueCompilation compilation)
    {
        _compilation = compilation;
        _all = new(() => Find().GroupBy(handler => handler.Declaration).Select(group => group.First()).ToImmutableArray());
        _byTree = new(() => All.ToLookup(handler => handler.Declaration.SyntaxTree));
        _consumes = new(() => compilation.Calls.All
            .Where(call => call.Kind == CallKind.Consume)
            .SelectMany(call => compilation.Consumers.HandlersOf(call).Handlers, (call, handler) => (call, handler.Declaration))
            .ToLookup(pair => pair.Declaration, pair => pair.call));
        _hasGlobalAliases = new(() => compilation.Trees.Any(HasGlobalAlias));
    }

    /// <summary>Each handler once, in the order of the source that attaches or declares it.</summary>
    public ImmutableArray<DeliveryHandler> All => _all.Value;

    /// <summary>The handlers that are declared in a tree, wherever they are attached.</summary>
    public IEnumerable<DeliveryHandler> In(SyntaxTree tree) => _byTree.Value[tree];

    /// <summary>Whether a handler is declared in a tree.</summary>
    public bool AreIn(SyntaxTree tree) => MayBeIn(tree) && _byTree.Value.Contains(tree);

    /// <summary>The calls in sight that register a consumer of the handler; none says nothing about those out of sight.</summary>
    public IEnumerable<ClientCall> ConsumesOf(DeliveryHandler handler) => _consumes.Value[handler.Declaration];

    /// <summary>Whether no other handler in sight gets the same deliveries.</summary>
    public bool IsAlone(DeliveryHandler handler)
    {
        if (handler.Subscription is not { } subscription)
            return true;
        var consumer = _compilation.Consumers.HandlersOf(subscription);
        return consumer.Elsewhere.IsEmpty && consumer.Handlers.All(other => other.Declaration == handler.Declaration)
            && ConsumesOf(handler).Select(_compilation.Consumers.HandlersOf).All(registered => registered.Elsewhere.IsEmpty && registered.Handlers.Length == 1);
    }

    /// <summary>Whether a file may have handlers, by its words: it attaches or overrides, or a method of its takes a delivery. Those that may not have none of the others bound.</summary>
    private bool MayBeIn(SyntaxTree tree) => TreeWords.Of(tree).MayTouch(Topics.Handlers | Topics.Deliveries) || _hasGlobalAliases.Value;

    private static bool HasGlobalAlias(SyntaxTree tree) =>
        TreeWords.Of(tree).MayTouch(Topics.Deliveries)
        && ((CompilationUnitSyntax)tree.GetRoot()).Usings.Any(directive => directive.Alias is not null && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));

    private IEnumerable<DeliveryHandler> Find() => _compilation.Trees.SelectMany(FindIn);

    private IEnumerable<DeliveryHandler> FindIn(SyntaxTree tree)
    {
        if (!TreeWords.Of(tree).MayTouch(Topics.Handlers))
            yield break;
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var handler = node switch
            {
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription => _compilation.Consumers.AttachedBy(subscription),
                MethodDeclarationSyntax method when Consumers.DeliverNames.Contains(method.Identifier.ValueText) => _compilation.Consumers.DeclaredBy(method),
                _ => null,
            };
            if (handler is not null && _compilation.Compilation.ContainsSyntaxTree(handler.Declaration.SyntaxTree))
                yield return handler;
        }
    }
}
