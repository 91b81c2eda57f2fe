using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>How often code that opens a connection or channel runs, by what stands around it.</summary>
internal static class OpeningPlace
{
    private static readonly string[] StartingNames = { "Start", "OnStart", "Init", "Configure", "SetUp", "Setup", "Connect", "Reconnect", "TryConnect", "Open", "Seed", "Execute" };

    /// <summary>Whether the code runs only on some condition, as the first opening of a lazy connection does.</summary>
    /// <param name="code">The code.</param>
    /// <param name="boundary">The function or loop to look in.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool IsConditional(SyntaxNode code, SyntaxNode boundary, QueueCompilation compilation)
    {
        for (var node = code; node.Parent is { } parent && node != boundary; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax condition when condition.Condition != node:
                case ConditionalExpressionSyntax choice when choice.Condition != node:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression or (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } binary when binary.Right == node:
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }:
                case SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax or ElseClauseSyntax:
                    return true;
                case BlockSyntax block when block.Statements.TakeWhile(statement => statement != node).Any(statement => IsGuard(statement, compilation)):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a loop goes round only until the code has succeeded once.</summary>
    public static bool IsRetried(SyntaxNode code, StatementSyntax loop)
    {
        var condition = loop switch
        {
            WhileStatementSyntax statement => statement.Condition,
            DoStatementSyntax statement => statement.Condition,
            ForStatementSyntax statement => statement.Condition,
            _ => null,
        };
        var tested = condition?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).ToList() ?? new List<string>();
        for (var node = code; node.Parent is { } parent && node != loop; node = parent)
        {
            if (node is ReturnStatementSyntax || (parent is AssignmentExpressionSyntax own && own.Right == node && Sets(own)))
                return true;
            if (parent is BlockSyntax block && block.Statements.SkipWhile(statement => statement != node).Any(statement =>
                    (statement.SpanStart > code.Span.End && statement is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax)
                    || statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment } && Sets(assignment)))
                return true;
        }

        return false;

        bool Sets(AssignmentExpressionSyntax assignment) => assignment.Left is IdentifierNameSyntax { Identifier.ValueText: var name } && tested.Contains(name);
    }

    /// <summary>Whether a function runs once in the life of a program, by what it is: <c>Main</c>, a constructor, a method that starts something, or one that only these call.</summary>
    public static bool IsOnce(SyntaxNode? function, SyntaxNode code, QueueCompilation compilation, int depth = 4)
    {
        switch (function)
        {
            case null or ConstructorDeclarationSyntax or AccessorDeclarationSyntax or DestructorDeclarationSyntax:
                return true;
            case AnonymousFunctionExpressionSyntax lambda:
                return !IsEndpoint(lambda) && IsOnce(Functions.Around(lambda), lambda, compilation, depth);
            case LocalFunctionStatementSyntax local when Functions.Around(local) is var outer && Functions.IsProgram(outer, local):
                return true;
            case MethodDeclarationSyntax method when Functions.IsProgram(method, code) || method.Identifier.ValueText is "Main" or "MainAsync" || Array.Exists(StartingNames, name => method.Identifier.ValueText.StartsWith(name, StringComparison.Ordinal)):
                return true;
        }

        return depth > 0
            && compilation.ModelOf(function.SyntaxTree).GetDeclaredSymbol(function) is IMethodSymbol symbol
            && compilation.Callers.AllOf(symbol) is { IsDefaultOrEmpty: false } calls
            && calls.All(call => !call.Syntax.Ancestors().TakeWhile(ancestor => !Functions.Include(ancestor)).Any(Pauses.IsLoop)
                && IsOnce(Functions.Around(call.Syntax), call.Syntax, compilation, depth - 1));
    }

    /// <summary>Whether requests run the lambda: <c>app.MapPost("/orders", async order =&gt; …)</c>.</summary>
    private static bool IsEndpoint(AnonymousFunctionExpressionSyntax lambda) =>
        Expressions.Whole(lambda).Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } }
        && name.StartsWith("Map", StringComparison.Ordinal);

    /// <summary>Whether a statement leaves when there is an open connection already.</summary>
    private static bool IsGuard(StatementSyntax statement, QueueCompilation compilation) =>
        statement is IfStatementSyntax guard
        && (guard.Statement is ReturnStatementSyntax or ContinueStatementSyntax || guard.Statement is BlockSyntax { Statements: var body } && body.LastOrDefault() is ReturnStatementSyntax or ContinueStatementSyntax)
        && guard.Condition.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => compilation.SymbolOf(name) switch
        {
            IFieldSymbol field => IsState(field.Type, field.Name, compilation),
            IPropertySymbol property => IsState(property.Type, property.Name, compilation),
            _ => false,
        });

    private static bool IsState(ITypeSymbol type, string name, QueueCompilation compilation) =>
        compilation.Client.IsChannel(type) || compilation.Client.IsConnection(type)
        || name.IndexOf("Open", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Connect", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Init", StringComparison.OrdinalIgnoreCase) >= 0;
}
