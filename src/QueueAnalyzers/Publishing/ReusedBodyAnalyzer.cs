using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3007: bodies that get their next content while the client may not have sent the first.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReusedBodyAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.BodyIsReused);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.Publish, Judge);

    private static void Judge(CallSiteContext context)
    {
        var compilation = context.Compilation;
        // 5.x and 6.x have sent the body, or copied it, when the publish returns. Of a task that is never awaited RMQ3004 speaks.
        if (compilation.Client.Generation != ClientGeneration.V7
            || context.Site.Argument(ArgumentRole.Body) is not { } body
            || DroppedTasks.Include(context.Site.Invocation, compilation.Assignments)
            || PendingTask.Of(context.Site.Invocation, compilation) is not { } publish
            || compilation.Buffers.VariableOf(body.Value) is not { } variable)
            return;
        if (compilation.Buffers.WritesInto(variable, Operations.RootOf(context.Site.Invocation))
            .Any(write => publish.WayTo(write) is { } way && !IsRenewed(variable, write.SyntaxTree, way, compilation)))
            context.Report(PublishingRules.BodyIsReused, context.LocationOf(ArgumentRole.Body), variable.Name);
    }

    /// <summary>Whether the variable gets other bytes on the way from the publish to the write.</summary>
    private static bool IsRenewed(ISymbol variable, SyntaxTree tree, TextSpan way, QueueCompilation compilation) =>
        variable.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == tree && way.Contains(reference.Span))
        || compilation.Assignments.MentionsOf(variable).Any(mention => mention.SyntaxTree == tree && way.Contains(mention.Span)
            && Assignments.WholeReference(mention).Parent switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left.Contains(mention),
                ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword),
                _ => false,
            });
}
