using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Editing;

/// <summary>One report that is to be fixed, with what there is to plan it by.</summary>
internal sealed class FixContext
{
    private FixContext(Document document, Diagnostic diagnostic, SyntaxNode root, QueueCompilation compilation, ReservedNames names, CancellationToken cancellationToken)
    {
        Document = document;
        Diagnostic = diagnostic;
        Root = root;
        Compilation = compilation;
        Names = names;
        CancellationToken = cancellationToken;
    }

    /// <summary>The document of the report.</summary>
    public Document Document { get; }

    /// <summary>The report.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>The document's syntax.</summary>
    public SyntaxNode Root { get; }

    /// <summary>What is known of the document's compilation.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>Names that are taken by fixes planned together with this one.</summary>
    public ReservedNames Names { get; }

    public CancellationToken CancellationToken { get; }

    /// <summary>The document's semantic model.</summary>
    public SemanticModel Model => Compilation.ModelOf(Root.SyntaxTree);

    /// <summary>Reads a report.</summary>
    /// <returns>The context, or <see langword="null"/> when the document has no syntax, when the code around the report does not parse, or when the compilation has no client.</returns>
    public static async Task<FixContext?> OfAsync(Document document, Diagnostic diagnostic, ReservedNames names, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        var compilation = await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false);
        return root is null || compilation is null || !root.FullSpan.Contains(diagnostic.Location.SourceSpan) || !Parses(root.FindNode(diagnostic.Location.SourceSpan)) || QueueCompilation.Of(compilation, document.Project.AnalyzerOptions) is not { } known
            ? null
            : new FixContext(document, diagnostic, root, known, names, cancellationToken);
    }

    /// <summary>Whether the member around a piece of code parses: what somebody is in the middle of writing is not ours to edit.</summary>
    public static bool Parses(SyntaxNode code)
    {
        var member = code.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return !(member is null or GlobalStatementSyntax ? code.SyntaxTree.GetRoot() : member).GetDiagnostics().Any(error => error.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>The call that the report stands on.</summary>
    /// <param name="kind">The kind of call that the rule reports.</param>
    /// <param name="role">The argument that the rule looks at, for a call that reaches the client through a wrapper.</param>
    /// <returns>The call, or <see langword="null"/> when the report does not stand on one of that kind.</returns>
    public CallSite? Site(CallKind kind, ArgumentRole role)
    {
        // An argument may itself be a call: the nearest call of that kind is the one.
        foreach (var node in Root.FindNode(Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf())
        {
            if (node is InvocationExpressionSyntax invocation && SiteOf(invocation, kind, role) is { } site)
                return site;
        }

        return null;
    }

    private CallSite? SiteOf(InvocationExpressionSyntax invocation, CallKind kind, ArgumentRole role)
    {
        if (Compilation.Calls.CallOf(invocation) is { } call)
            return call.Kind == kind ? new CallSite(call, Compilation.Assignments) : null;
        return Compilation.Wrappers.SitesIn(Root.SyntaxTree)
            .Where(found => found.Role == role && found.Site.Call.Kind == kind && found.Site.Invocation.Syntax == invocation)
            .Select(found => found.Site)
            .FirstOrDefault();
    }
}
