using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>The one handler of a program, bound and read: what is left is to go its paths.</summary>
internal sealed class Handler
{
    private readonly QueueCompilation _compilation;
    private readonly FollowedBody _body;

    public Handler(CSharpCompilation compilation)
    {
        _compilation = QueueCompilation.Of(compilation)!;
        var handler = _compilation.Calls.Of(CallKind.Consume)
            .SelectMany(call => _compilation.Consumers.HandlersOf(call).Handlers)
            .Single();
        var code = _compilation.OperationOf(handler.Declaration)!;
        var trace = new DeliveryTrace(_compilation);
        trace.Follow(code, DeliveryHolders.Of(handler.Delivery, DeliveryForm.Itself));
        trace.TakeEverySettle(code);
        _body = new FollowedBody(code, trace.Uses);
    }

    /// <summary>Goes all paths.</summary>
    /// <returns>Whether that was possible within the budget.</returns>
    public bool Explore() => new PathExplorer(_compilation).Explore(_body).IsComplete;
}
