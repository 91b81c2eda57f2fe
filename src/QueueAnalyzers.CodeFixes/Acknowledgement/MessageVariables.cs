using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The variables that hold a fetched message, or what was made of it.</summary>
internal sealed class MessageVariables
{
    private readonly QueueCompilation _compilation;
    private readonly NullTests _nullTests;
    private readonly HashSet<ISymbol> _all = new(SymbolEqualityComparer.Default);

    public MessageVariables(QueueCompilation compilation, NullTests nullTests)
    {
        _compilation = compilation;
        _nullTests = nullTests;
    }

    /// <summary>Takes in a variable.</summary>
    public void Add(ISymbol variable) => _all.Add(variable);

    /// <summary>Takes in all variables that a statement sets: the message is used in it.</summary>
    public void AddMadeIn(StatementSyntax statement)
    {
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
                _all.Add(made);
        }
    }

    /// <summary>Takes in the variables that statements make of those that are known, and of these in turn.</summary>
    public void AddDerivedIn(ImmutableArray<StatementSyntax> statements)
    {
        int known;
        do
        {
            known = _all.Count;
            foreach (var statement in statements)
                Derive(statement);
        }
        while (known < _all.Count);
    }

    /// <summary>Whether code names one of the variables.</summary>
    public bool AreMentionedIn(SyntaxNode code) => _all.Any(variable => IsMentionedIn(code, variable));

    /// <summary>Whether code names a variable.</summary>
    public bool IsMentionedIn(SyntaxNode code, ISymbol variable) =>
        code.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == variable.Name && ClientModel.Same(_compilation.SymbolOf(name), variable));

    /// <summary>Whether the message goes nowhere else: not to a later statement, and not into a function that may run at any time.</summary>
    /// <param name="statements">The statements that may use it.</param>
    /// <param name="result">The variable that holds the result itself, which may be tested for null outside of them.</param>
    public bool AreUsedOnlyIn(ImmutableArray<StatementSyntax> statements, ISymbol? result) =>
        _all.All(variable => IsUsedOnlyIn(variable, statements, isResult: ClientModel.Same(variable, result)));

    /// <summary>Takes in the variables that a statement makes of the result.</summary>
    private void Derive(StatementSyntax statement)
    {
        var model = _compilation.ModelOf(statement.SyntaxTree);
        foreach (var node in MethodMadeAsync.OwnNodesOf(statement).Prepend(statement))
        {
            var made = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: { } value } when AreMentionedIn(value) => model.GetDeclaredSymbol(node),
                AssignmentExpressionSyntax { Right: var value } assignment when AreMentionedIn(value) => _compilation.SymbolOf(assignment.Left) as ILocalSymbol,
                ForEachStatementSyntax { Expression: var value } when AreMentionedIn(value) => model.GetDeclaredSymbol(node),
                SingleVariableDesignationSyntax designation when designation.FirstAncestorOrSelf<StatementSyntax>() is { } around && AreMentionedIn(around) => model.GetDeclaredSymbol(node),
                _ => null,
            };
            if (made is not null)
                _all.Add(made);
        }
    }

    private bool IsUsedOnlyIn(ISymbol variable, ImmutableArray<StatementSyntax> statements, bool isResult) =>
        _compilation.Assignments.MentionsOf(variable).All(mention =>
            mention.Parent is AssignmentExpressionSyntax assignment && assignment.Left == mention
            || (isResult && _nullTests.Include(mention))
            || statements.Any(statement => statement.Span.Contains(mention.Span) && !IsInFunction(mention, statement))
            || (!isResult && (mention.SpanStart < statements[0].SpanStart || mention.FirstAncestorOrSelf<StatementSyntax>() is ReturnStatementSyntax)));

    private static bool IsInFunction(SyntaxNode mention, StatementSyntax statement) =>
        mention.Ancestors().TakeWhile(ancestor => ancestor != statement).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);
}
