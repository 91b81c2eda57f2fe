using System.Text.RegularExpressions;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>What drawn handlers are written for.</summary>
/// <param name="Version">The client.</param>
/// <param name="IsAsynchronous">Whether its consumers are asynchronous. In 6.x they can be, and what they call on the channel is not.</param>
internal sealed partial record Target(ClientVersion Version, bool IsAsynchronous)
{
    /// <summary>Expands neutral words.</summary>
    public string Expand(string code) =>
        IsAsynchronous && !Version.IsAsynchronous()
            ? Dialect.Expand(WordOfChannel().Replace(code, word => Dialect.Expand(word.Value.Replace("await~ ", "", StringComparison.Ordinal), Version)), ClientVersion.V7)
            : Dialect.Expand(code, Version);

    /// <inheritdoc/>
    public override string ToString() => IsAsynchronous && !Version.IsAsynchronous() ? $"{Version}, asynchronous" : $"{Version}";

    /// <summary>What does not follow the consumer, but the client.</summary>
    [GeneratedRegex(@"await~ channel\.Basic\w+~|\b(?:IChannel|Delivery|Received|HandleBasicDeliver)~")]
    private static partial Regex WordOfChannel();
}
