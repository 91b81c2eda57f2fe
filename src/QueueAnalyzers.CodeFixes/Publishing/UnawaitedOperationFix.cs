using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>Fixes RMQ3004: awaits the operation, in a function that becomes asynchronous where that changes nothing for its callers.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnawaitedOperationFix))]
public sealed class UnawaitedOperationFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.OperationIsNotAwaited.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3004.Await", "Await the operation", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Root.FindNode(context.Diagnostic.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            || context.Compilation.Client.AsynchronousCallOf(context.Compilation.OperationOf(invocation)) is null)
            return null;

        var asynchronous = new AsynchronousCode(context.Document.Project.Solution, context.CancellationToken);
        if (!await TryAwaitAsync(Whole(invocation), asynchronous, context).ConfigureAwait(false))
            return null;
        // Of what a function drops the compiler warns as soon as it is asynchronous.
        foreach (var dropped in asynchronous.Functions.SelectMany(function => DroppedIn(function, context.Compilation)).Where(other => other != invocation).ToImmutableArray())
        {
            if (context.Compilation.Client.AsynchronousCallOf(context.Compilation.OperationOf(dropped)) is null
                || !await TryAwaitAsync(Whole(dropped), asynchronous, context).ConfigureAwait(false))
                return null;
        }

        return asynchronous.Finish();
    }

    private static IEnumerable<InvocationExpressionSyntax> DroppedIn(SyntaxNode function, QueueCompilation compilation) =>
        MethodMadeAsync.OwnNodesOf(function).OfType<InvocationExpressionSyntax>().Where(candidate =>
            compilation.OperationOf(candidate) is IInvocationOperation { Type.Name: "Task" or "ValueTask" } operation
            && DroppedTasks.Include(operation, compilation.Assignments));

    private static async Task<bool> TryAwaitAsync(ExpressionSyntax task, AsynchronousCode asynchronous, FixContext context) =>
        await asynchronous.EditsForAsync(task).ConfigureAwait(false) is { } edits && TryAwait(task, edits, context);

    /// <summary>The task with what is done to it without awaiting: <c>AsTask()</c>, <c>ConfigureAwait(false)</c>, and what stands left of <c>?.</c>.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax task)
    {
        while (true)
        {
            switch (task.Parent)
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsTask" or "ConfigureAwait" or "Preserve", Parent: InvocationExpressionSyntax call }:
                    task = call;
                    break;
                case ConditionalAccessExpressionSyntax access when access.WhenNotNull == task:
                    task = access;
                    break;
                case ParenthesizedExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                    task = (ExpressionSyntax)task.Parent;
                    break;
                default:
                    return task;
            }
        }
    }

    private static bool TryAwait(ExpressionSyntax task, StatementEdits edits, FixContext context)
    {
        switch (task.Parent)
        {
            case ExpressionStatementSyntax statement:
                return TryAwait(task, statement, statement.SpanStart, edits, context);
            case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax, Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } assignment:
                return TryAwait(task, assignment.Parent as StatementSyntax, assignment.SpanStart, edits, context);
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } variable }
                when IsNeverMentioned(variable, context):
                return TryAwait(task, statement, statement.SpanStart, edits, context);
            case ArrowExpressionClauseSyntax:
            case ForStatementSyntax:
                return TryAwait(task, statement: null, task.SpanStart, edits, context);
            default:
                return false;
        }
    }

    /// <summary>Puts the awaited task where the task is, from <paramref name="start"/> on.</summary>
    private static bool TryAwait(ExpressionSyntax task, StatementSyntax? statement, int start, StatementEdits edits, FixContext context)
    {
        var before = string.Empty;
        if (task is ConditionalAccessExpressionSyntax access)
        {
            // Nothing is there to await when the receiver is null.
            if (statement?.Parent is not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax)
                || !edits.Layout.IsFirstOnLine(statement.SpanStart)
                || access.Expression.DescendantNodesAndSelf().OfType<ConditionalAccessExpressionSyntax>().Any()
                || RepeatableExpression.Of(access.Expression, context.Compilation) is not { } receiver)
                return false;
            before = $"if ({receiver.Text} != null)" + edits.NewLine + edits.Layout.Deeper(edits.Layout.IndentAt(statement.SpanStart));
            edits.Replace(access.OperatorToken.Span, string.Empty);
        }

        var text = task.SyntaxTree.GetText();
        if (task.SyntaxTree.GetRoot().DescendantTrivia(TextSpan.FromBounds(start, task.SpanStart)).Any(trivia => trivia.SpanStart >= start && trivia.Span.End <= task.SpanStart && !trivia.IsWhitespace()))
            return false;
        var (await, rest) = MethodMadeAsync.Awaiting((task as ConditionalAccessExpressionSyntax)?.WhenNotNull ?? task, configures: text.ToString().Contains("ConfigureAwait(false)"));
        if (start == task.SpanStart)
            edits.Insert(start, before + await);
        else
            edits.Replace(TextSpan.FromBounds(start, task.SpanStart), before + await);
        if (rest.Length > 0)
            edits.Insert(task.Span.End, rest);
        return true;
    }

    private static bool IsNeverMentioned(VariableDeclaratorSyntax variable, FixContext context) =>
        context.Compilation.ModelOf(variable.SyntaxTree).GetDeclaredSymbol(variable) is { } local && !context.Compilation.Assignments.MentionsOf(local).Any();
}
