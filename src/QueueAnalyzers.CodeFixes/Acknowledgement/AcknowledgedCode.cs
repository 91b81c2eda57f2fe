using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The code in which an acknowledgement stands that is to be moved.</summary>
/// <param name="Whole">What is gone through once for each delivery: the handler, or the loop or function around a fetch.</param>
/// <param name="Handler">The handler, or <see langword="null"/> where the message is fetched.</param>
/// <param name="Paths">What becomes of the deliveries.</param>
/// <param name="Work">The work on the message.</param>
internal sealed record AcknowledgedCode(SyntaxNode Whole, DeliveryHandler? Handler, Exploration Paths, WorkAfterSettle? Work)
{
    /// <summary>The code around an acknowledgement, or <see langword="null"/> when it stands in a method that such code calls.</summary>
    public static AcknowledgedCode? Around(InvocationExpressionSyntax acknowledgement, FixContext context) =>
        OfHandler(acknowledgement, context.Compilation) ?? OfFetch(acknowledgement, context.Compilation);

    private static AcknowledgedCode? OfHandler(InvocationExpressionSyntax acknowledgement, QueueCompilation compilation) =>
        acknowledgement.Ancestors().FirstOrDefault(IsFunction) is { } function
        && compilation.Handlers.In(function.SyntaxTree).FirstOrDefault(handler => handler.Declaration == function) is { } handler
            ? new AcknowledgedCode(handler.Declaration, handler, compilation.Settlements.PathsOf(handler), WorkAfterSettle.In(handler, compilation))
            : null;

    private static AcknowledgedCode? OfFetch(InvocationExpressionSyntax acknowledgement, QueueCompilation compilation) => compilation.Calls.Of(CallKind.Get)
        .Select(get => (Get: get, Paths: compilation.Settlements.PathsOf(get)))
        .Where(fetch => fetch.Paths.Settles.Any(found => found.Settle.InHandler.Syntax == acknowledgement))
        .Select(fetch => new AcknowledgedCode(
            RoundOf(fetch.Get),
            null,
            fetch.Paths,
            WorkAfterSettle.In(Operations.FunctionOf(fetch.Get.Invocation).Syntax, compilation.Settlements.HoldersOf(fetch.Get), compilation)))
        .FirstOrDefault(code => code.Whole.Span.Contains(acknowledgement.Span));

    private static SyntaxNode RoundOf(ClientCall get) => get.Invocation.Syntax.Ancestors().First(node =>
        IsFunction(node) || node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax or CompilationUnitSyntax);

    private static bool IsFunction(SyntaxNode node) => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax;
}
