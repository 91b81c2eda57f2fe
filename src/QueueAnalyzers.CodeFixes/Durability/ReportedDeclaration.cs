using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Durability;

/// <summary>Finds what a report on a declaration stands on.</summary>
internal static class ReportedDeclaration
{
    /// <summary>The declaration that a report stands in.</summary>
    public static Declaration? Declaration(this FixContext context)
    {
        var invocation = context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>();
        return context.Compilation.Topology.DeclarationsIn(context.Root.SyntaxTree).FirstOrDefault(declaration => declaration.Site.Invocation.Syntax == invocation);
    }

    /// <summary>The entry of arguments that a report stands on, or on a part of which it stands.</summary>
    public static ArgumentEntry? Entry(this FixContext context) =>
        context.Compilation.Topology.Declarations
            .SelectMany(declaration => declaration.Arguments.Entries)
            .FirstOrDefault(entry => entry.Syntax.SyntaxTree == context.Root.SyntaxTree
                && new[] { entry.Syntax, entry.Key.Syntax, entry.Value.Syntax }.Any(part => part.Span == context.Diagnostic.Location.SourceSpan));

    /// <summary>A declaration, and the others of its name in the solution, which have to agree with it.</summary>
    public static async Task<ImmutableArray<Declaration>> FamilyAsync(this FixContext context, Declaration declaration)
    {
        if (declaration.Name.Text is not { } name)
            return ImmutableArray.Create(declaration);
        var kind = declaration.IsQueue ? DeclaredKind.Queue : DeclaredKind.Exchange;
        var projects = await DeclaringProject.FindAsync(context.Document.Project.Solution, kind, context.CancellationToken).ConfigureAwait(false);
        return projects
            .SelectMany(project => project.Compilation.Topology.DeclarationsOf(declaration.NameRole, name).Where(other => project.HasDocumentOf(other.Site.Invocation.Syntax.SyntaxTree)))
            .ToImmutableArray();
    }
}
