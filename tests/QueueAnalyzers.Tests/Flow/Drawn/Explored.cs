using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>What the engine finds in a handler.</summary>
internal static class Explored
{
    /// <summary>The exploration of the only consumer or fetch in a document. Nothing is remembered from an earlier one.</summary>
    public static Exploration Of(Compilation compilation, string document)
    {
        var queues = QueueCompilation.Of(compilation)!;
        var call = OriginIn(document, queues);
        return call.Kind == CallKind.Get ? queues.Settlements.PathsOf(call) : queues.Settlements.PathsOf(HandlerOf(call, queues));
    }

    /// <summary>The knowledge of a compilation, and the handler of the only consumer in a document.</summary>
    public static (QueueCompilation Queues, DeliveryHandler Handler) HandlerOf(Compilation compilation, string document)
    {
        var queues = QueueCompilation.Of(compilation)!;
        return (queues, HandlerOf(OriginIn(document, queues), queues));
    }

    private static DeliveryHandler HandlerOf(ClientCall consume, QueueCompilation queues) => queues.Consumers.HandlersOf(consume).Handlers.Single();

    private static ClientCall OriginIn(string document, QueueCompilation queues) =>
        queues.Compilation.SyntaxTrees.Single(tree => tree.FilePath == document).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(invocation => queues.Client.CallOf(queues.OperationOf(invocation)))
            .OfType<ClientCall>().Single(call => call.Kind is CallKind.Consume or CallKind.Get);
}
