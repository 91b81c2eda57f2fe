using System.Globalization;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>How many deliveries of a channel the client handles at a time.</summary>
internal static class DispatchConcurrency
{
    /// <summary>The number for the channel of a call.</summary>
    /// <param name="call">A call of a member of the channel.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The number, or <see langword="null"/> when channel, options or factory are out of sight, or the number is not constant.</returns>
    public static long? Of(ClientCall call, QueueCompilation compilation)
    {
        if (compilation.Channels.OriginsOf(call.Receiver).Only is not { } channel)
            return null;
        var own = channel.Options.DispatchConcurrency;
        if (!own.IsKnown)
            return null;
        return NumberOf(own) ?? (channel.Connection.Only?.Factory.Only is { } factory ? NumberOf(factory.ConstantOf("ConsumerDispatchConcurrency", byDefault: 1)) : null);
    }

    private static long? NumberOf(Constant constant) =>
        constant.Value is sbyte or byte or short or ushort or int or uint or long ? Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture) : null;
}
