using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>Closes a connection and its channels at the end of the program (RMQ4012).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnclosedConnectionFix))]
public sealed class UnclosedConnectionFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.ConnectionIsNotClosed.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(LifetimeRules.ConnectionIsNotClosed.Id + ".Using", "Close the connection at the end", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if (context.Root.SyntaxTree.Options is not CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 }
            || context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } invocation
            || context.Compilation.Calls.CallOf(invocation) is not { } creation)
            return null;

        var plan = new EditPlan();
        if (!TryClose(creation))
            return null;
        // A channel that cannot be declared so is closed with its connection.
        foreach (var channel in context.Compilation.Connections.OriginOf(creation).Calls.Where(call => call.Kind == CallKind.CreateChannel))
            TryClose(channel);
        return plan;

        bool TryClose(ClientCall call)
        {
            if (call.Invocation.Syntax.SyntaxTree != context.Root.SyntaxTree
                || Disposal.DeclarationOf(call) is not { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax, UsingKeyword.RawKind: 0 } declaration } } declarator
                || context.Model.GetDeclaredSymbol(declarator) is not ILocalSymbol local
                || context.Compilation.Assignments.SingleValueOf(local) is null)
                return false;
            plan.Insert(context.Document, declaration.Declaration.SpanStart, "using ");
            return true;
        }
    }
}
