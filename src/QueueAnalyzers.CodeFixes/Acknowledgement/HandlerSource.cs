using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>A handler where it is written, which may be another document or project than where it is attached.</summary>
internal sealed class HandlerSource
{
    private HandlerSource(Document document, SyntaxNode root, SourceText text, QueueCompilation compilation, DeliveryHandler handler)
    {
        Document = document;
        Root = root;
        Text = text;
        Compilation = compilation;
        Handler = handler;
    }

    public Document Document { get; }

    public SyntaxNode Root { get; }

    public SourceText Text { get; }

    /// <summary>What is known of the compilation that the handler belongs to.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>The handler, as that compilation sees it.</summary>
    public DeliveryHandler Handler { get; }

    /// <summary>Whether awaits in this file carry <c>ConfigureAwait(false)</c>.</summary>
    public bool Configures => Text.ToString().Contains("ConfigureAwait(false)");

    /// <summary>Finds a handler's source.</summary>
    /// <returns>The source, or <see langword="null"/> when it is no document that can be edited.</returns>
    public static async Task<HandlerSource?> OfAsync(DeliveryHandler handler, Solution solution, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(handler.Declaration.SyntaxTree) is not { } document
            || document is SourceGeneratedDocument
            || !FixContext.Parses(handler.Declaration)
            || await document.Project.GetCompilationAsync(cancellationToken).ConfigureAwait(false) is not { } compilation
            || QueueCompilation.Of(compilation, document.Project.AnalyzerOptions) is not { } known
            || !compilation.ContainsSyntaxTree(handler.Declaration.SyntaxTree)
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
            return null;

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        return Rebind(handler, known) is { } rebound ? new HandlerSource(document, root, text, known, rebound) : null;
    }

    /// <summary>The handler in the words of the compilation that declares it.</summary>
    private static DeliveryHandler? Rebind(DeliveryHandler handler, QueueCompilation compilation)
    {
        var model = compilation.ModelOf(handler.Declaration.SyntaxTree);
        var method = handler.Declaration is AnonymousFunctionExpressionSyntax
            ? model.GetSymbolInfo(handler.Declaration).Symbol as IMethodSymbol
            : model.GetDeclaredSymbol(handler.Declaration) as IMethodSymbol;
        return method is not null && handler.Delivery.Ordinal < method.Parameters.Length
            ? new DeliveryHandler(method, handler.Declaration, method.Parameters[handler.Delivery.Ordinal], handler.Subscription)
            : null;
    }
}
