using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>
/// The statements that work on a message which was fetched: those in which the result is known not to be null, up to the
/// last one that uses it or what was made of it.
/// </summary>
internal sealed class FetchedRegion
{
    private FetchedRegion(string? resultName, ExpressionSyntax? unnamed, ImmutableArray<StatementSyntax> statements, bool mayBeNull)
    {
        ResultName = resultName;
        Unnamed = unnamed;
        Statements = statements;
        MayBeNull = mayBeNull;
    }

    /// <summary>The variable that holds the result, if there is one.</summary>
    public string? ResultName { get; }

    /// <summary>The expression that gives the result, in the first of the statements, if no variable holds it.</summary>
    public ExpressionSyntax? Unnamed { get; }

    /// <summary>The statements, one after the other; the last one is the last use.</summary>
    public ImmutableArray<StatementSyntax> Statements { get; }

    /// <summary>Whether the result is only ever used behind <c>?.</c>, so that there may be no message.</summary>
    public bool MayBeNull { get; }

    /// <summary>The last use.</summary>
    public StatementSyntax Last => Statements[Statements.Length - 1];

    /// <summary>Finds the statements.</summary>
    /// <returns>The statements, or <see langword="null"/> when they are not certain.</returns>
    public static FetchedRegion? Of(ClientCall get, QueueCompilation compilation) => new Search(compilation).Find(get);

    /// <summary>The jumps that leave the statements, each with the statement of the region that it stands in.</summary>
    /// <returns>The jumps, or a default array when there are some that cannot be followed.</returns>
    public ImmutableArray<(StatementSyntax Jump, StatementSyntax In)> Exits()
    {
        var exits = ImmutableArray.CreateBuilder<(StatementSyntax, StatementSyntax)>();
        foreach (var statement in Statements)
        {
            foreach (var node in MethodMadeAsync.OwnNodesOf(statement).Prepend(statement))
            {
                switch (node)
                {
                    case GotoStatementSyntax or YieldStatementSyntax:
                        return default;
                    case ReturnStatementSyntax exit:
                        exits.Add((exit, statement));
                        break;
                    case BreakStatementSyntax or ContinueStatementSyntax when !IsWithin((StatementSyntax)node, statement):
                        exits.Add(((StatementSyntax)node, statement));
                        break;
                }
            }
        }

        return exits.ToImmutable();
    }

    private static bool IsWithin(StatementSyntax jump, StatementSyntax statement) =>
        jump.Ancestors().TakeWhile(ancestor => statement.Span.Contains(ancestor.Span) && ancestor != statement.Parent).Any(ancestor =>
            ancestor is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
            || (jump is BreakStatementSyntax && ancestor is SwitchStatementSyntax));

    private sealed class Search
    {
        private readonly QueueCompilation _compilation;
        private readonly HashSet<ISymbol> _derived = new(SymbolEqualityComparer.Default);

        public Search(QueueCompilation compilation) => _compilation = compilation;

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
                    return Assigned(assignment) is { } inCondition ? UnderCondition(inCondition, Unwrapped(assignment)) : null;
                case IsPatternExpressionSyntax pattern:
                    return pattern.Pattern.DescendantNodesAndSelf().OfType<SingleVariableDesignationSyntax>().SingleOrDefault() is { } designation
                        && IsWholePattern(pattern.Pattern) && _compilation.ModelOf(pattern.SyntaxTree).GetDeclaredSymbol(designation) is { } matched
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

            var model = _compilation.ModelOf(statement.SyntaxTree);
            foreach (var node in MethodMadeAsync.OwnNodesOf(statement))
            {
                var made = node switch
                {
                    VariableDeclaratorSyntax declarator => model.GetDeclaredSymbol(declarator),
                    SingleVariableDesignationSyntax designation => model.GetDeclaredSymbol(designation),
                    AssignmentExpressionSyntax assignment => _compilation.SymbolOf(assignment.Left) as ILocalSymbol,
                    _ => null,
                };
                if (made is not null)
                    _derived.Add(made);
            }

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

        private static SyntaxNode Unwrapped(SyntaxNode node)
        {
            while (node.Parent is ParenthesizedExpressionSyntax)
                node = node.Parent;
            return node;
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
                if (statement is IfStatementSyntax check && NullTestOf(check.Condition, result) is { } isNotNull)
                {
                    if (isNotNull)
                        return Under(result, check.Statement);
                    return check.Else is { } otherwise ? Under(result, otherwise.Statement)
                        : LeavesAlways(check.Statement) ? Region(result, following.Skip(i + 1))
                        : null;
                }

                if (Mentions(statement, result))
                    return WithoutCheck(result, following.Skip(i));
                if (MethodMadeAsync.OwnNodesOf(statement).Prepend(statement).Any(node => node is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax or YieldStatementSyntax))
                    return null;
            }

            return null;
        }

        private FetchedRegion? UnderCondition(ISymbol result, SyntaxNode assignment) => assignment.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test when IsNull(test.Right) || IsNull(test.Left) => Where(result, test, isNotNull: true),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test when IsNull(test.Right) || IsNull(test.Left) => Where(result, test, isNotNull: false),
            IsPatternExpressionSyntax test when PatternTest(test.Pattern) is { } isNotNull => Where(result, test, isNotNull),
            _ => null,
        };

        /// <summary>The code that runs when a condition has found a message.</summary>
        private FetchedRegion? Where(ISymbol result, ExpressionSyntax test, bool isNotNull)
        {
            var condition = Unwrapped(test);
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
            return mentions.Any(mention => IsNullTest(mention))
                ? null
                : Region(result, statements, mayBeNull);
        }

        private FetchedRegion? Region(ISymbol result, IEnumerable<StatementSyntax> candidates, bool mayBeNull = false)
        {
            _derived.Add(result);
            return Region(result, null, candidates, mayBeNull);
        }

        private FetchedRegion? Region(ISymbol? result, ExpressionSyntax? unnamed, IEnumerable<StatementSyntax> candidates, bool mayBeNull)
        {
            var statements = candidates.ToImmutableArray();
            int known;
            do
            {
                known = _derived.Count;
                foreach (var statement in statements)
                    Derive(statement);
            }
            while (known < _derived.Count);

            var length = statements.Length;
            var least = unnamed is null ? 0 : 1;
            while (length > least && !_derived.Any(symbol => Mentions(statements[length - 1], symbol)))
                length--;
            if (length == 0)
                return null;
            statements = statements.RemoveRange(length, statements.Length - length);
            return _derived.All(symbol => IsUsedOnlyIn(symbol, statements, isResult: ClientModel.Same(symbol, result)))
                ? new FetchedRegion(result?.Name, unnamed, statements, mayBeNull)
                : null;
        }

        /// <summary>Takes in the variables that a statement makes of the result.</summary>
        private void Derive(StatementSyntax statement)
        {
            var model = _compilation.ModelOf(statement.SyntaxTree);
            foreach (var node in MethodMadeAsync.OwnNodesOf(statement).Prepend(statement))
            {
                var made = node switch
                {
                    VariableDeclaratorSyntax { Initializer.Value: { } value } when MentionsAny(value) => model.GetDeclaredSymbol(node),
                    AssignmentExpressionSyntax { Right: var value } assignment when MentionsAny(value) => _compilation.SymbolOf(assignment.Left) as ILocalSymbol,
                    ForEachStatementSyntax { Expression: var value } when MentionsAny(value) => model.GetDeclaredSymbol(node),
                    SingleVariableDesignationSyntax designation when designation.FirstAncestorOrSelf<StatementSyntax>() is { } around && MentionsAny(around) => model.GetDeclaredSymbol(node),
                    _ => null,
                };
                if (made is not null)
                    _derived.Add(made);
            }
        }

        private bool MentionsAny(SyntaxNode node) => _derived.Any(symbol => Mentions(node, symbol));

        private bool Mentions(SyntaxNode node, ISymbol symbol) =>
            node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == symbol.Name && ClientModel.Same(_compilation.SymbolOf(name), symbol));

        /// <summary>Whether the message goes nowhere else: not to a later statement, and not into a function that may run at any time.</summary>
        private bool IsUsedOnlyIn(ISymbol symbol, ImmutableArray<StatementSyntax> statements, bool isResult) =>
            _compilation.Assignments.MentionsOf(symbol).All(mention =>
                mention.Parent is AssignmentExpressionSyntax assignment && assignment.Left == mention
                || (isResult && IsNullTest(mention))
                || statements.Any(statement => statement.Span.Contains(mention.Span) && !IsInFunction(mention, statement))
                || (!isResult && (mention.SpanStart < statements[0].SpanStart || mention.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax)));

        private static bool IsInFunction(SyntaxNode mention, StatementSyntax statement) =>
            mention.Ancestors().TakeWhile(ancestor => ancestor != statement).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

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

        private bool IsNullTest(SyntaxNode mention)
        {
            var whole = Unwrapped(mention);
            if (whole.Parent is ConditionalAccessExpressionSyntax access && BodyOwner(access) == whole)
                whole = Unwrapped(access);
            return whole.Parent switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } test => IsNull(test.Left) || IsNull(test.Right),
                IsPatternExpressionSyntax test => PatternTest(test.Pattern) is not null,
                _ => false,
            };
        }

        /// <summary>Whether a condition tests the variable for null and nothing else: true for "is not null".</summary>
        private bool? NullTestOf(ExpressionSyntax condition, ISymbol result)
        {
            while (condition is ParenthesizedExpressionSyntax parenthesized)
                condition = parenthesized.Expression;
            return condition switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test when IsTest(test) => true,
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } test when IsTest(test) => false,
                IsPatternExpressionSyntax test when IsResult(test.Expression) => PatternTest(test.Pattern),
                _ => null,
            };

            bool IsTest(BinaryExpressionSyntax test) => (IsResult(test.Left) && IsNull(test.Right)) || (IsResult(test.Right) && IsNull(test.Left));
            bool IsResult(ExpressionSyntax expression) => ClientModel.Same(_compilation.SymbolOf(BodyOwner(expression)), result);
        }

        /// <summary>The result in <c>result?.Body</c>, which is null only if the result is.</summary>
        private static ExpressionSyntax BodyOwner(ExpressionSyntax expression) =>
            expression is ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "Body" } } access ? access.Expression : expression;

        private static bool? PatternTest(PatternSyntax pattern) => pattern switch
        {
            ConstantPatternSyntax { Expression: var expression } when IsNull(expression) => false,
            UnaryPatternSyntax { Pattern: ConstantPatternSyntax { Expression: var expression } } when IsNull(expression) => true,
            RecursivePatternSyntax { Type: null, Designation: null, PositionalPatternClause: null, PropertyPatternClause.Subpatterns.Count: 0 } => true,
            _ => null,
        };

        /// <summary>A pattern with a name that matches whatever is not null.</summary>
        private static bool IsWholePattern(PatternSyntax pattern) => pattern switch
        {
            RecursivePatternSyntax recursive => recursive is { PositionalPatternClause: null, PropertyPatternClause: null or { Subpatterns.Count: 0 } },
            DeclarationPatternSyntax => true,
            _ => false,
        };

        private static bool IsNull(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.NullLiteralExpression);
    }
}
