using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3003: makes an exception of what the broker did not take.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IgnoredConfirmFix))]
public sealed class IgnoredConfirmFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.ConfirmIsIgnored.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3003.Die", "Throw when the broker rejects a message", context => Task.FromResult(Throw(context))),
        new FixVariant("RMQ3003.Track", "Track the broker's confirms", context => Task.FromResult(Track(context))));

    private static EditPlan? Track(FixContext context)
    {
        // The options need not stand at the call that takes them.
        var channel = context.Compilation.Calls.Of(CallKind.CreateChannel)
            .Select(context.Compilation.Channels.OriginOf)
            .FirstOrDefault(channel => channel.Options.Creation?.Syntax is { } creation
                && creation.SyntaxTree == context.Root.SyntaxTree && creation.Span.Contains(context.Diagnostic.Location.SourceSpan));
        var plan = new EditPlan();
        return channel is not null && plan.TryConfirm(context.Document.Project.Solution, channel, context.Compilation) ? plan : null;
    }

    private static EditPlan? Throw(FixContext context)
    {
        if (context.Site(CallKind.WaitForConfirms, ArgumentRole.Timeout) is { IsDirect: true } wait)
            return wait.Invocation.Syntax is InvocationExpressionSyntax call ? ThrowAt(call, context) : null;
        return context.Site(CallKind.SelectConfirms, ArgumentRole.Timeout) is { IsDirect: true } select
            && context.Compilation.Channels.OriginsOf(select.Call.Receiver) is { AreAll: true } channels
                ? new ConfirmsPlan(context).Make(channels.Known[0])
                : null;
    }

    /// <summary>Waits by the method that throws, and drops the variable that nobody reads.</summary>
    private static EditPlan? ThrowAt(InvocationExpressionSyntax wait, FixContext context)
    {
        var name = ClientCall.NameOf(wait)!;
        ExpressionSyntax whole = wait;
        while (whole.Parent is ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
            whole = (ExpressionSyntax)whole.Parent;

        var plan = new EditPlan();
        if (whole.FirstAncestorOrSelf<StatementSyntax>() is { } statement and (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) && statement.Span.Contains(whole.Span)
            && whole.Parent is AssignmentExpressionSyntax or EqualsValueClauseSyntax)
        {
            var target = TextSpan.FromBounds(statement.SpanStart, whole.SpanStart);
            if (statement is LocalDeclarationStatementSyntax { Declaration.Variables.Count: not 1 }
                || statement.DescendantTrivia().Any(trivia => target.Contains(trivia.Span) && !trivia.IsWhitespace()))
                return null;
            plan.Replace(context.Document, target, string.Empty);
        }

        plan.Replace(context.Document, name.Identifier.Span, "WaitForConfirmsOrDie");
        foreach (var argument in wait.ArgumentList.Arguments.Where(argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword)))
        {
            var isRead = argument.Expression is not (DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax } or IdentifierNameSyntax { Identifier.ValueText: "_" })
                && (context.Compilation.ModelOf(wait.SyntaxTree).GetSymbolInfo(argument.Expression).Symbol is not ILocalSymbol local || context.Compilation.Assignments.MentionsOf(local).Any());
            if (isRead || wait.ArgumentList.Arguments.IndexOf(argument) == 0)
                return null;
            plan.Replace(context.Document, TextSpan.FromBounds(argument.GetFirstToken().GetPreviousToken().SpanStart, argument.Span.End), string.Empty);
        }

        return plan;
    }
}
