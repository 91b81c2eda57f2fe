using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The one finder of handlers: from the consumer that a call registers to the code that receives its deliveries.
/// </summary>
internal sealed class Consumers
{
    /// <summary>The names of the methods, of all generations, by which a consumer class takes a delivery.</summary>
    public static readonly ImmutableHashSet<string> DeliverNames = ImmutableHashSet.Create("HandleBasicDeliver", "HandleBasicDeliverAsync");

    private static readonly ConsumerHandlers Unknown = new(ImmutableArray<DeliveryHandler>.Empty, ImmutableArray<DeliveryHandler>.Empty, areAllNamed: false);

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<ISymbol, ConsumerHandlers> _ofSymbols = new(SymbolEqualityComparer.Default);

    public Consumers(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The handlers of the consumer that a call registers.</summary>
    /// <param name="consume">A call of kind <see cref="CallKind.Consume"/>.</param>
    /// <returns>The handlers in sight, in the order in which they are attached, and whether there can be others.</returns>
    public ConsumerHandlers HandlersOf(ClientCall consume) =>
        consume.Argument(ArgumentRole.Consumer) is { } consumer ? HandlersOf(consumer.Value) : Unknown;

    /// <summary>The handlers of the consumer that a subscription attaches one of them to.</summary>
    public ConsumerHandlers HandlersOf(AssignmentExpressionSyntax subscription) => ConsumerOf(subscription) is { } consumer ? HandlersOf(consumer) : Unknown;

    /// <summary>The consumer that a subscription attaches a handler to, or <see langword="null"/> when it is no subscription to an event of an object.</summary>
    public IOperation? ConsumerOf(AssignmentExpressionSyntax subscription) =>
        _compilation.OperationOf(subscription) is IEventAssignmentOperation { EventReference: IEventReferenceOperation { Instance: var consumer } } ? consumer : null;

    /// <summary>The handler that a <c>+=</c> attaches to a consumer.</summary>
    /// <returns>The handler, or <see langword="null"/> when it is another event, or the handler has no source.</returns>
    public DeliveryHandler? AttachedBy(AssignmentExpressionSyntax subscription) =>
        IsReceived(subscription)
        && _compilation.OperationOf(subscription) is IEventAssignmentOperation { HandlerValue: var value }
        && DeclarationOf(_compilation.Assignments.Resolve(value)) is ({ } method, { } declaration)
        && method.Parameters.FirstOrDefault(parameter => ClientModel.Same(parameter.Type, _compilation.Client.DeliveryEventArgs)) is { } delivery
            ? new DeliveryHandler(method, declaration, delivery, subscription)
            : null;

    /// <summary>The handler that a method of a consumer class is.</summary>
    /// <returns>The handler, or <see langword="null"/> when the class is no consumer, or the method another one.</returns>
    public DeliveryHandler? DeclaredBy(MethodDeclarationSyntax method) =>
        _compilation.ModelOf(method.SyntaxTree).GetDeclaredSymbol(method) is { } symbol && IsDeliver(symbol)
        && _compilation.Client.IsConsumer(symbol.ContainingType)
        && symbol.Parameters.FirstOrDefault(parameter => parameter.Type.SpecialType == SpecialType.System_UInt64) is { } tag
            ? new DeliveryHandler(symbol, method, tag, subscription: null)
            : null;

    private ConsumerHandlers HandlersOf(IOperation consumer)
    {
        consumer = Operations.WithoutConversions(consumer);
        return consumer switch
        {
            IObjectCreationOperation { Type: INamedTypeSymbol type } => OverridesOf(type),
            IInstanceReferenceOperation { Type: INamedTypeSymbol { IsAbstract: false } type } => OverridesOf(type),
            _ => Operations.SymbolOf(consumer) is { } symbol ? _ofSymbols.GetOrAdd(symbol, FindHandlers) : Unknown,
        };
    }

    private ConsumerHandlers FindHandlers(ISymbol symbol)
    {
        var handlers = ImmutableArray.CreateBuilder<DeliveryHandler>();
        var elsewhere = ImmutableArray.CreateBuilder<DeliveryHandler>();
        var values = _compilation.Assignments.ValuesOf(symbol);
        var areAll = !values.IsDefaultOrEmpty;

        // A consumer that is made in sight brings the overrides of its class.
        foreach (var value in values.IsDefault ? ImmutableArray<IOperation>.Empty : values)
        {
            switch (Operations.WithoutConversions(value))
            {
                case IObjectCreationOperation { Type: INamedTypeSymbol type }:
                    var overrides = OverridesOf(type);
                    handlers.AddRange(overrides.Handlers.Where(found => handlers.All(known => known.Declaration != found.Declaration)));
                    elsewhere.AddRange(overrides.Elsewhere.Where(found => elsewhere.All(known => known.Declaration != found.Declaration)));
                    areAll &= overrides.AreAllNamed;
                    break;
                case { ConstantValue: { HasValue: true, Value: null } }:
                    break;
                default:
                    areAll = false;
                    break;
            }
        }

        foreach (var mention in _compilation.Assignments.MentionsOf(symbol))
            areAll &= Read(mention, handlers, elsewhere);
        return new ConsumerHandlers(handlers.ToImmutable(), elsewhere.ToImmutable(), areAll);
    }

    /// <summary>Takes in what one mention of the consumer tells.</summary>
    /// <returns>Whether nobody can attach a handler out of sight through it.</returns>
    private bool Read(SimpleNameSyntax mention, ImmutableArray<DeliveryHandler>.Builder handlers, ImmutableArray<DeliveryHandler>.Builder elsewhere)
    {
        SyntaxNode whole = mention;
        while (whole.Parent is MemberAccessExpressionSyntax { Name: var name } access && name == whole
            || whole.Parent is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
            whole = whole.Parent;

        switch (whole.Parent)
        {
            case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription } member
                when subscription.Left == member:
                return !IsReceived(subscription) || Attach(subscription, handlers, elsewhere);
            case MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax }:
            case ConditionalAccessExpressionSyntax:
                // Another event, a detached handler or a property says nothing about who handles deliveries.
                return true;
            case AssignmentExpressionSyntax assignment when assignment.Left == whole:
                return true;
            case ArgumentSyntax argument:
                return argument.Parent?.Parent is { } invocation
                    && _compilation.Client.CallOf(_compilation.OperationOf(invocation)) is { Kind: CallKind.Consume };
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }:
            case IsPatternExpressionSyntax:
                return true;
            default:
                return false;
        }
    }

    private bool IsReceived(AssignmentExpressionSyntax subscription) =>
        ClientEvents.DeliveryNames.Contains(ClientEvents.NameOf(subscription))
        && _compilation.SymbolOf(subscription.Left) is IEventSymbol received && _compilation.Client.Declares(received);

    private bool Attach(
        AssignmentExpressionSyntax subscription,
        ImmutableArray<DeliveryHandler>.Builder handlers,
        ImmutableArray<DeliveryHandler>.Builder elsewhere)
    {
        if (AttachedBy(subscription) is not { } handler)
            return false;
        var isHere = _compilation.Compilation.ContainsSyntaxTree(handler.Declaration.SyntaxTree);
        (isHere ? handlers : elsewhere).Add(handler);
        return !handler.Method.IsVirtual && !handler.Method.IsOverride;
    }

    /// <summary>The method that a delegate calls, and its declaration in source.</summary>
    /// <returns>Both, or neither when the value is no creation of a delegate; no declaration when the method has no source.</returns>
    public static (IMethodSymbol? Method, SyntaxNode? Declaration) DeclarationOf(IOperation handler)
    {
        while (handler is IDelegateCreationOperation creation)
            handler = Operations.WithoutConversions(creation.Target);
        return handler switch
        {
            IAnonymousFunctionOperation lambda => (lambda.Symbol, lambda.Syntax),
            IMethodReferenceOperation { Method: { IsAbstract: false } method } => (method, SourceOf(method)),
            _ => default,
        };
    }

    /// <summary>The declaration of a method in source, or <see langword="null"/> when it has none.</summary>
    public static SyntaxNode? SourceOf(IMethodSymbol method) =>
        // Of a partial method the part with the body counts.
        Callees.DeclarationOf(method.PartialImplementationPart ?? method);

    /// <summary>The override of <c>HandleBasicDeliver</c> that a consumer class has, from the class itself up to the client's own.</summary>
    private ConsumerHandlers OverridesOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_compilation.Client.Declares(current))
            {
                // Events tell the rest, or the class handles nothing.
                return new ConsumerHandlers(ImmutableArray<DeliveryHandler>.Empty, ImmutableArray<DeliveryHandler>.Empty, areAllNamed: true);
            }

            var deliver = current.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(IsDeliver);
            if (deliver is null)
                continue;
            if (SourceOf(deliver) is not { } declaration
                || deliver.Parameters.FirstOrDefault(parameter => parameter.Type.SpecialType == SpecialType.System_UInt64) is not { } tag)
                return Unknown;
            var found = ImmutableArray.Create(new DeliveryHandler(deliver, declaration, tag, subscription: null));
            return _compilation.Compilation.ContainsSyntaxTree(declaration.SyntaxTree)
                ? new ConsumerHandlers(found, ImmutableArray<DeliveryHandler>.Empty, areAllNamed: true)
                : new ConsumerHandlers(ImmutableArray<DeliveryHandler>.Empty, found, areAllNamed: true);
        }

        return Unknown;
    }

    /// <summary>Whether the method receives the deliveries of a consumer class.</summary>
    public static bool IsDeliver(IMethodSymbol method) =>
        method is { IsStatic: false, IsAbstract: false, Parameters.Length: >= 7 }
        && (DeliverNames.Contains(method.Name) || method.ExplicitInterfaceImplementations.Any(member => DeliverNames.Contains(member.Name)));
}

/// <summary>The handlers of one consumer.</summary>
internal sealed class ConsumerHandlers
{
    public ConsumerHandlers(ImmutableArray<DeliveryHandler> handlers, ImmutableArray<DeliveryHandler> elsewhere, bool areAllNamed)
    {
        Handlers = handlers;
        Elsewhere = elsewhere;
        AreAllNamed = areAllNamed;
    }

    /// <summary>The handlers in sight.</summary>
    public ImmutableArray<DeliveryHandler> Handlers { get; }

    /// <summary>Handlers that are attached in sight, but whose source belongs to another compilation.</summary>
    public ImmutableArray<DeliveryHandler> Elsewhere { get; }

    /// <summary>Whether no code can be handling the deliveries but the handlers in sight and those elsewhere.</summary>
    public bool AreAllNamed { get; }

    /// <summary>Whether no code can be handling the deliveries but the handlers in sight.</summary>
    public bool AreAll => AreAllNamed && Elsewhere.IsEmpty;
}
