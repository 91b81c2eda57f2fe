using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>A call that creates a channel, and everything in sight that is done with the channel.</summary>
internal sealed class ChannelOrigin
{
    private readonly QueueCompilation _compilation;
    private readonly Once<Origins<ConnectionOrigin>> _connection;
    private readonly Once<ChannelOptions> _options;
    private readonly Once<ObjectUses> _uses;
    private readonly Once<ImmutableArray<ClientCall>> _calls;

    public ChannelOrigin(ClientCall creation, QueueCompilation compilation)
    {
        _compilation = compilation;
        Creation = creation;
        _connection = new(() => compilation.Connections.OriginsOf(creation.Receiver));
        _options = new(() => ChannelOptions.Of(creation, compilation));
        _uses = new(() => ObjectTrace.Of(creation.Invocation, compilation));
        _calls = new(() => Uses.Invocations.Select(compilation.Client.CallOf).OfType<ClientCall>().OrderBy(call => call.Invocation.Syntax.SpanStart).ToImmutableArray());
    }

    /// <summary>The call that creates it.</summary>
    public ClientCall Creation { get; }

    /// <summary>The connections that it can belong to.</summary>
    public Origins<ConnectionOrigin> Connection => _connection.Value;

    /// <summary>The options that it is created with.</summary>
    public ChannelOptions Options => _options.Value;

    /// <summary>What is done with it in sight.</summary>
    public ObjectUses Uses => _uses.Value;

    /// <summary>Whether code out of sight can get hold of it, and so may call what is not called in sight.</summary>
    public bool IsHandedOut => Uses.IsHandedOut;

    /// <summary>The calls of the client on it, wherever in the compilation, in the order of the source within a file.</summary>
    public ImmutableArray<ClientCall> Calls => _calls.Value;

    /// <summary>The calls that the type makes which creates it, on a channel that it does not take from its own callers.</summary>
    public IEnumerable<ClientCall> OwnCalls => Calls.Where(call => IsOwn(call));

    /// <summary>Whether a call of that kind is made on it in sight.</summary>
    public bool Has(CallKind kind) => Calls.Any(call => call.Kind == kind);

    /// <summary>Whether a handler is attached in sight to an event of that name, with or without <c>Async</c>.</summary>
    public bool IsSubscribed(string name) => Uses.Members.OfType<IEventReferenceOperation>().Any(member => member.Event.Name == name || member.Event.Name == name + "Async");

    private bool IsOwn(ClientCall call) =>
        ClientModel.Same(_compilation.Queues.TypeAround(call.Invocation)?.OriginalDefinition, _compilation.Queues.TypeAround(Creation.Invocation)?.OriginalDefinition)
        && (Operations.SymbolOf(call.Receiver) is not IParameterSymbol { ContainingSymbol: IMethodSymbol method } || Callees.IsCalledInTypeOnly(method));
}
