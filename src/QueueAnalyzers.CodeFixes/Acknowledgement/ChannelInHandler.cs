using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// The expression for a delivery's channel in its handler: the variable that consumes, where the handler surely sees the
/// same channel in it, else what the client hands over, the sender or the consumer itself.
/// </summary>
internal sealed class ChannelInHandler
{
    private readonly DeliveryHandler _handler;
    private readonly QueueCompilation _compilation;
    private readonly SemanticModel _model;
    private readonly int _position;

    public ChannelInHandler(DeliveryHandler handler, QueueCompilation compilation)
    {
        _handler = handler;
        _compilation = compilation;
        _model = compilation.ModelOf(handler.Declaration.SyntaxTree);
        var (block, expression) = HandlerEnds.BodyOf(handler.Declaration);
        _position = block?.OpenBraceToken.Span.End ?? expression?.SpanStart ?? handler.Declaration.SpanStart;
    }

    private string PropertyName => _compilation.Client.Generation == ClientGeneration.V7 ? "Channel" : "Model";

    /// <summary>Finds the expression.</summary>
    /// <param name="receivers">What the registrations of the handler consume on.</param>
    /// <param name="parameters">Names the sender if it is needed.</param>
    /// <returns>The expression, or <see langword="null"/> when no channel is in reach.</returns>
    public string? Find(ImmutableArray<IOperation?> receivers, HandlerParameters parameters)
    {
        if (_handler.Subscription is not { } subscription)
            return OfConsumer();
        return OfVariable(receivers, subscription) ?? OfSender(parameters);
    }

    /// <summary>In an override: what the consumer class has inherited.</summary>
    private string? OfConsumer()
    {
        var property = _model.LookupSymbols(_position, name: PropertyName).OfType<IPropertySymbol>().FirstOrDefault(candidate => _compilation.Client.IsChannel(candidate.Type));
        return property is null ? null : PropertyName + Assertion(property.Type);
    }

    private string? OfVariable(ImmutableArray<IOperation?> receivers, AssignmentExpressionSyntax subscription)
    {
        if (receivers.IsEmpty || receivers[0] is not { } receiver || Operations.SymbolOf(receiver) is not { } symbol
            || !receivers.All(other => ClientModel.Same(Operations.SymbolOf(other), symbol))
            || !_model.LookupSymbols(_position, name: symbol.Name).Any(found => ClientModel.Same(found, symbol))
            || !IsSame(receiver, symbol, subscription))
            return null;
        return receiver.Syntax + Assertion(symbol, receiver.Type);
    }

    private bool IsSame(IOperation receiver, ISymbol symbol, AssignmentExpressionSyntax subscription) => symbol switch
    {
        ILocalSymbol local => !IsCutOffFrom(symbol) && IsSetOnce(local) && local.DeclaringSyntaxReferences[0].Span.End <= subscription.SpanStart,
        IParameterSymbol parameter => !IsCutOffFrom(symbol) && _compilation.Assignments.IsNeverSet(parameter) && (!IsOfPrimaryConstructor(parameter) || IsOnSameInstance(subscription)),
        IFieldSymbol or IPropertySymbol => IsSetOnce(symbol) && (symbol.IsStatic
            || (!IsCutOffFrom(symbol) && receiver is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } && IsOnSameInstance(subscription))),
        _ => false,
    };

    /// <summary>Whether the handler runs on the object that attaches it.</summary>
    private bool IsOnSameInstance(AssignmentExpressionSyntax subscription)
    {
        if (_handler.Method.MethodKind != MethodKind.Ordinary)
            return true;
        var value = (_compilation.OperationOf(subscription) as IEventAssignmentOperation)?.HandlerValue;
        while (value is IDelegateCreationOperation or IConversionOperation)
            value = value is IDelegateCreationOperation creation ? creation.Target : ((IConversionOperation)value).Operand;
        return value is IMethodReferenceOperation { Instance: IInstanceReferenceOperation };
    }

    /// <summary>Whether the variable never holds another channel. A <see langword="null"/> from the beginning is none.</summary>
    private bool IsSetOnce(ISymbol symbol)
    {
        var values = _compilation.Assignments.ValuesOf(symbol);
        if (values.IsDefaultOrEmpty)
            return false;
        var channels = values.Where(value => !_compilation.Constants.Of(value).IsNull).ToImmutableArray();
        if (channels.Length != 1 || values.Length > 2 || (values.Length == 2 && !_compilation.Constants.Of(values[0]).IsNull))
            return false;
        // A local that is set behind its declaration may be set again and again, by a loop.
        return symbol is not ILocalSymbol || channels[0].Syntax.Parent is EqualsValueClauseSyntax;
    }

    private string? OfSender(HandlerParameters parameters)
    {
        // The subscription stands in the code that attaches the handler, maybe in another compilation.
        if (_handler.Method.Parameters is not [{ } sender, _] || (sender.Name != "_" && !_compilation.Assignments.IsNeverSet(sender)))
            return null;
        var type = _handler.Method.ReturnsVoid ? _compilation.Client.EventingConsumer : _compilation.Client.AsyncEventingConsumer;
        if (type is null)
            return null;
        var name = parameters.NameOf(0, "sender");
        var isMaybeNull = sender.NullableAnnotation == NullableAnnotation.Annotated && _model.GetNullableContext(_position).WarningsEnabled();
        var cast = $"(({type.ToMinimalDisplayString(_model, _position)}){name}{(isMaybeNull ? "!" : string.Empty)}).{PropertyName}";
        return PropertyOf(type) is { } property ? cast + Assertion(property.Type) : null;
    }

    private IPropertySymbol? PropertyOf(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(PropertyName).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
                return property;
        }

        return null;
    }

    /// <summary>A <c>!</c> where the compiler would fear a null that cannot be: the consumer runs on this channel.</summary>
    private string Assertion(ISymbol symbol, ITypeSymbol? type)
    {
        if (symbol is ILocalSymbol local && local.DeclaringSyntaxReferences[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value })
        {
            return _model.GetNullableContext(_position).WarningsEnabled() && _compilation.ModelOf(value.SyntaxTree).GetTypeInfo(value).Nullability.FlowState == NullableFlowState.MaybeNull
                ? "!"
                : string.Empty;
        }

        return Assertion(symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            IParameterSymbol parameter => parameter.Type,
            _ => type,
        });
    }

    private string Assertion(ITypeSymbol? type) =>
        type?.NullableAnnotation == NullableAnnotation.Annotated && _model.GetNullableContext(_position).WarningsEnabled() ? "!" : string.Empty;

    private static bool IsOfPrimaryConstructor(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } && parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().Parent?.Parent is TypeDeclarationSyntax;

    /// <summary>Whether the handler is cut off from a variable by a <c>static</c> function around or at it.</summary>
    private bool IsCutOffFrom(ISymbol symbol) => _handler.Declaration.AncestorsAndSelf()
        .TakeWhile(node => node is not BaseTypeDeclarationSyntax && !symbol.DeclaringSyntaxReferences.Any(declaration => declaration.SyntaxTree == node.SyntaxTree && node.Span.Contains(declaration.Span)))
        .Any(node => node switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
            LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
            BaseMethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.StaticKeyword),
            _ => false,
        });
}
