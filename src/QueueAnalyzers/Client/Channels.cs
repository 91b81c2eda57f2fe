using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Knows where channels come from: which call creates the channel that an expression gives. The answer looks through variables,
/// through methods and properties of the same type and through the parameters of its private methods; a channel that is injected,
/// taken from a pool or made by another type has no known origin.
/// </summary>
internal sealed class Channels
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxNode, ChannelOrigin> _origins = new();

    public Channels(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The calls that a channel can be created by.</summary>
    /// <param name="channel">An expression for the channel, as a call's receiver; <see langword="null"/> for one that is not there, which is unknown.</param>
    public Origins<ChannelOrigin> OriginsOf(IOperation? channel)
    {
        if (channel is null)
            return Origins<ChannelOrigin>.Unknown;
        var sources = ObjectSources.Of(channel, _compilation);
        var known = sources.Known.Select(_compilation.Client.CallOf).OfType<ClientCall>().Where(call => call.Kind == CallKind.CreateChannel).Select(OriginOf).ToImmutableArray();
        return new Origins<ChannelOrigin>(known, sources.AreAll && known.Length == sources.Known.Length);
    }

    /// <summary>The channel that a call of kind <see cref="CallKind.CreateChannel"/> creates.</summary>
    public ChannelOrigin OriginOf(ClientCall creation) =>
        _origins.GetOrAdd(creation.Invocation.Syntax, _ => new ChannelOrigin(creation, _compilation));
}

/// <summary>Knows where connections and their factories come from, in the same way as <see cref="Channels"/>.</summary>
internal sealed class Connections
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<SyntaxNode, ConnectionOrigin> _origins = new();
    private readonly ConcurrentDictionary<SyntaxNode, FactoryOrigin> _factories = new();

    public Connections(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The calls that a connection can be opened by.</summary>
    /// <param name="connection">An expression for the connection; <see langword="null"/> for one that is not there, which is unknown.</param>
    public Origins<ConnectionOrigin> OriginsOf(IOperation? connection)
    {
        if (connection is null)
            return Origins<ConnectionOrigin>.Unknown;
        var sources = ObjectSources.Of(connection, _compilation);
        var known = sources.Known.Select(_compilation.Client.CallOf).OfType<ClientCall>().Where(call => call.Kind == CallKind.CreateConnection).Select(OriginOf).ToImmutableArray();
        return new Origins<ConnectionOrigin>(known, sources.AreAll && known.Length == sources.Known.Length);
    }

    /// <summary>The connection that a call of kind <see cref="CallKind.CreateConnection"/> opens.</summary>
    public ConnectionOrigin OriginOf(ClientCall creation) =>
        _origins.GetOrAdd(creation.Invocation.Syntax, _ => new ConnectionOrigin(creation, _compilation));

    /// <summary>The object creations that a factory can come from.</summary>
    /// <param name="factory">An expression for the factory; <see langword="null"/> for one that is not there, which is unknown.</param>
    public Origins<FactoryOrigin> FactoriesOf(IOperation? factory)
    {
        if (factory is null)
            return Origins<FactoryOrigin>.Unknown;
        var sources = ObjectSources.Of(factory, _compilation);
        var known = sources.Known.OfType<IObjectCreationOperation>().Where(creation => _compilation.Client.Declares(creation.Type)).Select(FactoryOf).ToImmutableArray();
        return new Origins<FactoryOrigin>(known, sources.AreAll && known.Length == sources.Known.Length);
    }

    /// <summary>The factory that an object creation makes.</summary>
    public FactoryOrigin FactoryOf(IObjectCreationOperation creation) =>
        _factories.GetOrAdd(creation.Syntax, _ => new FactoryOrigin(creation, _compilation));
}
