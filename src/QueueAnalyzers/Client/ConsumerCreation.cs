using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>An object creation that makes a consumer for a channel of 5.x or 6.x, where a connection knows only one kind of consumers.</summary>
internal sealed class ConsumerCreation
{
    private ConsumerCreation(IObjectCreationOperation operation, bool isAsynchronous, Origins<ChannelOrigin> channel)
    {
        Operation = operation;
        IsAsynchronous = isAsynchronous;
        Channel = channel;
        Factories = channel.Known
            .SelectMany(origin => origin.Connection.Known)
            .SelectMany(origin => origin.Factory.Known)
            .Distinct()
            .ToImmutableArray();
        Factory = channel.Only?.Connection.Only?.Factory.Only;
    }

    /// <summary>The object creation.</summary>
    public IObjectCreationOperation Operation { get; }

    /// <summary>Whether the consumer is asynchronous.</summary>
    public bool IsAsynchronous { get; }

    /// <summary>The channels that it can be made for.</summary>
    public Origins<ChannelOrigin> Channel { get; }

    /// <summary>The factories in sight that its connection can come from.</summary>
    public ImmutableArray<FactoryOrigin> Factories { get; }

    /// <summary>The one factory that its connection surely comes from, or <see langword="null"/>.</summary>
    public FactoryOrigin? Factory { get; }

    /// <summary>Reads an operation as the creation of a consumer.</summary>
    /// <returns>The creation, or <see langword="null"/> when it is none, or is not given a channel.</returns>
    public static ConsumerCreation? Of(IOperation? operation, QueueCompilation compilation)
    {
        if (operation is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation
            || creation.Arguments.FirstOrDefault(argument => compilation.Client.IsChannel(argument.Value.Type)) is not { } channel)
            return null;
        var isAsynchronous = compilation.Client.IsAsynchronousConsumer(type);
        return isAsynchronous || compilation.Client.IsSynchronousConsumer(type)
            ? new ConsumerCreation(creation, isAsynchronous, compilation.Channels.OriginsOf(Operations.WithoutConversions(channel.Value)))
            : null;
    }

    /// <summary>All consumers that the compilation creates.</summary>
    public static IEnumerable<ConsumerCreation> AllIn(QueueCompilation compilation) =>
        from tree in compilation.Trees
        where TreeWords.Of(tree).MayTouch(Topics.Consumers)
        from creation in tree.GetRoot().DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>()
        let consumer = Of(compilation.OperationOf(creation), compilation)
        where consumer is not null
        select consumer;
}
