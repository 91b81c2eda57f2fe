using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>Arrays and memory: which variable's bytes a value is, however it is sliced, and what writes into them.</summary>
internal sealed class Buffers
{
    private const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;

    public Buffers(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The local, parameter or field whose bytes a value is a view of.</summary>
    /// <returns>The variable, or <see langword="null"/> when the value is new, or what it is made of cannot be seen.</returns>
    public ISymbol? VariableOf(IOperation value)
    {
        for (var depth = 0; depth < 2 * MaxDepth; depth++)
        {
            value = Viewed(value);
            switch (value)
            {
                case ILocalReferenceOperation { Local: var local }:
                    // Another name for a part of the bytes of somebody else.
                    if (_compilation.Assignments.SingleValueOf(local) is not { } given || Viewed(given) is not (ILocalReferenceOperation or IFieldReferenceOperation or IParameterReferenceOperation))
                        return local;
                    value = given;
                    break;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field }:
                    return field;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    return parameter;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The code in a piece of code that writes into the bytes of a variable.</summary>
    public IEnumerable<SyntaxNode> WritesInto(ISymbol variable, IOperation code) => WritesInto(variable, code, MaxDepth);

    private IEnumerable<SyntaxNode> WritesInto(ISymbol variable, IOperation code, int depth)
    {
        foreach (var operation in code.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAssignmentOperation { Target: var target } when ElementsOf(target) is { } array && IsOf(variable, array):
                case IIncrementOrDecrementOperation increment when ElementsOf(increment.Target) is { } counted && IsOf(variable, counted):
                    yield return operation.Syntax;
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Fill" or "Clear" or "Reverse", ContainingNamespace.Name: "System" } } call
                    when call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is var first && (call.Instance ?? first) is { } own && IsOf(variable, own):
                    yield return call.Syntax;
                    break;
                case IInvocationOperation call when call.Arguments.Any(argument => IsOf(variable, argument.Value) && IsWrittenBy(call, argument, depth))
                    || (variable is IFieldSymbol && IsWrittenInside(call, variable, depth)):
                    yield return call.Syntax;
                    break;
            }
        }
    }

    private bool IsOf(ISymbol variable, IOperation value) => SymbolEqualityComparer.Default.Equals(VariableOf(value), variable);

    /// <summary>What a target is an element of: <c>array[i]</c>, <c>memory.Span[i]</c>.</summary>
    private static IOperation? ElementsOf(IOperation target) => target switch
    {
        IArrayElementReferenceOperation element => element.ArrayReference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } when IsView(instance.Type) => instance,
        _ => null,
    };

    private bool IsWrittenBy(IInvocationOperation call, IArgumentOperation argument, int depth)
    {
        if (argument.Parameter is not { RefKind: RefKind.None } parameter)
            return false;
        var method = call.TargetMethod;
        if (_compilation.Callees.ImplementationOf(call) is { } helper)
            return parameter.Ordinal < helper.Parameters.Length && IsWrittenInside(call, helper.Parameters[parameter.Ordinal], depth);

        var isSystem = method.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));
        if (!isSystem)
            return false;
        // Who only reads takes a ReadOnlySpan.
        if (parameter.Type is { Name: "Span" or "Memory" })
            return !IsViewing(method);
        return parameter.Name is "destination" or "destinationArray" or "dst"
            || method.Name is "CopyTo"
            || (method.Name is "Return" && method.ContainingType.Name == "ArrayPool")
            || (parameter.Type is IArrayTypeSymbol && IsFilling(method.Name));
    }

    private static bool IsFilling(string method) =>
        method is "GetBytes" or "NextBytes" or "GetNonZeroBytes" || method.StartsWith("Read", StringComparison.Ordinal) || method.StartsWith("Receive", StringComparison.Ordinal);

    /// <summary>Whether the method that is called, if it is known, writes into the bytes of a parameter of its own or of a field.</summary>
    private bool IsWrittenInside(IInvocationOperation call, ISymbol variable, int depth) =>
        depth > 1
        && _compilation.Callees.ImplementationOf(call) is { } helper
        && Callees.DeclarationOf(helper) is { } declaration
        && HandlerEnds.BodyOf(declaration) is var (block, expression)
        && (block ?? (SyntaxNode?)expression) is { } body
        && _compilation.OperationOf(body) is { } operation
        && WritesInto(variable, operation, depth - 1).Any();

    /// <summary>The value below everything that only shows the same bytes in another way.</summary>
    private static IOperation Viewed(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion when conversion.OperatorMethod is null || IsView(conversion.Type):
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IInvocationOperation { TargetMethod: var method } call when IsViewing(method) && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } viewed:
                    value = viewed;
                    break;
                case IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory } when IsView(memory.Type):
                    value = memory;
                    break;
                case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } whole, Type: var part } when IsView(part):
                    value = whole;
                    break;
                case IObjectCreationOperation creation when IsView(creation.Type) && creation.Arguments.FirstOrDefault()?.Value is { } array:
                    value = array;
                    break;
                // memory[..n] slices.
                case { Syntax: ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: RangeExpressionSyntax }] }, ChildOperations: { Count: > 0 } parts } when IsView(value.Type):
                    value = parts.First();
                    break;
                default:
                    return value;
            }
        }
    }

    private static bool IsViewing(IMethodSymbol method) =>
        method.Name is "AsMemory" or "AsSpan" or "Slice" && method.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };

    private static bool IsView(ITypeSymbol? type) =>
        type is { Name: "Memory" or "ReadOnlyMemory" or "Span" or "ReadOnlySpan" or "ArraySegment", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };
}
