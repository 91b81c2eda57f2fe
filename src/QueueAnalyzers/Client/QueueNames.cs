using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// What can be known of the queue that a name means, in the type that uses it: whether it dies with its connection, and
/// whether it takes replies. What cannot be seen is an ordinary queue.
/// </summary>
internal sealed class QueueNames
{
    private const string Stream = "stream";
    private const int MaxHandedOn = 3;

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<IOperation>> _replyTos = new(SymbolEqualityComparer.Default);

    // Few declarations have arguments, and in most programs none asks for a type: then no other is bound to know what it is.
    private readonly Once<ImmutableHashSet<string>> _types;

    public QueueNames(QueueCompilation compilation)
    {
        _compilation = compilation;
        _types = new(() => compilation.Topology.DeclarationsWithArguments.SelectMany(TypesOf).ToImmutableHashSet());
    }

    /// <summary>Whether the queue is provably temporary: named by the server, or declared with a written <c>exclusive: true</c>.</summary>
    /// <param name="name">The value that names the queue, or <see langword="null"/> where none is given.</param>
    public bool IsTemporary(IOperation? name)
    {
        if (name is null)
            return true;
        if (IsLeftToServer(name) || IsNameOfTemporary(name, depth: 0))
            return true;
        return _compilation.Calls.Of(TypeAround(name)).Any(call =>
            call.Kind == CallKind.DeclareQueue
            && IsWrittenExclusive(call)
            && call.Argument(ArgumentRole.Queue) is { } declared
            && AreSame(declared.Value, name));
    }

    /// <summary>Whether a declaration makes a queue that dies with its connection.</summary>
    public bool DeclaresTemporary(ClientCall declaration) =>
        declaration.Argument(ArgumentRole.Queue) is not { } name || IsLeftToServer(name.Value) || IsWrittenExclusive(declaration);

    /// <summary>Whether the queue takes replies: a pseudo-queue of the broker, or one whose name the same type sends out as <c>ReplyTo</c>.</summary>
    public bool IsReplyQueue(IOperation? name)
    {
        if (name is null)
            return false;
        if (IsReplyPseudoQueue(_compilation.Constants.Of(name).Text))
            return true;
        return TypeAround(name) is { } type
            && _replyTos.GetOrAdd(type.OriginalDefinition, FindReplyTos).Any(replyTo => AreSame(replyTo, name));
    }

    /// <summary>Whether the broker answers over this name without a queue: direct reply-to.</summary>
    public static bool IsReplyPseudoQueue(string? name) => name is "amq.rabbitmq.reply-to" or "amq.direct.reply-to";

    /// <summary>Whether a routing key or address is where a received message wants its reply.</summary>
    /// <param name="destination">The value of a routing key or of a <c>PublicationAddress</c>.</param>
    public bool IsReplyTo(IOperation? destination)
    {
        if (destination is null)
            return false;
        var origin = _compilation.Assignments.Resolve(destination);
        switch (Operations.WithoutConversions(Operations.OutOfConditionalAccess(origin)))
        {
            case IPropertyReferenceOperation { Property.Name: "ReplyTo" or "ReplyToAddress" } property:
                return _compilation.Client.IsProperties(property.Property.ContainingType);
            case IMemberReferenceOperation { Member.Name: "RoutingKey", Instance: { } address }:
                return IsReplyTo(address);
            case IConditionalAccessOperation access:
                return IsReplyTo(access.WhenNotNull);
            case ICoalesceOperation coalesce:
                return IsReplyTo(coalesce.Value);
            case IInvocationOperation { TargetMethod.Name: "Parse" } parse when ClientModel.Same(parse.TargetMethod.ContainingType, _compilation.Client.PublicationAddress):
                return IsReplyTo(parse.Arguments[0].Value);
            case IFieldReferenceOperation { Field: var field }:
                return AllValuesOf(field, IsReplyTo);
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether the queue may be of a type that keeps transient messages over a restart of the broker, quorum or stream: a declaration of it in
    /// this compilation says so, or without one, any that it could be because a name cannot be seen.
    /// </summary>
    /// <param name="name">The value that names the queue.</param>
    public bool MayKeepTransientMessages(IOperation name)
    {
        if (!_types.Value.Any(KeepsTransientMessages))
            return false;
        var declarations = _compilation.Topology.DeclarationsOf(name).ToImmutableArray();
        if (declarations.IsEmpty)
        {
            var isKnown = _compilation.Constants.Of(name).IsKnown;
            declarations = _compilation.Topology.DeclarationsWithArguments.Where(declaration => !isKnown || !declaration.Name.IsKnown).ToImmutableArray();
        }

        return declarations.SelectMany(TypesOf).Any(KeepsTransientMessages);
    }

    /// <summary>Whether the queue is a stream: all declarations of it in this compilation say so, and there is one.</summary>
    /// <param name="name">The value that names the queue, or <see langword="null"/> where none is given.</param>
    public bool IsStream(IOperation? name)
    {
        if (!_types.Value.Contains(Stream))
            return false;
        var declarations = _compilation.Topology.DeclarationsOf(name).ToImmutableArray();
        return !declarations.IsEmpty && declarations.All(declaration => declaration.QueueType.Text == Stream);
    }

    /// <summary>Whether the name is a new one each time that it is made: nobody could come back to its queue.</summary>
    public bool IsNewEachTime(IOperation name) => IsNewEachTime(name, depth: 4);

    /// <summary>Whether two values surely name the same queue: equal constants, the same local, parameter, field or property of the same object, or the same place of one array.</summary>
    public bool AreSame(IOperation left, IOperation right)
    {
        if (_compilation.Constants.Of(left) is { IsKnown: true } constant)
            return _compilation.Constants.Of(right) is { IsKnown: true } other && Equals(constant.Value, other.Value);

        IOperation origin = _compilation.Assignments.Resolve(left), otherOrigin = _compilation.Assignments.Resolve(right);
        return IsSameVariable(left, right)
            || IsSameVariable(origin, otherOrigin)
            // Both were read from one variable, which got its value there.
            || (origin.Syntax == otherOrigin.Syntax && left.Syntax != right.Syntax);
    }

    /// <summary>The declaration from whose answer a name is read.</summary>
    /// <returns>The declaration, or <see langword="null"/> when the name comes from elsewhere.</returns>
    public ClientCall? DeclarationThatNames(IOperation name) =>
        AnswerThatNames(Operations.Awaited(_compilation.Assignments.Resolve(name))) is { } answer
        && _compilation.Client.CallOf(Operations.Awaited(_compilation.Assignments.Resolve(Operations.Awaited(answer)))) is { Kind: CallKind.DeclareQueue } answered
            ? answered
            : null;

    /// <summary>The type whose code an operation belongs to.</summary>
    public INamedTypeSymbol? TypeAround(IOperation operation) =>
        _compilation.ModelOf(operation.Syntax.SyntaxTree).GetEnclosingSymbol(operation.Syntax.SpanStart) is { } symbol
            ? symbol as INamedTypeSymbol ?? symbol.ContainingType
            : null;

    private bool IsSameVariable(IOperation left, IOperation right)
    {
        if (Operations.WithoutConversions(left) is IArrayElementReferenceOperation { Indices: [var index] } element)
        {
            return Operations.WithoutConversions(right) is IArrayElementReferenceOperation { Indices: [var other] } otherElement
                && _compilation.Constants.Of(index) is { IsKnown: true } place && Equals(place.Value, _compilation.Constants.Of(other).Value)
                && IsSameVariable(element.ArrayReference, otherElement.ArrayReference);
        }

        IOperation? first = left, second = right;
        while (first is not null && second is not null)
        {
            if (!ClientModel.Same(Operations.SymbolOf(first), Operations.SymbolOf(second)))
                return first is IInstanceReferenceOperation && second is IInstanceReferenceOperation;
            first = InstanceOf(first);
            second = InstanceOf(second);
        }

        return first is null && second is null;
    }

    private bool IsNewEachTime(IOperation name, int depth) =>
        depth > 0 && _compilation.Assignments.Resolve(name).DescendantsAndSelf().Any(part => part switch
        {
            IInvocationOperation { TargetMethod: { Name: "NewGuid" or "GetRandomFileName" or "CreateVersion7" } } => true,
            IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation =>
                _compilation.Assignments.SingleValueOf(Operations.SymbolOf(part)!) is { } value && IsNewEachTime(value, depth - 1),
            _ => false,
        });

    private static IOperation? InstanceOf(IOperation operation) =>
        Operations.WithoutConversions(Operations.OutOfConditionalAccess(operation)) is IMemberReferenceOperation { Instance: { } instance }
            ? Operations.WithoutConversions(Operations.OutOfConditionalAccess(instance))
            : null;

    private bool IsLeftToServer(IOperation name) => _compilation.Constants.Of(name) is { IsKnown: true, Value: null or "" };

    private bool IsWrittenExclusive(ClientCall declaration) =>
        declaration.Argument(ArgumentRole.Exclusive) is { IsWritten: true } exclusive && _compilation.Constants.Of(exclusive.Value).IsTrue;

    /// <summary>Whether the value is the name in the broker's answer to a temporary declaration.</summary>
    private bool IsNameOfTemporary(IOperation name, int depth)
    {
        if (depth > 4)
            return false;
        var origin = Operations.Awaited(_compilation.Assignments.Resolve(name));
        if (AnswerThatNames(origin) is { } answer)
            return IsAnswerToTemporary(answer);
        switch (origin)
        {
            // CachedString of 7.x is a name that is encoded once.
            case IObjectCreationOperation { Type.Name: "CachedString" } cached when _compilation.Client.Declares(cached.Type) && !cached.Arguments.IsEmpty:
                return IsNameOfTemporary(cached.Arguments[0].Value, depth + 1);
            case IMemberReferenceOperation { Member: { Name: "Value", ContainingType.Name: "CachedString" } member, Instance: { } cached } when _compilation.Client.Declares(member):
                return IsNameOfTemporary(cached, depth + 1);
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation when ValueBefore(origin) is { } last:
                return IsNameOfTemporary(last, depth + 1);
            case ILocalReferenceOperation { Local: var local }:
                return AllValuesOf(local, value => IsNameOfTemporary(value, depth + 1));
            case IFieldReferenceOperation { Field: var field }:
                return AllValuesOf(field, value => IsNameOfTemporary(value, depth + 1) || IsPlaceholder(value));
            case IPropertyReferenceOperation { Property: var property }:
                return AllValuesOf(property, value => IsNameOfTemporary(value, depth + 1) || IsPlaceholder(value));
            default:
                return false;
        }
    }

    /// <summary>The broker's answer to a declaration that a name is read from: by <c>QueueName</c>, a field in 7.x, or by the conversion to a string that 7.x has.</summary>
    private IOperation? AnswerThatNames(IOperation name) => name switch
    {
        IMemberReferenceOperation { Member: { Name: "QueueName" } member, Instance: { } answer }
            when ClientModel.Same(member.ContainingType, _compilation.Client.QueueDeclareOk) => answer,
        IConversionOperation { OperatorMethod: { } conversion, Operand: var answer }
            when ClientModel.Same(conversion.ContainingType, _compilation.Client.QueueDeclareOk) => answer,
        IInvocationOperation when _compilation.Client.CallOf(name) is { Kind: CallKind.DeclareQueue } => name,
        _ => null,
    };

    private bool IsAnswerToTemporary(IOperation answer)
    {
        var origin = Operations.Awaited(_compilation.Assignments.Resolve(Operations.Awaited(answer)));
        if (_compilation.Client.CallOf(origin) is { Kind: CallKind.DeclareQueue } declaration)
            return DeclaresTemporary(declaration);
        return Operations.SymbolOf(origin) is IFieldSymbol field
            && AllValuesOf(field, value => IsPlaceholder(value) || IsAnswerToTemporary(value));
    }

    /// <summary>The value that a variable is given in the statements straight before it is read.</summary>
    /// <returns>The value, or <see langword="null"/> where no statement of a block around surely gives it the last one.</returns>
    private IOperation? ValueBefore(IOperation read)
    {
        var name = Operations.SymbolOf(read)!.Name;
        for (var node = read.Syntax; node.Parent is { } parent && !Functions.Include(node); node = parent)
        {
            if (parent is not BlockSyntax block)
                continue;
            foreach (var statement in block.Statements.TakeWhile(statement => statement != node).Reverse())
            {
                if (statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment }
                    && _compilation.OperationOf(assignment.Left) is { } target && IsSameVariable(target, read))
                    return _compilation.OperationOf(assignment.Right);
                if (statement.DescendantNodes().Any(inner => inner switch
                {
                    AssignmentExpressionSyntax { Left: var left } => left.DescendantTokens().Any(token => token.ValueText == name),
                    ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && argument.GetLastToken().ValueText == name,
                    _ => false,
                }))
                    return null;
            }
        }

        return null;
    }

    private bool AllValuesOf(ISymbol symbol, Func<IOperation, bool> holds)
    {
        var values = _compilation.Assignments.ValuesOf(symbol);
        return !values.IsDefaultOrEmpty && values.Any(value => !IsPlaceholder(value)) && values.All(value => IsPlaceholder(value) || holds(value));
    }

    /// <summary>The types that the arguments of a declaration ask for, or may ask for.</summary>
    private IEnumerable<string> TypesOf(Declaration declaration) => declaration.IsQueue
        ? declaration.Arguments.Entries.Where(entry => entry.Name == "x-queue-type").Select(entry => _compilation.Constants.Of(entry.Value).Text).OfType<string>()
        : Enumerable.Empty<string>();

    private static bool KeepsTransientMessages(string type) => type is "quorum" or Stream;

    /// <summary>What a field holds before the queue is declared.</summary>
    private bool IsPlaceholder(IOperation value) => IsLeftToServer(value);

    private ImmutableArray<IOperation> FindReplyTos(INamedTypeSymbol type)
    {
        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            foreach (var node in reference.GetSyntax().DescendantNodes())
            {
                if (node is AssignmentExpressionSyntax assignment && IsNamedReplyTo(assignment.Left)
                    && _compilation.OperationOf(assignment) is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target, Value: var value }
                    && _compilation.Client.IsProperties(target.Property.ContainingType))
                    values.AddRange(RepliedToAt(value, MaxHandedOn));
            }
        }

        return values.ToImmutable();
    }

    /// <summary>
    /// The names that an address can be made of: of <c>a ?? b</c> either, of a <c>PublicationAddress</c> its routing key, of a parameter also
    /// what the type passes for it.
    /// </summary>
    private IEnumerable<IOperation> RepliedToAt(IOperation address, int depth) => Operations.WithoutConversions(address) switch
    {
        ICoalesceOperation coalesce => RepliedToAt(coalesce.Value, depth).Concat(RepliedToAt(coalesce.WhenNull, depth)),
        IObjectCreationOperation { Arguments: var arguments } made when ClientModel.Same(made.Type, _compilation.Client.PublicationAddress) =>
            arguments.Where(argument => argument.Parameter?.Name == "routingKey").SelectMany(argument => RepliedToAt(argument.Value, depth)),
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter } when depth > 0 =>
            _compilation.Callers.InFilesOfType(method)
                .SelectMany(call => call.Arguments.Where(argument => argument.Parameter?.Ordinal == parameter.Ordinal))
                .SelectMany(argument => RepliedToAt(argument.Value, depth - 1))
                .Prepend(address),
        _ => new[] { address },
    };

    private static bool IsNamedReplyTo(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText is "ReplyTo" or "ReplyToAddress",
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText is "ReplyTo" or "ReplyToAddress",
        _ => false,
    };
}
