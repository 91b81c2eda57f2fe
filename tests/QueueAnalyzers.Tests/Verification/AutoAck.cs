using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

#pragma warning disable RS1038, RS1041, RS2008, RS1036, RS1032, RS1033 // stands for an analyzer, is not shipped

namespace QueueAnalyzers.Tests;

/// <summary>A rule small enough to test the tests with: <c>autoAck: true</c>, written out.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AutoAckAnalyzer : DiagnosticAnalyzer
{
    public const string Id = "TEST0001";

    private static readonly DiagnosticDescriptor Rule = new(Id, "Title", "'{0}' acknowledges", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: false);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                var options = operation.Options.AnalyzerConfigOptionsProvider.GetOptions(call.Syntax.SyntaxTree);
                if (options.TryGetValue("queue_analyzers.broker", out var broker) && broker == "lavinmq")
                    return;
                if (call.TargetMethod.Name == "Crash")
                    throw new InvalidOperationException("Crashed as told.");
                var argument = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "autoAck" && !argument.IsImplicit);
                if (argument?.Value is ILiteralOperation { ConstantValue.Value: true })
                    operation.ReportDiagnostic(Diagnostic.Create(Rule, argument.Value.Syntax.GetLocation(), [call.Syntax.GetLocation()], call.TargetMethod.Name));
            },
            OperationKind.Invocation);
    }
}

/// <summary>Replaces the argument. Every parameter is a way to get it wrong.</summary>
public abstract class AutoAckFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => [AutoAckAnalyzer.Id];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken);
        if (root!.FindNode(context.Span, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && literal.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is null)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Acknowledge by hand", _ => Task.FromResult(context.Document.WithSyntaxRoot(Edit(root, literal))), "manual"),
                context.Diagnostics);
        }
    }

    protected abstract SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal);

    protected static ExpressionSyntax False(SyntaxNode like) => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(like);
}

public sealed class CorrectFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal) => root.ReplaceNode(literal, False(literal));
}

public sealed class UselessFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal)
        => root.ReplaceNode(literal, literal.WithLeadingTrivia(SyntaxFactory.Comment("/* better */")));
}

public sealed class BrokenFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal) => root.ReplaceNode(literal, SyntaxFactory.IdentifierName("falsch"));
}

public sealed class WarningFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal)
    {
        var statement = literal.FirstAncestorOrSelf<StatementSyntax>()!;
        return root.ReplaceNode(statement, SyntaxFactory.Block(SyntaxFactory.ParseStatement("int unused;"), statement.ReplaceNode(literal, False(literal))));
    }
}

public sealed class CommentEatingFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal)
        => root.ReplaceNode(literal, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression));
}

public sealed class NewlineFix : AutoAckFix
{
    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal)
        => root.ReplaceNode(literal, False(literal).WithTrailingTrivia(SyntaxFactory.LineFeed));
}

public sealed class LonelyFix : AutoAckFix
{
    public override FixAllProvider? GetFixAllProvider() => null;

    protected override SyntaxNode Edit(SyntaxNode root, LiteralExpressionSyntax literal) => root.ReplaceNode(literal, False(literal));
}
