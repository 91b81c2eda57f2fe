using System.Text.RegularExpressions;

namespace QueueAnalyzers.Tests;

/// <summary>
/// Expands the neutral words of a test's source to those of one client generation, so that a test is written once.
/// A neutral word ends in a tilde: <c>await~ channel.BasicAck~(tag, false)</c> is <c>channel.BasicAck(tag, false)</c>
/// in 5.x and 6.x, and <c>await channel.BasicAckAsync(tag, false)</c> in 7.x.
/// </summary>
public static partial class Dialect
{
    /// <summary>The words that are not simply <c>Name</c> and <c>NameAsync</c>.</summary>
    private static readonly Dictionary<string, (string Synchronous, string Asynchronous)> Words = new()
    {
        ["await"] = ("", "await "),
        ["async"] = ("", "async "),
        ["using"] = ("using ", "await using "),
        ["null"] = ("null, ", ""),
        ["return"] = ("return", "return Task.CompletedTask"),
        ["Task"] = ("void", "Task"),
        ["IChannel"] = ("IModel", "IChannel"),
        ["Channel"] = ("Model", "Channel"),
        ["CreateChannel"] = ("CreateModel", "CreateChannelAsync"),
        ["ChannelShutdown"] = ("ModelShutdown", "ChannelShutdownAsync"),
        ["HandleChannelShutdown"] = ("HandleModelShutdown", "HandleChannelShutdownAsync"),
        ["EventingConsumer"] = ("EventingBasicConsumer", "AsyncEventingBasicConsumer"),
        ["ConsumerBase"] = ("DefaultBasicConsumer", "AsyncDefaultBasicConsumer"),
        ["IConsumer"] = ("IBasicConsumer", "IAsyncBasicConsumer"),
        ["ReceivedProperties"] = ("IBasicProperties", "IReadOnlyBasicProperties"),
    };

    /// <summary>The words that swallow the blank after them, for they may expand to nothing.</summary>
    private static readonly HashSet<string> Prefixes = ["await", "async", "using", "null"];

    public static bool IsAsynchronous(this ClientVersion version) => version >= ClientVersion.V71;

    public static string Expand(string code, ClientVersion version)
    {
        code = Alternative().Replace(code, match => match.Groups[version.IsAsynchronous() ? "asynchronous" : "synchronous"].Value);
        code = PropertiesOf().Replace(code, match => version.IsAsynchronous() ? "new BasicProperties()" : $"{match.Groups["channel"].Value}.CreateBasicProperties()");
        code = ResultTask().Replace(code, match => version.IsAsynchronous() ? $"Task{match.Groups["result"].Value}" : match.Groups["result"].Value[1..^1]);
        return Word().Replace(code, match => Expand(match.Groups["name"].Value, match.Groups["blank"].Value, version));
    }

    private static string Expand(string name, string blank, ClientVersion version)
    {
        switch (name)
        {
            case "Body":
                return (version == ClientVersion.V5 ? "byte[]" : "ReadOnlyMemory<byte>") + blank;
            case "Delivery":
                var delivery = "string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, "
                    + Expand("ReceivedProperties~ properties, Body~ body", version);
                return (version.IsAsynchronous() ? delivery + ", CancellationToken cancellationToken = default" : delivery) + blank;
        }

        var (synchronous, asynchronous) = Words.TryGetValue(name, out var forms) ? forms : (name, name + "Async");
        return (version.IsAsynchronous() ? asynchronous : synchronous) + (Prefixes.Contains(name) ? "" : blank);
    }

    /// <summary><c>{old~~new}</c>: what no word expresses.</summary>
    [GeneratedRegex(@"\{(?<synchronous>[^{}\r\n]*?)~~(?<asynchronous>[^{}\r\n]*?)\}")]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\bProperties~\((?<channel>[^()]*)\)")]
    private static partial Regex PropertiesOf();

    /// <summary><c>Task~&lt;T&gt;</c>: T, or a task of T.</summary>
    [GeneratedRegex(@"\bTask~(?<result><(?:[^<>;]|(?<open><)|(?<-open>>))*(?(open)(?!))>)")]
    private static partial Regex ResultTask();

    [GeneratedRegex(@"\b(?<name>[A-Za-z_]\w*)~(?<blank> ?)")]
    private static partial Regex Word();
}
