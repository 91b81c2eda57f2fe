using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>What the engine finds in a handler.</summary>
internal static class Explored
{
    /// <summary>The exploration of the handler of the only consumer in a document. Nothing is remembered from an earlier one.</summary>
    public static Exploration Of(Compilation compilation, string document)
    {
        var (queues, handler) = HandlerOf(compilation, document);
        return queues.Settlements.PathsOf(handler);
    }

    /// <summary>The knowledge of a compilation, and the handler of the only consumer in a document.</summary>
    public static (QueueCompilation Queues, DeliveryHandler Handler) HandlerOf(Compilation compilation, string document)
    {
        var queues = QueueCompilation.Of(compilation)!;
        var tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == document);
        var consume = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(invocation => queues.Client.CallOf(queues.OperationOf(invocation)))
            .OfType<ClientCall>().Single(call => call.Kind == CallKind.Consume);
        return (queues, queues.Consumers.HandlersOf(consume).Handlers.Single());
    }
}
