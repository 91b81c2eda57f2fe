using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// What a body of code knows of a message's content: its body, the delivery that holds it, and the locals that are made of
/// them. What belongs to the delivery and not to the message, its tag, routing key and properties, is none of it, and neither
/// is a yes or no that somebody has found out about it, nor a length.
/// </summary>
internal sealed class Payload
{
    private readonly QueueCompilation _compilation;
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);

    /// <param name="body">The code.</param>
    /// <param name="origins">The parameters and locals that bring the message in.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public Payload(IOperation body, IEnumerable<ISymbol> origins, QueueCompilation compilation)
    {
        _compilation = compilation;
        _symbols.UnionWith(origins);
        int known;
        do
        {
            known = _symbols.Count;
            foreach (var operation in body.Descendants())
                Take(operation);
        }
        while (_symbols.Count > known);
    }

    /// <summary>Whether an operation has any of the content, captured in a lambda or not.</summary>
    public bool IsIn(IOperation operation) => operation.DescendantsAndSelf().Any(part => part switch
    {
        ILocalReferenceOperation local => _symbols.Contains(local.Local) && !IsOnlyAsked(part),
        IParameterReferenceOperation parameter => _symbols.Contains(parameter.Parameter) && !IsOnlyAsked(part),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.LocalFunction } function } =>
            function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } declaration && _compilation.OperationOf(declaration) is { } body
            && !operation.Syntax.Span.IntersectsWith(declaration.Span) && IsIn(body),
        _ => false,
    });

    /// <summary>The parameters of a method in sight that get any of the content from a call.</summary>
    public IEnumerable<IParameterSymbol> PassedTo(IMethodSymbol implementation, IInvocationOperation call) => call.Arguments
        .Where(argument => argument.Parameter is { } passed && passed.Ordinal < implementation.Parameters.Length && IsIn(argument))
        .Select(argument => implementation.Parameters[argument.Parameter!.Ordinal]);

    /// <summary>Whether a mention asks for something that is not the message's content.</summary>
    private bool IsOnlyAsked(IOperation mention)
    {
        while (mention.Parent is IConversionOperation or IParenthesizedOperation or IMemberReferenceOperation { Member.Name: "Body" })
            mention = mention.Parent;
        return mention.Parent switch
        {
            INameOfOperation or IIsTypeOperation => true,
            IMemberReferenceOperation { Member: var member } => _compilation.Client.Declares(member) || member.Name is "Length" or "Count" or "IsEmpty",
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } => true,
            _ => false,
        };
    }

    private void Take(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { Value: var value }:
                Add(declarator.Symbol, value);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var value }:
                Add(target.Local, value);
                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                    Add(local, loop.Collection);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: var value, Parent: IInvocationOperation call }:
                if (Operations.SymbolOf(value is IDeclarationExpressionOperation declaration ? declaration.Expression : value) is ILocalSymbol result)
                    Add(result, call);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern when TestOf(pattern) is { } test:
                Add(declared, test);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern when TestOf(pattern) is { } test:
                Add(declared, test);
                break;
        }
    }

    private void Add(ISymbol symbol, IOperation value)
    {
        var type = (symbol as ILocalSymbol)?.Type;
        if (type is not { SpecialType: SpecialType.System_Boolean } and not { TypeKind: TypeKind.Enum } && !_symbols.Contains(symbol) && IsIn(value))
            _symbols.Add(symbol);
    }

    private static IOperation? TestOf(IOperation pattern)
    {
        while (pattern is IPatternOperation && pattern.Parent is { } parent)
            pattern = parent;
        return pattern switch
        {
            IIsPatternOperation test => test.Value,
            ISwitchExpressionArmOperation { Parent: ISwitchExpressionOperation choice } => choice.Value,
            IPatternCaseClauseOperation { Parent.Parent: ISwitchOperation choice } => choice.Value,
            _ => null,
        };
    }
}
