using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>The options that a channel of 7.x is created with. In 5.x and 6.x there are none, and a channel begins without confirms.</summary>
internal sealed class ChannelOptions
{
    /// <summary>The name of the client's class.</summary>
    public const string TypeName = "CreateChannelOptions";

    private static readonly ChannelOptions Default = new(null, Constant.Of(false), Constant.Of(false), Constant.Of(null));
    private static readonly ChannelOptions Unknown = new(null, Constant.Unknown, Constant.Unknown, Constant.Unknown);

    private ChannelOptions(IObjectCreationOperation? creation, Constant confirmations, Constant tracking, Constant dispatchConcurrency)
    {
        Creation = creation;
        Confirmations = confirmations;
        Tracking = tracking;
        DispatchConcurrency = dispatchConcurrency;
    }

    /// <summary>Where the options are created; <see langword="null"/> when none are given, or when that cannot be seen.</summary>
    public IObjectCreationOperation? Creation { get; }

    /// <summary>Whether the broker confirms what is published.</summary>
    public Constant Confirmations { get; }

    /// <summary>Whether the client waits for the confirm in <c>BasicPublishAsync</c> and throws when there is none.</summary>
    public Constant Tracking { get; }

    /// <summary>How many deliveries are handled at once; <see langword="null"/> means what the factory says.</summary>
    public Constant DispatchConcurrency { get; }

    /// <summary>The argument of a parameter of the options' constructor, written or defaulted.</summary>
    public IArgumentOperation? Argument(string parameter) => Creation?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter);

    /// <summary>Reads the options of a call of kind <see cref="CallKind.CreateChannel"/>.</summary>
    public static ChannelOptions Of(ClientCall creation, QueueCompilation compilation)
    {
        if (creation.Argument(ArgumentRole.ChannelOptions) is not { } options || compilation.Constants.Of(options.Value).IsNull)
            return Default;
        if (ObjectSources.Of(options.Value, compilation).Only is not IObjectCreationOperation { Type.Name: TypeName } created || !compilation.Client.Declares(created.Type))
            return Unknown;

        return new ChannelOptions(created, ValueOf("publisherConfirmationsEnabled"), ValueOf("publisherConfirmationTrackingEnabled"), ValueOf("consumerDispatchConcurrency"));

        Constant ValueOf(string parameter) => compilation.Constants.Of(created.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value);
    }
}
