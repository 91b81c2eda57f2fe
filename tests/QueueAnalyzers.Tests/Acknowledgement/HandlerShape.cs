namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>
/// The same statements as a handler of each shape: behind an event, in an override, around a fetch. In them <c>ACK</c>, <c>NACK</c>
/// and <c>LEAVE</c> are statements, <c>TAG</c>, <c>BODY</c>, <c>AGAIN</c> and <c>PROPERTIES</c> are what the handler knows of the delivery, and
/// <c>OWN</c> is the channel as a fix names it.
/// </summary>
/// <param name="Body">The statements.</param>
internal sealed record HandlerShape(string Body)
{
    /// <summary>The rule that reports the handler as a whole.</summary>
    public string? Rule { get; init; }

    /// <summary>The name of the queue.</summary>
    public string Queue { get; init; } = "\"orders\"";

    /// <summary>The flag of the consume or fetch, with its mark if the report stands there.</summary>
    public string AutoAck { get; init; } = "false";

    /// <summary>The method that consumes, with its mark if the report stands there.</summary>
    public string Consume { get; init; } = "BasicConsume~";

    /// <summary>Statements before the consume or fetch.</summary>
    public string Before { get; init; } = "";

    /// <summary>Statements directly before the consume, which in an event come behind the subscription.</summary>
    public string BeforeConsume { get; init; } = "";

    /// <summary>Whether the channels are created in sight; else they are given.</summary>
    public bool OpensChannels { get; init; }

    /// <summary>Whether the consumer is one of 6.x that awaits its handlers.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Behind an event and in an override, on 6.x also where they are awaited.</summary>
    public IEnumerable<string> Consumers(ClientVersion version)
    {
        yield return Event;
        yield return Override;
        if (version != ClientVersion.V6)
            yield break;
        var awaited = this with { IsAwaited = true };
        yield return awaited.Event;
        yield return awaited.Override;
    }

    /// <summary>Every shape that there is on a version of the client.</summary>
    public IEnumerable<string> All(ClientVersion version) => Consumers(version).Append(Fetch);

    public string Event =>
        $$"""
        public class Program
        {
            public async~ Task~ Run({{Parameters}})
            {{{Opening}}{{Statements(Before, 8)}}
                var consumer = new {{(IsAwaited ? "AsyncEventingBasicConsumer" : "EventingConsumer~")}}(channel);
                consumer.{{Named(IsAwaited ? "Received" : "Received~")}} += {{Async}} (sender, args) =>
                {{{Statements(Spelled("args.DeliveryTag", "args.Body.ToArray()", "args.Redelivered", "args.BasicProperties", "return;", "channel"), 12)}}
                };{{Statements(BeforeConsume, 8)}}
                await~ channel.{{Consume}}({{Queue}}, {{AutoAck}}, consumer);
            }
        {{Members}}
        }
        """;

    public string Override =>
        $$"""
        public sealed class Worker : {{(IsAwaited ? "AsyncDefaultBasicConsumer" : "ConsumerBase~")}}
        {
            private static IChannel~ channel = null!, other = null!;
            public Worker() : base(channel) { }
            public static async~ Task~ Start({{(OpensChannels ? "IConnection connection" : "IChannel~ given, IChannel~ spare")}})
            {
                channel = {{(OpensChannels ? "await~ connection.CreateChannel~()" : "given")}};
                other = {{(OpensChannels ? "await~ connection.CreateChannel~()" : "spare")}};{{Statements(Before, 8)}}{{Statements(BeforeConsume, 8)}}
                await~ channel.{{Consume}}({{Queue}}, {{AutoAck}}, new Worker());
            }

            public override {{Async}} {{(IsAwaited ? "Task" : "Task~")}} {{Named(IsAwaited ? "HandleBasicDeliver" : "HandleBasicDeliver~")}}(Delivery~)
            {{{Statements(Spelled("deliveryTag", "body.ToArray()", "redelivered", "properties", "return;", "Channel~"), 8)}}
            }
        {{Members}}
        }
        """;

    public string Fetch =>
        $$"""
        public class Program
        {
            public async~ Task~ Run({{Parameters}})
            {{{Opening}}{{Statements(Before, 8)}}
                while (true)
                {
                    var result = await~ channel.{{Named("BasicGet~")}}({{Queue}}, {{AutoAck}});
                    if (result == null)
                        return;{{Statements(Spelled("result.DeliveryTag", "result.Body.ToArray()", "result.Redelivered", "result.BasicProperties", "continue;", "channel"), 12)}}
                }
            }
        {{Members}}
        }
        """;

    private const string Members =
        """

            private static void Work(byte[] body) { System.IO.File.WriteAllBytes("orders", body); }
        """;

    private string Parameters => OpensChannels ? "IConnection connection" : "IChannel~ channel, IChannel~ other";

    private string Opening => OpensChannels ? Statements("var channel = await~ connection.CreateChannel~();\nvar other = await~ connection.CreateChannel~();", 8) : "";

    private string Async => IsAwaited ? "async" : "async~";

    private string Named(string name) => Rule is null ? name : $"{{|{Rule}:{name}|}}";

    private string Spelled(string tag, string content, string again, string properties, string leave, string own) => Body
        .Replace("NACK", "await~ channel.BasicReject~(TAG, false);", StringComparison.Ordinal)
        .Replace("ACK", "await~ channel.BasicAck~(TAG, multiple: false);", StringComparison.Ordinal)
        .Replace("TAG", tag, StringComparison.Ordinal)
        .Replace("BODY", content, StringComparison.Ordinal)
        .Replace("AGAIN", again, StringComparison.Ordinal)
        .Replace("PROPERTIES", properties, StringComparison.Ordinal)
        .Replace("LEAVE", leave, StringComparison.Ordinal)
        .Replace("OWN", own, StringComparison.Ordinal);

    private static string Statements(string code, int indent) => code.Length == 0
        ? ""
        : string.Concat(code.ReplaceLineEndings("\n").Split('\n').Select(line => "\n" + (line.Length == 0 ? line : new string(' ', indent) + line)));
}
