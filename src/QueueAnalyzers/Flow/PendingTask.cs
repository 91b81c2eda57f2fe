using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Flow;

/// <summary>
/// A task that is not awaited where it is started, but kept to be awaited later: in a local, a field, an array or a list. Where
/// a task goes that is passed to a method or returned is unknown.
/// </summary>
internal sealed class PendingTask
{
    private readonly SyntaxNode _start;
    private readonly SyntaxNode _function;
    private readonly ImmutableArray<SyntaxNode> _awaits;

    private PendingTask(SyntaxNode start, SyntaxNode function, ImmutableArray<SyntaxNode> awaits)
    {
        _start = start;
        _function = function;
        _awaits = awaits;
    }

    /// <summary>Finds where a task is kept.</summary>
    /// <param name="task">The operation that gives the task.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The task, or <see langword="null"/> when it is awaited at once, goes elsewhere or is dropped.</returns>
    public static PendingTask? Of(IOperation task, QueueCompilation compilation)
    {
        if (FunctionAround(task.Syntax) is not { } function || HolderOf(task) is not { } holder)
            return null;

        var holders = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { holder };
        var awaits = ImmutableArray.CreateBuilder<SyntaxNode>();
        for (var open = new Queue<ISymbol>(holders); open.Count > 0;)
        {
            var current = open.Dequeue();
            foreach (var mention in compilation.Assignments.MentionsOf(current).Where(mention => !mention.Span.Contains(task.Syntax.Span)))
            {
                var whole = Assignments.WholeReference(mention);
                if (IsWritten(whole))
                    continue;
                if (CollectionThatTakes(whole, compilation) is { } collection)
                {
                    if (holders.Add(collection))
                        open.Enqueue(collection);
                }
                else if (FunctionAround(mention) == function)
                {
                    awaits.Add(mention);
                }
                else if (current is ILocalSymbol)
                {
                    // Another function awaits it, who knows when.
                    return null;
                }
            }
        }

        return new PendingTask(task.Syntax, function, awaits.ToImmutable());
    }

    /// <summary>The code that runs from the start of the task to other code of the same function, when that may run while the task is still going on.</summary>
    /// <returns>Where that code stands: what lies between the two, or a loop around both; <see langword="null"/> when the task has been awaited by then.</returns>
    public TextSpan? WayTo(SyntaxNode code)
    {
        if (FunctionAround(code) != _function || _start.Contains(code) || Alternatives.Include(_start, code))
            return null;
        if (code.SpanStart > _start.Span.End && !_awaits.Any(use => use.SpanStart > _start.Span.End && use.SpanStart < code.SpanStart))
            return TextSpan.FromBounds(_start.Span.End, code.SpanStart);
        return LoopAround(code) is { } loop && !_awaits.Any(use => loop.Contains(use) && RunsInEveryRound(use, loop)) ? loop.Span : null;
    }

    /// <summary>The innermost loop that runs both the start of the task and other code.</summary>
    private StatementSyntax? LoopAround(SyntaxNode code) =>
        _start.Ancestors().TakeWhile(ancestor => ancestor != _function).OfType<StatementSyntax>().FirstOrDefault(statement =>
            RepeatedIn(statement, _start) && RepeatedIn(statement, code));

    private static bool RepeatedIn(StatementSyntax statement, SyntaxNode code) => statement switch
    {
        CommonForEachStatementSyntax each => each.Statement.Contains(code),
        ForStatementSyntax counted => counted.Contains(code) && counted.Declaration?.Contains(code) != true && !counted.Initializers.Any(initializer => initializer.Contains(code)),
        WhileStatementSyntax or DoStatementSyntax => statement.Contains(code),
        _ => false,
    };

    /// <summary>An await that waits for a whole batch every so many rounds leaves the rounds between.</summary>
    private static bool RunsInEveryRound(SyntaxNode use, StatementSyntax loop) =>
        !use.Ancestors().TakeWhile(ancestor => ancestor != loop).OfType<IfStatementSyntax>().Any(conditional =>
            !conditional.Condition.Contains(use) && conditional.Condition.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>().Any(IsOfSomeRounds));

    private static bool IsOfSomeRounds(BinaryExpressionSyntax condition) => condition.Kind() switch
    {
        SyntaxKind.ModuloExpression => true,
        SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression =>
            condition.Left is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length" }
            && condition.Right is not LiteralExpressionSyntax { Token.ValueText: "0" or "1" },
        _ => false,
    };

    private static SyntaxNode? FunctionAround(SyntaxNode code) => code.Ancestors().FirstOrDefault(ancestor => Functions.Include(ancestor) || ancestor is CompilationUnitSyntax);

    private static ISymbol? HolderOf(IOperation value)
    {
        while (true)
        {
            var parent = value.Parent;
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation:
                case IInvocationOperation { TargetMethod: { Name: "AsTask" or "ConfigureAwait" or "Preserve", ContainingNamespace.Name: "Tasks" } } call when call.Instance == value:
                    value = parent;
                    break;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return declarator.Symbol;
                case ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment when assignment.Value == value:
                    return Operations.SymbolOf(assignment.Target switch
                    {
                        IArrayElementReferenceOperation element => element.ArrayReference,
                        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => indexer.Instance,
                        var target => target,
                    });
                case IArgumentOperation { Parent: IInvocationOperation call } when TakesForLater(call.TargetMethod):
                    return Operations.SymbolOf(call.Instance);
                // An element of a collection's initializer.
                case IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation }:
                    value = creation;
                    break;
                default:
                    return null;
            }
        }
    }

    private static bool TakesForLater(IMethodSymbol method) =>
        method.Name is "Add" or "Enqueue" or "Push" && method.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private static bool IsWritten(ExpressionSyntax whole) => whole.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == whole,
        ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element => assignment.Left == element,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "Enqueue" or "Push" or "Count" or "Length" or "Clear" } => true,
        _ => false,
    };

    /// <summary>The collection that a variable is added to.</summary>
    private static ISymbol? CollectionThatTakes(ExpressionSyntax whole, QueueCompilation compilation)
    {
        var value = whole;
        while (value.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsTask", Parent: InvocationExpressionSyntax call })
            value = call;
        return value.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation }
            && compilation.OperationOf(invocation) is IInvocationOperation { Instance: { } collection } operation && TakesForLater(operation.TargetMethod)
                ? Operations.SymbolOf(collection)
                : null;
    }
}
