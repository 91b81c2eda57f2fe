using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Tells the headers of messages that were received from all others. A string travels as bytes, and the client leaves it at
/// that: what a publisher has sent as a string is a <c>byte[]</c> on the other side. Headers of messages that are about to be
/// sent, and headers whose origin cannot be seen, are none.
/// </summary>
internal sealed class ReceivedHeaders
{
    // Locals that are set from locals, and methods that hand headers on to methods.
    private const int MaxDepth = 8;

    private readonly QueueCompilation _compilation;

    public ReceivedHeaders(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Reads an operation as the value of a received header, as it came: an <see cref="object"/> that nobody has cast.</summary>
    /// <returns>The value, or <see langword="null"/> when it is anything else, or may be.</returns>
    public HeaderValue? ValueOf(IOperation operation)
    {
        var origin = Operations.OutOfConditionalAccess(WithoutBoxing(operation));
        return origin.Type?.SpecialType == SpecialType.System_Object ? ValueOf(origin, MaxDepth) : null;
    }

    /// <summary>Whether the program has given the header a value of its own in the member around it.</summary>
    public bool IsSetAround(IOperation operation, HeaderValue header)
    {
        return Operations.RootOf(operation).Descendants().Any(part => part switch
        {
            ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } headers } target } =>
                MayBeSet(target.Arguments) && AreReceived(headers, MaxDepth),
            IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Instance: { } headers } call => MayBeSet(call.Arguments) && AreReceived(headers, MaxDepth),
            _ => false,
        });

        bool MayBeSet(ImmutableArray<IArgumentOperation> arguments) => header.Key is null || KeyIn(arguments) is not { } key || key == header.Key;
    }

    private HeaderValue? ValueOf(IOperation operation, int depth)
    {
        if (depth == 0)
            return null;
        operation = Operations.OutOfConditionalAccess(WithoutBoxing(operation));
        switch (operation)
        {
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } headers } read when AreReceived(headers, depth):
                return new HeaderValue(KeyIn(read.Arguments));
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.Name: "KeyValuePair" }, Instance: { } pair } when IsReceivedPair(pair, depth):
                return new HeaderValue(null);
            case IInvocationOperation { TargetMethod: { Name: "GetValueOrDefault", ContainingType.Name: "CollectionExtensions" } } read when AreReceived(read.Arguments[0].Value, depth):
                return new HeaderValue(_compilation.Constants.Of(read.Arguments[1].Value).Text);
            case IConditionalAccessOperation access:
                return ValueOf(access.WhenNotNull, depth - 1);
            case ICoalesceOperation coalesce:
                return ValueOf(coalesce.Value, depth - 1) is { } header ? header with { MayBeReplaced = true } : null;
            case ILocalReferenceOperation { Local: var local }:
                return _compilation.Assignments.SingleValueOf(local) is { } value ? ValueOf(value, depth - 1) : DeclaredValueOf(local, depth - 1);
            default:
                return null;
        }
    }

    /// <summary>The value of a local that is not assigned: by <c>out</c>, by a loop, or by a pattern.</summary>
    private HeaderValue? DeclaredValueOf(ILocalSymbol local, int depth)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
            return null;
        switch (declaration.Parent)
        {
            case PatternSyntax:
                return TestedFor(local) is { } tested ? ValueOf(tested, depth) : null;
            case ParenthesizedVariableDesignationSyntax { Variables: { Count: 2 } variables, Parent.Parent: ForEachVariableStatementSyntax { Expression: var headers } } when variables[1] == declaration:
                return _compilation.OperationOf(headers) is { } enumerated && AreReceivedPairs(enumerated, depth) ? new HeaderValue(null) : null;
        }

        return OutValueOf(local, declaration, depth);
    }

    /// <summary>The value of a local that only <c>TryGetValue</c> sets.</summary>
    private HeaderValue? OutValueOf(ILocalSymbol local, SyntaxNode declaration, int depth)
    {
        var reads = new List<IInvocationOperation?>();
        if (declaration is VariableDeclaratorSyntax { Initializer.Value: var initial } && !_compilation.Constants.Of(_compilation.OperationOf(initial)).IsNull)
            return null;
        if (declaration.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax first })
            reads.Add(ReadBy(first, depth));
        foreach (var mention in _compilation.Assignments.MentionsOf(local))
        {
            switch (Assignments.WholeReference(mention).Parent)
            {
                case ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument:
                    reads.Add(ReadBy(argument, depth));
                    break;
                case AssignmentExpressionSyntax assignment when assignment.Left.Contains(mention):
                    return null;
            }
        }

        return reads.Count > 0 && reads.All(read => read is not null)
            ? new HeaderValue(reads.Count == 1 ? KeyIn(reads[0]!.Arguments) : null)
            : null;
    }

    private IInvocationOperation? ReadBy(ArgumentSyntax argument, int depth) =>
        argument.Parent?.Parent is InvocationExpressionSyntax invocation
        && _compilation.OperationOf(invocation) is IInvocationOperation { TargetMethod.Name: "TryGetValue", Instance: { } headers } read
        && AreReceived(headers, depth)
            ? read
            : null;

    private bool AreReceived(IOperation headers, int depth)
    {
        if (depth == 0)
            return false;
        headers = Operations.OutOfConditionalAccess(Operations.WithoutConversions(headers));
        switch (headers)
        {
            case IPropertyReferenceOperation { Property: { Name: "Headers" } property, Instance: { } properties } when _compilation.Client.IsProperties(property.ContainingType):
                return IsOfReceivedMessage(properties, depth - 1);
            case IConditionalAccessOperation access:
                return AreReceived(access.WhenNotNull, depth - 1);
            case ICoalesceOperation coalesce:
                return AreReceived(coalesce.Value, depth - 1);
            case ILocalReferenceOperation { Local: var local }:
                return (_compilation.Assignments.SingleValueOf(local) ?? TestedFor(local)) is { } value && AreReceived(value, depth - 1);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return AllCallersPass(parameter, passed => AreReceived(passed, depth - 1));
            default:
                return false;
        }
    }

    private bool IsOfReceivedMessage(IOperation properties, int depth)
    {
        if (depth == 0)
            return false;
        properties = Operations.OutOfConditionalAccess(Operations.WithoutConversions(properties));
        switch (properties)
        {
            case IMemberReferenceOperation { Member: { Name: "BasicProperties", ContainingType.Name: "BasicDeliverEventArgs" or "BasicGetResult" or "BasicReturnEventArgs" } member, Instance: { } message }:
                // What a test makes itself has the headers that it was made with.
                return _compilation.Client.Declares(member) && _compilation.Assignments.Resolve(message) is not IObjectCreationOperation;
            case IConditionalAccessOperation access:
                return IsOfReceivedMessage(access.WhenNotNull, depth - 1);
            case ILocalReferenceOperation { Local: var local }:
                return (_compilation.Assignments.SingleValueOf(local) ?? TestedFor(local)) is { } value && IsOfReceivedMessage(value, depth - 1);
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol method } parameter }:
                return (Consumers.IsDeliver(method) && _compilation.Assignments.IsNeverSet(parameter))
                    || AllCallersPass(parameter, passed => IsOfReceivedMessage(passed, depth - 1));
            default:
                return false;
        }
    }

    private bool AreReceivedPairs(IOperation pairs, int depth)
    {
        pairs = Operations.WithoutConversions(pairs);
        if (depth > 0 && pairs is IInvocationOperation { TargetMethod: { Name: "Where" or "OrderBy" or "OrderByDescending" or "Skip" or "Take" or "ToList" or "ToArray" } } call && IsQuery(call.TargetMethod))
            return AreReceivedPairs(call.Arguments[0].Value, depth - 1);
        return AreReceived(pairs, depth);
    }

    private bool IsReceivedPair(IOperation pair, int depth)
    {
        pair = Operations.OutOfConditionalAccess(Operations.WithoutConversions(pair));
        switch (pair)
        {
            case IInvocationOperation { TargetMethod: { Name: "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" } } choice when IsQuery(choice.TargetMethod):
                return AreReceivedPairs(choice.Arguments[0].Value, depth);
            case ILocalReferenceOperation { Local: { IsForEach: true } local }:
                return local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is ForEachStatementSyntax { Expression: var headers }
                    && _compilation.OperationOf(headers) is { } enumerated && AreReceivedPairs(enumerated, depth);
            case ILocalReferenceOperation { Local: var local }:
                return depth > 0 && _compilation.Assignments.SingleValueOf(local) is { } value && IsReceivedPair(value, depth - 1);
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } parameter }:
                return parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: { } query } }
                    && _compilation.OperationOf(query) is IInvocationOperation call && IsQuery(call.TargetMethod) && AreReceivedPairs(call.Arguments[0].Value, depth);
            default:
                return false;
        }
    }

    private static bool IsQuery(IMethodSymbol method) => method.ContainingType is { Name: "Enumerable", ContainingNamespace.Name: "Linq" };

    /// <summary>The value that a pattern gives to a local: <c>delivery.BasicProperties.Headers is { } headers</c>.</summary>
    private IOperation? TestedFor(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not SingleVariableDesignationSyntax { Parent: RecursivePatternSyntax or DeclarationPatternSyntax or VarPatternSyntax } designation)
            return null;
        var whole = designation.Parent?.Parent;
        while (whole is UnaryPatternSyntax or ParenthesizedPatternSyntax)
            whole = whole.Parent;
        return whole is IsPatternExpressionSyntax { Expression: var tested } ? _compilation.OperationOf(tested) : null;
    }

    private bool AllCallersPass(IParameterSymbol parameter, Func<IOperation, bool> holds) =>
        parameter.ContainingSymbol is IMethodSymbol method && _compilation.Assignments.IsNeverSet(parameter)
        && _compilation.Callers.AllOf(method) is { IsDefaultOrEmpty: false } calls
        && calls.All(call => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } passed && holds(passed.Value));

    private string? KeyIn(ImmutableArray<IArgumentOperation> arguments) =>
        arguments.Length > 0 ? _compilation.Constants.Of(arguments[0].Value).Text : null;

    /// <summary>The operation below parentheses and what makes an <see cref="object"/> of it; a cast to anything else makes another value.</summary>
    private static IOperation WithoutBoxing(IOperation operation)
    {
        while (operation is IParenthesizedOperation or IConversionOperation { OperatorMethod: null, IsTryCast: false, Type.SpecialType: SpecialType.System_Object })
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }
}

/// <summary>The value of a received header.</summary>
/// <param name="Key">The header's name; <see langword="null"/> when it is not constant.</param>
internal sealed record HeaderValue(string? Key)
{
    /// <summary>Whether something else stands in for a header that is not there.</summary>
    public bool MayBeReplaced { get; init; }
}
