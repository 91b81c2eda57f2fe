using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Durability;

/// <summary>
/// Follows a string through constants, variables, parameters and constructors to what it is used for, in the whole solution.
/// A rename must reach every use of a name or none, so that what cannot be followed is an answer of its own.
/// </summary>
internal sealed class NameFlow
{
    private readonly Solution _solution;
    private readonly DeclaredKind _kind;
    private readonly CancellationToken _cancellationToken;

    public NameFlow(Solution solution, DeclaredKind kind, CancellationToken cancellationToken)
    {
        _solution = solution;
        _kind = kind;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What a string literal is used for.</summary>
    public Task<NameUses> UsesOfAsync(Document document, ExpressionSyntax literal) => FollowAsync(new FollowedValue(document, literal));

    private async Task<NameUses> FollowAsync(FollowedValue value)
    {
        if (value.StepsLeft <= 0)
            return NameUses.Unknown;

        var expression = value.Expression;
        switch (expression.Parent)
        {
            case ExpressionStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax:
                return NameUses.None;
            case ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                return await FollowAsync(value.As((ExpressionSyntax)expression.Parent)).ConfigureAwait(false);
            case ConditionalExpressionSyntax { Condition: var condition } choice when condition != expression:
                return await FollowAsync(value.Within(choice)).ConfigureAwait(false);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.CoalesceExpression } combination:
                return await FollowAsync(value.Within(combination)).ConfigureAwait(false);
            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text }:
                return await FollowAsync(value.Within(text)).ConfigureAwait(false);
            case AnonymousObjectMemberDeclaratorSyntax { Parent: AnonymousObjectCreationExpressionSyntax creation }:
                return await FollowAsync(value.Within(creation)).ConfigureAwait(false);
            case AwaitExpressionSyntax or InvocationExpressionSyntax:
                return await FollowAsync(value.Within((ExpressionSyntax)expression.Parent)).ConfigureAwait(false);
            case MemberAccessExpressionSyntax access when access.Expression == expression:
                return await FollowAsync(value.Within(access)).ConfigureAwait(false);
            case ConditionalAccessExpressionSyntax access when access.Expression == expression:
                return await FollowAsync(value.Within(access)).ConfigureAwait(false);
            case EqualsValueClauseSyntax { Parent: { } declaration }:
                var model = await ModelOfAsync(value.Document).ConfigureAwait(false);
                return await FollowSymbolAsync(value, model.GetDeclaredSymbol(declaration, _cancellationToken)).ConfigureAwait(false);
            case AssignmentExpressionSyntax assignment when assignment.Right == expression:
                return await FollowAssignmentAsync(value, assignment).ConfigureAwait(false);
            case InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ComplexElementInitializerExpression, Expressions: { Count: 2 } entry } element when entry[1] == expression:
                return await UsesOfEntryAsync(value, entry[0], element.Parent as InitializerExpressionSyntax).ConfigureAwait(false);
            case ArgumentSyntax { Parent: BaseArgumentListSyntax { Parent: { } owner } } argument:
                return await FollowArgumentAsync(value, argument, owner).ConfigureAwait(false);
            default:
                return NameUses.Unknown;
        }
    }

    private async Task<NameUses> FollowSymbolAsync(FollowedValue value, ISymbol? symbol)
    {
        if (symbol is not (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            || symbol.DeclaringSyntaxReferences.FirstOrDefault() is not { } declaration
            || _solution.GetDocument(declaration.SyntaxTree) is not { } home)
            return NameUses.Unknown;

        var isWhole = value.IsWhole && await IsSetOnceAsync(symbol, home).ConfigureAwait(false);
        var uses = NameUses.None;
        foreach (var mention in await Mention.AllOfAsync(symbol, _solution, _cancellationToken).ConfigureAwait(false))
        {
            if (mention.Reference.Parent is AssignmentExpressionSyntax assignment && assignment.Left == mention.Reference)
                continue;
            uses |= await FollowAsync(value.As(mention.Reference) with { Document = mention.Document, IsWhole = isWhole }).ConfigureAwait(false);
            if (uses.HasFlag(NameUses.Unknown))
                return uses;
        }

        return PropertyOf(symbol) is { } property
            ? uses | await FollowSymbolAsync(value with { StepsLeft = value.StepsLeft - 1 }, property).ConfigureAwait(false)
            : uses;
    }

    /// <summary>The property that a positional record makes of its parameter.</summary>
    private static IPropertySymbol? PropertyOf(ISymbol symbol) =>
        symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor, ContainingType: { IsRecord: true } record } }
            ? record.GetMembers(symbol.Name).OfType<IPropertySymbol>().FirstOrDefault()
            : null;

    private async Task<bool> IsSetOnceAsync(ISymbol symbol, Document home)
    {
        if (symbol is IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true })
            return true;
        var model = await ModelOfAsync(home).ConfigureAwait(false);
        return QueueCompilation.Of(model.Compilation) is { } known
            && (symbol is IParameterSymbol parameter ? known.Assignments.IsNeverSet(parameter) : known.Assignments.SingleValueOf(symbol) is not null);
    }

    private async Task<NameUses> FollowAssignmentAsync(FollowedValue value, AssignmentExpressionSyntax assignment)
    {
        if (assignment.Left is ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } index })
            return await UsesOfEntryAsync(value, index[0].Expression, assignment.Parent as InitializerExpressionSyntax).ConfigureAwait(false);
        if (assignment.Left is ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } key })
            return await UsesOfEntryAsync(value, key[0].Expression, initializer: null).ConfigureAwait(false);

        var model = await ModelOfAsync(value.Document).ConfigureAwait(false);
        var target = model.GetSymbolInfo(assignment.Left, _cancellationToken).Symbol;
        if (target is IPropertySymbol property && QueueCompilation.Of(model.Compilation)?.Client is { } client && client.Declares(property))
        {
            return property.Name != "ReplyTo" || !client.IsProperties(property.ContainingType) ? NameUses.None
                : _kind == DeclaredKind.Queue ? AsName(value)
                : NameUses.SomethingElse;
        }

        return await FollowSymbolAsync(value, target).ConfigureAwait(false);
    }

    private async Task<NameUses> FollowArgumentAsync(FollowedValue value, ArgumentSyntax argument, SyntaxNode owner)
    {
        var model = await ModelOfAsync(value.Document).ConfigureAwait(false);
        var known = QueueCompilation.Of(model.Compilation);
        switch (model.GetOperation(owner, _cancellationToken))
        {
            case INameOfOperation:
                return NameUses.None;
            case IInvocationOperation call when known?.Client.CallOf(call) is { } clientCall:
                return UsesOf(value, RoleIn(clientCall, argument), clientCall.Kind is CallKind.Publish or CallKind.AddToBatch, clientCall.Argument(ArgumentRole.Exchange)?.Value);
            case IObjectCreationOperation creation when ClientModel.Same(creation.Type, known?.Client.PublicationAddress):
                return UsesOf(value, RoleIn(creation, argument), toExchange: true, creation.Arguments.FirstOrDefault(passed => passed.Parameter?.Name == "exchangeName")?.Value);
            case IObjectCreationOperation creation when IsCachedString(creation, known):
                return await FollowAsync(value.As((ExpressionSyntax)owner)).ConfigureAwait(false);
            case IInvocationOperation call:
                return await FollowCallAsync(value, call.TargetMethod, call.Arguments, argument, owner).ConfigureAwait(false);
            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return await FollowCallAsync(value, constructor, creation.Arguments, argument, owner).ConfigureAwait(false);
            default:
                return NameUses.Unknown;
        }
    }

    private async Task<NameUses> FollowCallAsync(
        FollowedValue value, IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, ArgumentSyntax argument, SyntaxNode owner)
    {
        if (method.DeclaringSyntaxReferences.IsEmpty)
        {
            return !OnlyReads(method) ? NameUses.Unknown
                : method.ReturnsVoid && method.MethodKind != MethodKind.Constructor ? NameUses.None
                : owner is ExpressionSyntax result ? await FollowAsync(value.Within(result)).ConfigureAwait(false)
                : NameUses.Unknown;
        }

        return HasOneBody(method) && arguments.FirstOrDefault(passed => Operations.SyntaxOf(passed) == argument)?.Parameter is { IsParams: false } parameter
            ? await FollowSymbolAsync(value.Through(arguments), parameter.OriginalDefinition).ConfigureAwait(false)
            : NameUses.Unknown;
    }

    /// <summary>Whether the method keeps nothing of what it is given, but for its result.</summary>
    private static bool OnlyReads(IMethodSymbol method) =>
        Observers.Include(method)
        || method.ContainingNamespace?.ToDisplayString() == "Microsoft.Extensions.Configuration"
        || (method.ContainingType is { TypeKind: TypeKind.Class or TypeKind.Struct, ContainingNamespace: var library }
            && library.ToDisplayString() is "System" or "System.IO" or "System.Text" or "System.Text.Json");

    private static bool HasOneBody(IMethodSymbol method) =>
        method is { IsVirtual: false, IsAbstract: false, IsOverride: false, IsExtern: false, MethodKind: not (MethodKind.DelegateInvoke or MethodKind.AnonymousFunction) }
        && method.ContainingType?.TypeKind != TypeKind.Interface;

    private static ArgumentRole RoleIn(ClientCall call, ArgumentSyntax argument) =>
        call.Arguments.FirstOrDefault(passed => passed.Syntax == argument)?.Role ?? ArgumentRole.None;

    private static ArgumentRole RoleIn(IObjectCreationOperation address, ArgumentSyntax argument) =>
        address.Arguments.FirstOrDefault(passed => Operations.SyntaxOf(passed) == argument)?.Parameter?.Name switch
        {
            "exchangeName" => ArgumentRole.Exchange,
            "routingKey" => ArgumentRole.RoutingKey,
            _ => ArgumentRole.None,
        };

    private NameUses UsesOf(FollowedValue value, ArgumentRole role, bool toExchange, IOperation? exchange)
    {
        if (_kind.IsNamedBy(role))
            return AsName(value);
        if (role == ArgumentRole.RoutingKey && toExchange && _kind == DeclaredKind.Queue)
        {
            // The default exchange routes to the queue that the key names.
            var name = ConstantOf(exchange, value.Callers);
            return !name.IsKnown ? NameUses.Unknown : name.Value is null or "" ? AsName(value) : NameUses.SomethingElse;
        }

        return role is ArgumentRole.Queue or ArgumentRole.Exchange or ArgumentRole.Source or ArgumentRole.Destination or ArgumentRole.RoutingKey
            ? NameUses.SomethingElse
            : NameUses.None;
    }

    private static bool IsCachedString(IObjectCreationOperation creation, QueueCompilation? known) =>
        creation.Type?.Name == "CachedString" && known?.Client.Declares(creation.Type) == true;

    private static NameUses AsName(FollowedValue value) => value.IsWhole ? NameUses.Name : NameUses.Unknown;

    private static Constant ConstantOf(IOperation? operation, ImmutableDictionary<IParameterSymbol, IOperation> callers)
    {
        for (var depth = 0; depth < 8 && operation?.SemanticModel?.Compilation is { } compilation && QueueCompilation.Of(compilation) is { } known; depth++)
        {
            if (known.Constants.Of(operation) is { IsKnown: true } constant)
                return constant;
            operation = known.Assignments.Resolve(operation) switch
            {
                IParameterReferenceOperation { Parameter: var parameter } when known.Assignments.IsNeverSet(parameter) && callers.TryGetValue(parameter.OriginalDefinition, out var passed) => passed,
                IFieldReferenceOperation { Field: { IsReadOnly: true } field } => known.Assignments.SingleValueOf(field),
                IObjectCreationOperation { Arguments: { Length: 1 } text } cached when IsCachedString(cached, known) => text[0].Value,
                _ => null,
            };
        }

        return Constant.Unknown;
    }

    /// <summary>What an entry of a declaration's arguments means.</summary>
    private async Task<NameUses> UsesOfEntryAsync(FollowedValue value, ExpressionSyntax key, InitializerExpressionSyntax? initializer)
    {
        var model = await ModelOfAsync(value.Document).ConfigureAwait(false);
        switch (model.GetConstantValue(key, _cancellationToken).Value as string)
        {
            case "x-dead-letter-exchange" or "alternate-exchange":
                return _kind == DeclaredKind.Exchange ? AsName(value) : NameUses.SomethingElse;
            case "x-dead-letter-routing-key" when _kind == DeclaredKind.Exchange:
                return NameUses.SomethingElse;
            case "x-dead-letter-routing-key":
                var exchange = initializer?.Expressions.Select(entry => DeadLetterExchangeIn(entry, model)).FirstOrDefault(found => found is not null);
                return exchange switch { null => NameUses.Unknown, "" => AsName(value), _ => NameUses.SomethingElse };
            default:
                return NameUses.Unknown;
        }
    }

    private static string? DeadLetterExchangeIn(ExpressionSyntax entry, SemanticModel model)
    {
        var (key, value) = entry switch
        {
            InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => (pair[0], pair[1]),
            AssignmentExpressionSyntax { Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: { Count: 1 } index }, Right: var assigned } => (index[0].Expression, assigned),
            _ => default,
        };
        return key is not null && model.GetConstantValue(key).Value is "x-dead-letter-exchange" ? model.GetConstantValue(value!).Value as string : null;
    }

    private async Task<SemanticModel> ModelOfAsync(Document document) =>
        (await document.GetSemanticModelAsync(_cancellationToken).ConfigureAwait(false))!;
}
