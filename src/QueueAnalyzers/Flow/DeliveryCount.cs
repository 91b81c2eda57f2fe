using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// The broker's header <c>x-delivery-count</c> in the code that handles a delivery: what is made of it, and what depends on it.
/// Code that counts by anything else as well, or writes the header itself, has its own way to stop.
/// </summary>
internal sealed class DeliveryCount
{
    private const string Header = "x-delivery-count";
    private const int MaxDepth = 3;

    private readonly QueueCompilation _compilation;
    private readonly HandlerCode _code;
    private readonly HashSet<ISymbol> _made = new(SymbolEqualityComparer.Default);

    private DeliveryCount(HandlerCode code, QueueCompilation compilation)
    {
        _code = code;
        _compilation = compilation;
    }

    /// <summary>Finds what is made of the header.</summary>
    /// <returns>The knowledge, or <see langword="null"/> when the code does not read it, writes it, or looks at other counts too.</returns>
    public static DeliveryCount? In(HandlerCode code, QueueCompilation compilation)
    {
        var count = new DeliveryCount(code, compilation);
        var operations = code.Bodies.SelectMany(body => body.Descendants()).ToList();
        if (!operations.Any(count.IsRead) || operations.Any(count.IsOtherwise))
            return null;

        int known;
        do
        {
            known = count._made.Count;
            foreach (var body in code.Bodies)
                count.Take(body);
        }
        while (count._made.Count > known);
        return count;
    }

    /// <summary>Whether a requeue, or where it is decided whether it is made, depends on the header.</summary>
    public bool DecidesOn(CallSite requeue) =>
        (requeue.Argument(ArgumentRole.Requeue) is { Value: var value } && IsIn(value)) || DecidesOn(requeue.Invocation.Syntax, MaxDepth);

    private bool DecidesOn(SyntaxNode call, int depth)
    {
        foreach (var ancestor in call.Ancestors())
        {
            switch (ancestor)
            {
                case IfStatementSyntax choice when IsIn(choice.Condition):
                case ConditionalExpressionSyntax conditional when IsIn(conditional.Condition):
                case SwitchStatementSyntax switching when IsIn(switching.Expression):
                case BlockSyntax block when block.Statements.Any(statement => statement.Span.End <= call.SpanStart && statement is IfStatementSyntax choice && IsIn(choice.Condition)):
                    return true;
                case LocalFunctionStatementSyntax or MethodDeclarationSyntax:
                    return depth > 0 && _compilation.ModelOf(ancestor.SyntaxTree).GetDeclaredSymbol(ancestor) is IMethodSymbol method
                        && _compilation.Callers.Of(method).Any(caller => _code.Contains(caller.Syntax) && DecidesOn(caller.Syntax, depth - 1));
                case AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return false;
            }
        }

        return false;
    }

    private bool IsIn(SyntaxNode code) => _compilation.OperationOf(code) is { } operation && IsIn(operation);

    private bool IsIn(IOperation operation) => operation.DescendantsAndSelf().Any(part => IsRead(part) || part switch
    {
        ILocalReferenceOperation local => _made.Contains(local.Local),
        IFieldReferenceOperation field => _made.Contains(field.Field),
        IPropertyReferenceOperation property => _made.Contains(property.Property),
        IParameterReferenceOperation parameter => _made.Contains(parameter.Parameter),
        IInvocationOperation call => _compilation.Callees.ImplementationOf(call) is { } method && _made.Contains(method),
        _ => false,
    });

    private bool IsRead(IOperation operation) => KeyOf(operation) is { } key && _compilation.Constants.Of(key).Text == Header;

    private bool IsOtherwise(IOperation operation) => operation switch
    {
        // A program that writes the header counts by itself.
        IAssignmentOperation { Target: var target } => IsRead(Operations.WithoutConversions(target)),
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments: { IsEmpty: false } arguments } => _compilation.Constants.Of(arguments[0].Value).Text == Header,
        IMemberReferenceOperation { Member.Name: "Redelivered" } flag => _compilation.Client.Declares(flag.Member) && flag.Parent is not IArgumentOperation,
        _ => _compilation.Constants.Of(KeyOf(operation)).Text is { } key && key != Header && Attempts.AreNamedBy(key),
    };

    private static IOperation? KeyOf(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "GetValueOrDefault", Arguments: { IsEmpty: false } arguments } call =>
            call.Instance is null && arguments.Length > 1 ? arguments[1].Value : arguments[0].Value,
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
        _ => null,
    };

    private void Take(IOperation body)
    {
        foreach (var operation in body.Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { Value: var value } && IsIn(value):
                    _made.Add(declarator.Symbol);
                    break;
                case IAssignmentOperation { Target: var target, Value: var value } when Operations.SymbolOf(target) is { } symbol && IsIn(value):
                    _made.Add(symbol);
                    break;
                case IIsPatternOperation test when IsIn(test.Value):
                    foreach (var part in test.Pattern.DescendantsAndSelf())
                        Add((part as IDeclarationPatternOperation)?.DeclaredSymbol ?? (part as IRecursivePatternOperation)?.DeclaredSymbol);
                    break;
                case IInvocationOperation call when IsIn(call):
                    foreach (var argument in call.Arguments)
                        Add(argument is { Parameter.RefKind: RefKind.Out } ? argument.DescendantsAndSelf().OfType<ILocalReferenceOperation>().FirstOrDefault()?.Local : ParameterOf(argument, call));
                    break;
                case IReturnOperation { ReturnedValue: { } value } when IsIn(value):
                    Add(_compilation.ModelOf(body.Syntax.SyntaxTree).GetDeclaredSymbol(body.Syntax));
                    break;
            }
        }
    }

    /// <summary>What a method in source knows the count by that it is given.</summary>
    private ISymbol? ParameterOf(IArgumentOperation argument, IInvocationOperation call) =>
        IsIn(argument.Value) && _compilation.Callees.ImplementationOf(call) is { } method && argument.Parameter is { } parameter && parameter.Ordinal < method.Parameters.Length
            ? method.Parameters[parameter.Ordinal]
            : null;

    private void Add(ISymbol? symbol)
    {
        if (symbol is not null)
            _made.Add(symbol);
    }
}
