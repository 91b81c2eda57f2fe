using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// Finds the statements that work on a message which was fetched, in whatever shape the result is kept and tested: in a variable, in a condition,
/// by a pattern, or used where it is fetched.
/// </summary>
internal sealed class FetchedRegionSearch
{
    private readonly QueueCompilation _compilation;
    private readonly MessageVariables _variables;
    private readonly NullTests _nullTests;

    public FetchedRegionSearch(QueueCompilation compilation)
    {
        _compilation = compilation;
        _nullTests = new NullTests(compilation);
        _variables = new MessageVariables(compilation, _nullTests);
    }

    /// <summary>The statements that work on the message of a call.</summary>
    /// <returns>The statements, or <see langword="null"/> when they are not certain.</returns>
    public FetchedRegion? Find(ClientCall get)
    {
        var value = ValueOf(get.Invocation.Syntax);
        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } declarator }:
                return Declared(declarator) is { } declared ? AfterStatement(declared, statement) : null;
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } assignment when assignment.Right == value:
                return Assigned(assignment) is { } set ? AfterStatement(set, statement) : null;
            case AssignmentExpressionSyntax assignment when assignment.Right == value && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                return Assigned(assignment) is { } inCondition ? UnderCondition(inCondition, NullTests.Unwrapped(assignment)) : null;
            case IsPatternExpressionSyntax pattern:
                return pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().SingleOrDefault() is { } designation
                    && NullTests.MatchesWhatIsNotNull(pattern.Pattern) && _compilation.ModelOf(pattern.SyntaxTree).GetDeclaredSymbol(designation) is { } matched
                        ? Where(matched, pattern, isNotNull: true)
                        : null;
            case MemberAccessExpressionSyntax or ConditionalAccessExpressionSyntax or ArgumentSyntax:
                return InPlace((ExpressionSyntax)value);
            default:
                return null;
        }
    }

    /// <summary>The statements that work on a result which is used where it is fetched, if nothing happens in its statement before that.</summary>
    private FetchedRegion? InPlace(ExpressionSyntax value)
    {
        var statement = value.FirstAncestorOrSelf<StatementSyntax>();
        if (statement is not (LocalDeclarationStatementSyntax or ExpressionStatementSyntax or ReturnStatementSyntax)
            || statement.Parent is not (BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax)
            || value.Ancestors().TakeWhile(ancestor => ancestor != statement).Any(IsUncertain)
            || MethodMadeAsync.OwnNodesOf(statement).Any(node => node.Span.End <= value.SpanStart && node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax))
            return null;

        _variables.AddMadeIn(statement);
        return Region(null, value, StatementsAfter(statement).Prepend(statement), value.Parent is ConditionalAccessExpressionSyntax);
    }

    /// <summary>Whether what stands below may not be evaluated, or at another time.</summary>
    private static bool IsUncertain(SyntaxNode node) =>
        node is AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax or QueryExpressionSyntax
        || node.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression;

    private static SyntaxNode ValueOf(SyntaxNode call)
    {
        while (true)
        {
            switch (call.Parent)
            {
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax:
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" }:
                    call = call.Parent;
                    break;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask", Parent: InvocationExpressionSyntax wait }:
                    call = wait;
                    break;
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == call:
                    call = access;
                    break;
                default:
                    return call;
            }
        }
    }
    private ISymbol? Declared(SyntaxNode declaration) => Single(_compilation.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration));

    private ISymbol? Assigned(AssignmentExpressionSyntax assignment) => Single(_compilation.SymbolOf(assignment.Left) as ILocalSymbol);

    /// <summary>A variable that holds this result and never another one.</summary>
    private ISymbol? Single(ISymbol? variable) =>
        variable is not null && _compilation.Assignments.ValuesOf(variable) is { IsDefault: false } values && values.Count(value => !_compilation.Constants.Of(value).IsNull) == 1
            ? variable
            : null;

    private FetchedRegion? AfterStatement(ISymbol result, StatementSyntax fetch)
    {
        var following = StatementsAfter(fetch);
        for (var i = 0; i < following.Length; i++)
        {
            var statement = following[i];
            if (statement is IfStatementSyntax check && _nullTests.Of(check.Condition, result) is { } isNotNull)
            {
                if (isNotNull)
                    return Under(result, check.Statement);
                return check.Else is { } otherwise ? Under(result, otherwise.Statement)
                    : LeavesAlways(check.Statement) ? Region(result, following.Skip(i + 1))
                    : null;
            }

            if (_variables.IsMentionedIn(statement, result))
                return WithoutCheck(result, following.Skip(i));
            if (MethodMadeAsync.OwnNodesOf(statement).Prepend(statement).Any(node => node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax))
                return null;
        }

        return null;
    }

    private FetchedRegion? UnderCondition(ISymbol result, SyntaxNode assignment) => assignment.Parent switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test when NullTests.IsNull(test.Right) || NullTests.IsNull(test.Left) => Where(result, test, isNotNull: true),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test when NullTests.IsNull(test.Right) || NullTests.IsNull(test.Left) => Where(result, test, isNotNull: false),
        IsPatternExpressionSyntax test when NullTests.Of(test.Pattern) is { } isNotNull => Where(result, test, isNotNull),
        _ => null,
    };

    /// <summary>The code that runs when a condition has found a message.</summary>
    private FetchedRegion? Where(ISymbol result, ExpressionSyntax test, bool isNotNull)
    {
        var condition = NullTests.Unwrapped(test);
        return condition.Parent switch
        {
            WhileStatementSyntax loop when loop.Condition == condition && isNotNull => Under(result, loop.Statement),
            IfStatementSyntax check when check.Condition == condition && isNotNull => Under(result, check.Statement),
            IfStatementSyntax { Else: null } check when check.Condition == condition && LeavesAlways(check.Statement) => Region(result, StatementsAfter(check)),
            _ => null,
        };
    }

    private FetchedRegion? Under(ISymbol result, StatementSyntax statement) =>
        Region(result, statement is BlockSyntax block ? block.Statements : Enumerable.Repeat(statement, 1));

    private FetchedRegion? WithoutCheck(ISymbol result, IEnumerable<StatementSyntax> statements)
    {
        var mentions = _compilation.Assignments.MentionsOf(result).Where(mention => mention.Parent is not AssignmentExpressionSyntax).ToList();
        var mayBeNull = mentions.Any(mention => mention.Parent is ConditionalAccessExpressionSyntax);
        return mentions.Any(_nullTests.Include)
            ? null
            : Region(result, statements, mayBeNull);
    }
    private FetchedRegion? Region(ISymbol result, IEnumerable<StatementSyntax> candidates, bool mayBeNull = false)
    {
        _variables.Add(result);
        return Region(result, null, candidates, mayBeNull);
    }

    private FetchedRegion? Region(ISymbol? result, ExpressionSyntax? unnamed, IEnumerable<StatementSyntax> candidates, bool mayBeNull)
    {
        var statements = candidates.ToImmutableArray();
        _variables.AddDerivedIn(statements);

        var length = statements.Length;
        var least = unnamed is null ? 0 : 1;
        while (length > least && !_variables.AreMentionedIn(statements[length - 1]))
            length--;
        if (length == 0)
            return null;
        statements = statements.RemoveRange(length, statements.Length - length);
        return _variables.AreUsedOnlyIn(statements, result) ? new FetchedRegion(result?.Name, unnamed, statements, mayBeNull) : null;
    }

    private bool LeavesAlways(StatementSyntax statement) =>
        _compilation.ModelOf(statement.SyntaxTree).AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: false };

    private static ImmutableArray<StatementSyntax> StatementsAfter(StatementSyntax statement)
    {
        var all = statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement),
            _ => Enumerable.Empty<StatementSyntax>(),
        };
        return all.Where(other => other.SpanStart > statement.SpanStart).ToImmutableArray();
    }
}
