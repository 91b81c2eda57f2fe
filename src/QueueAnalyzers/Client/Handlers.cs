using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The code of the compilation that receives deliveries, and who registers it. What a handler does to its deliveries is seen in the
/// handler, also where the consumer is handed out and registered out of sight. A file costs what it says itself, and those
/// files that name its handlers or their consumers.
/// </summary>
internal sealed class Handlers
{
    /// <summary>The names of the events that handlers are attached to, and of the methods that are handlers themselves.</summary>
    public static readonly ImmutableHashSet<string> Names = ClientEvents.DeliveryNames.Union(Consumers.DeliverNames);

    private static readonly ILookup<SyntaxNode, DeliveryHandler> None = Enumerable.Empty<DeliveryHandler>().ToLookup(handler => handler.Declaration);

    private readonly QueueCompilation _compilation;
    private readonly Once<ImmutableArray<SyntaxTree>> _attachingTrees;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<DeliveryHandler>> _attachments = new();
    private readonly ConcurrentDictionary<SyntaxTree, ILookup<SyntaxNode, DeliveryHandler>> _declared = new();
    private readonly ConcurrentDictionary<SyntaxNode, ImmutableArray<ClientCall>> _consumes = new();
    private readonly Once<bool> _hasGlobalAliases;
    private readonly Once<bool> _hasOwnEventing;

    public Handlers(QueueCompilation compilation)
    {
        _compilation = compilation;
        _attachingTrees = new(() => compilation.Trees.Where(tree => TreeWords.Of(tree).MayTouch(Topics.Handlers)).ToImmutableArray());
        _hasGlobalAliases = new(() => compilation.Trees.Any(HasGlobalAlias));
        _hasOwnEventing = new(() => compilation.Compilation.ContainsSymbolsWithName(ClientModel.EventingConsumerNames.Contains, SymbolFilter.Type, Cancellation.Token));
    }

    /// <summary>The handlers of the compilation, each once, in the order of the source that declares it. All files that may have any are bound.</summary>
    public IEnumerable<DeliveryHandler> All => _compilation.Trees.SelectMany(In);

    /// <summary>The handlers that are declared in a tree, wherever they are attached: each once, in the order of the source that attaches or declares it.</summary>
    public IEnumerable<DeliveryHandler> In(SyntaxTree tree) => DeclaredIn(tree).Select(attachments => attachments.First());

    /// <summary>Whether a handler is declared in a tree.</summary>
    public bool AreIn(SyntaxTree tree) => DeclaredIn(tree).Count > 0;

    /// <summary>Whether a parameter is the delivery of a handler.</summary>
    public bool Receive(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol method
        && Consumers.SourceOf(method) is { } declaration
        && DeclaredIn(declaration.SyntaxTree)[declaration].Any(handler => ClientModel.Same(handler.Delivery, parameter));

    /// <summary>The calls in sight that register a consumer of the handler, in the order of the source; none says nothing about those out of sight.</summary>
    public ImmutableArray<ClientCall> ConsumesOf(DeliveryHandler handler) => _consumes.GetOrAdd(handler.Declaration, FindConsumes);

    /// <summary>Whether no other handler in sight gets the same deliveries.</summary>
    public bool IsAlone(DeliveryHandler handler)
    {
        if (handler.Subscription is not { } subscription)
            return true;
        var consumer = _compilation.Consumers.HandlersOf(subscription);
        return consumer.Elsewhere.IsEmpty && consumer.Handlers.All(other => other.Declaration == handler.Declaration)
            && ConsumesOf(handler).Select(_compilation.Consumers.HandlersOf).All(registered => registered.Elsewhere.IsEmpty && registered.Handlers.Length == 1);
    }

    /// <summary>All that attaches each handler that is declared in a tree. Files that may have none, by their words, have none of the others bound.</summary>
    private ILookup<SyntaxNode, DeliveryHandler> DeclaredIn(SyntaxTree tree) => MayBeIn(tree) ? _declared.GetOrAdd(tree, FindDeclaredIn) : None;

    private ILookup<SyntaxNode, DeliveryHandler> FindDeclaredIn(SyntaxTree tree)
    {
        // A lambda is attached where it stands; a method, where its name does.
        var methods = MethodsThatMayHandle(tree);
        return _attachingTrees.Value
            .Where(other => other == tree || methods.Any(TreeWords.Of(other).MayName))
            .SelectMany(other => AttachmentsIn(other))
            .Where(handler => handler.Declaration.SyntaxTree == tree)
            .ToLookup(handler => handler.Declaration);
    }

    /// <summary>The names of the methods of a file that may take a delivery, by the names of their parameters' types.</summary>
    private ImmutableArray<string> MethodsThatMayHandle(SyntaxTree tree)
    {
        var nodes = tree.GetRoot().DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax)).ToImmutableArray();
        var deliveries = nodes
            .Select(node => node switch
            {
                // What an alias or a type parameter stands for is not written.
                UsingDirectiveSyntax { Alias.Name.Identifier.ValueText: var alias } => alias,
                TypeParameterSyntax { Identifier.ValueText: var parameter } => parameter,
                _ => null,
            })
            .Append(ClientModel.DeliveryTypeName)
            .ToImmutableHashSet();
        return nodes.OfType<MethodDeclarationSyntax>()
            .Where(method => method.ParameterList.Parameters.Any(parameter => WrittenTypes.LastNameOf(parameter.Type) is { } type && (_hasGlobalAliases.Value || deliveries.Contains(type))))
            .Select(method => method.Identifier.ValueText)
            .ToImmutableArray();
    }

    /// <summary>Whether a file may have handlers, by its words: it attaches or overrides, or a method of its takes a delivery.</summary>
    private bool MayBeIn(SyntaxTree tree) =>
        _compilation.Compilation.ContainsSyntaxTree(tree)
        && (TreeWords.Of(tree).MayTouch(Topics.Handlers | Topics.Deliveries) || _hasGlobalAliases.Value);

    private static bool HasGlobalAlias(SyntaxTree tree) =>
        TreeWords.Of(tree).MayTouch(Topics.Deliveries)
        && ((CompilationUnitSyntax)tree.GetRoot()).Usings.Any(directive => directive.Alias is not null && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword));

    /// <summary>The handlers that a tree attaches, and those that are attached by being there.</summary>
    private ImmutableArray<DeliveryHandler> AttachmentsIn(SyntaxTree tree) => _attachments.GetOrAdd(tree, unseen => FindAttachmentsIn(unseen).ToImmutableArray());

    private IEnumerable<DeliveryHandler> FindAttachmentsIn(SyntaxTree tree)
    {
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            var handler = node switch
            {
                AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription => _compilation.Consumers.AttachedBy(subscription),
                MethodDeclarationSyntax method when Consumers.DeliverNames.Contains(method.Identifier.ValueText) => _compilation.Consumers.DeclaredBy(method),
                _ => null,
            };
            if (handler is not null)
                yield return handler;
        }
    }

    private ImmutableArray<ClientCall> FindConsumes(SyntaxNode declaration)
    {
        var attachments = DeclaredIn(declaration.SyntaxTree)[declaration].ToImmutableArray();
        // A class of consumers is registered wherever somebody has an object of it, any other consumer by its name.
        var consumes = attachments.Any(handler => handler.Subscription is null)
            ? ConsumesOfClasses()
            : ConsumesOf(attachments.Select(handler => Operations.SymbolOf(_compilation.Consumers.ConsumerOf(handler.Subscription!))).OfType<ISymbol>().ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default));
        return consumes
            .Where(call => _compilation.Consumers.HandlersOf(call).Handlers.Any(handler => handler.Declaration == declaration))
            .ToImmutableArray();
    }

    /// <summary>The calls that may register a consumer of a class of the program's own.</summary>
    private IEnumerable<ClientCall> ConsumesOfClasses() => _compilation.Trees
        .SelectMany(tree => _compilation.Calls.In(tree, CallKind.Consume, consume => _hasOwnEventing.Value || !WrittenConsume.IsOfEvents(consume)));

    /// <summary>The calls that may register a consumer that one of these variables has: they name it.</summary>
    private IEnumerable<ClientCall> ConsumesOf(ImmutableHashSet<ISymbol> consumers)
    {
        var trees = consumers.SelectMany(_compilation.Visibility.TreesThatMayName).ToImmutableHashSet();
        var names = consumers.Select(consumer => consumer.Name).ToImmutableHashSet();
        return _compilation.Trees
            .Where(trees.Contains)
            .SelectMany(tree => _compilation.Calls.In(tree, CallKind.Consume, consume => consume.ArgumentList.DescendantNodes()
                .OfType<SimpleNameSyntax>()
                .Any(name => names.Contains(name.Identifier.ValueText))));
    }
}
