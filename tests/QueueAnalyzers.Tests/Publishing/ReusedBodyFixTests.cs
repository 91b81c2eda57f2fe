using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3007: a copy is published.</summary>
public class ReusedBodyFixTests
{
    private const string Parameters = "IChannel channel, byte[] buffer, Memory<byte> memory";

    public static TheoryData<string, string> Bodies => new()
    {
        { "[|buffer|]", "buffer.ToArray()" },
        { "[|body: buffer|]", "body: buffer.ToArray()" },
        { "[|buffer.AsMemory(0, 5)|]", "buffer.AsMemory(0, 5).ToArray()" },
        { "[|memory|]", "memory.ToArray()" },
        { "[|memory[..5]|]", "memory[..5].ToArray()" },
        { "[|memory.Slice(1)|] /* the order */", "memory.Slice(1).ToArray() /* the order */" },
        { "[|new ReadOnlyMemory<byte>(buffer, 0, 5)|]", "new ReadOnlyMemory<byte>(buffer, 0, 5).ToArray()" },
        { "[|(ReadOnlyMemory<byte>)buffer|]", "((ReadOnlyMemory<byte>)buffer).ToArray()" },
        { "[|(buffer)|]", "(buffer).ToArray()" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task Copies(string before, string after) => Verify.Fixes<ReusedBodyAnalyzer, ReusedBodyFix>(V7, Code(before), Code(after));

    [Fact]
    public Task CopiesInALoop() => Verify.Fixes<ReusedBodyAnalyzer, ReusedBodyFix>(V7,
        """
        await using var connection = await new ConnectionFactory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var buffer = new byte[4];
        var tasks = new List<Task>();
        for (var i = 0; i < 1000; i++)
        {
            BitConverter.TryWriteBytes(buffer, i);
            tasks.Add(channel.BasicPublishAsync(
                exchange: "orders",
                routingKey: "",
                mandatory: true,
                basicProperties: new BasicProperties { Persistent = true },
                [|body: buffer|] /* four bytes */).AsTask());
        #if DEBUG
            tasks.Add(channel.BasicPublishAsync("log", "", true, new BasicProperties { Persistent = true }, [|buffer|]).AsTask());
        #else
            tasks.Add(channel.BasicPublishAsync("log", "", true, new BasicProperties { Persistent = true }, [|buffer|]).AsTask());
        #endif
        }

        await Task.WhenAll(tasks);
        """.Replace("[|buffer|]).AsTask());\n#else", "buffer).AsTask());\n#else", StringComparison.Ordinal),
        """
        await using var connection = await new ConnectionFactory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var buffer = new byte[4];
        var tasks = new List<Task>();
        for (var i = 0; i < 1000; i++)
        {
            BitConverter.TryWriteBytes(buffer, i);
            tasks.Add(channel.BasicPublishAsync(
                exchange: "orders",
                routingKey: "",
                mandatory: true,
                basicProperties: new BasicProperties { Persistent = true },
                body: buffer.ToArray() /* four bytes */).AsTask());
        #if DEBUG
            tasks.Add(channel.BasicPublishAsync("log", "", true, new BasicProperties { Persistent = true }, buffer).AsTask());
        #else
            tasks.Add(channel.BasicPublishAsync("log", "", true, new BasicProperties { Persistent = true }, buffer.ToArray()).AsTask());
        #endif
        }

        await Task.WhenAll(tasks);
        """);

    [Fact]
    public Task ClonesWhereToArrayIsSomethingElse()
    {
        const string Code =
            """
            namespace Shop
            {
                public static class Arrays
                {
                    public static string ToArray(this byte[] bytes) => BitConverter.ToString(bytes);
                }

                public class Publisher
                {
                    public async Task Run(IChannel channel, byte[] buffer)
                    {
                        var task = channel.BasicPublishAsync("", "orders", true, new BasicProperties { Persistent = true }, BODY);
                        buffer[0] = 1;
                        await task;
                    }
                }
            }
            """;
        return Verify.Fixes<ReusedBodyAnalyzer, ReusedBodyFix>(
            V7,
            Code.Replace("BODY", "[|buffer|]", StringComparison.Ordinal),
            Code.Replace("BODY", "(byte[])buffer.Clone()", StringComparison.Ordinal));
    }

    private static string Code(string body) => InMethod(
        $"""
        var task = channel.BasicPublishAsync("", "orders", mandatory: true, basicProperties: new BasicProperties(), {body});
        {(body.Contains("memory", StringComparison.Ordinal) ? "memory.Span[0] = 1;" : "buffer[0] = 1;")}
        await task;
        """,
        Parameters);
}
