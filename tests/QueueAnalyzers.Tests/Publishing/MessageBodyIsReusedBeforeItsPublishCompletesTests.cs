using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3007: buffers that are written while they are sent.</summary>
public class MessageBodyIsReusedBeforeItsPublishCompletesTests
{
    private const string Parameters = "IChannel channel, System.IO.Stream stream, byte[] source, List<Task> tasks";

    [Theory, Generations(V71, V7, Cases = [
        "buffer[0] = 1;",
        "buffer[0] += 1;",
        "buffer[0]++;",
        "buffer[^1] = 1;",
        "source.CopyTo(buffer, 0);",
        "source.AsSpan().CopyTo(buffer);",
        "source.AsMemory().CopyTo(buffer.AsMemory(1));",
        "Array.Copy(source, buffer, 1);",
        "Array.Copy(source, 0, buffer, 0, 1);",
        "Array.Clear(buffer);",
        "Array.Fill(buffer, (byte)1);",
        "buffer.AsSpan().Fill(1);",
        "buffer.AsSpan()[0] = 1;",
        "buffer.AsMemory().Span[0] = 1;",
        "Buffer.BlockCopy(source, 0, buffer, 0, 1);",
        "stream.Read(buffer, 0, 1);",
        "stream.Read(buffer);",
        "stream.ReadExactly(buffer);",
        "await stream.ReadAsync(buffer);",
        "await stream.ReadAsync(buffer.AsMemory(0, 5));",
        "Encoding.UTF8.GetBytes(\"next\", 0, 4, buffer, 0);",
        "Encoding.UTF8.GetBytes(\"next\", buffer);",
        "System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(buffer, 1);",
        "Random.Shared.NextBytes(buffer);",
        "System.Security.Cryptography.RandomNumberGenerator.Fill(buffer);",
        "1.TryFormat(buffer, out _);",
        "System.Buffers.ArrayPool<byte>.Shared.Return(buffer);"])]
    public Task ReportsEveryKindOfWrite(ClientVersion version, string write) => Verify.That(version, InMethod(
        $"""
        var buffer = new byte[16];
        var task = channel.BasicPublishAsync("", "orders", [|buffer|]);
        {write}
        await task;
        """,
        Parameters)).WithMessagesContaining("'buffer'").Reports<ReusedBodyAnalyzer>();

    [Theory, Generations(V71, V7, Cases = [
        "[|buffer|]",
        "[|buffer.AsMemory(0, 5)|]",
        "[|buffer.AsMemory()[..5]|]",
        "[|buffer.AsMemory().Slice(1)|]",
        "[|new ReadOnlyMemory<byte>(buffer, 0, 5)|]",
        "[|new Memory<byte>(buffer)|]",
        "[|(ReadOnlyMemory<byte>)buffer|]",
        "[|(buffer)|]",
        "[|memory|]",
        "[|body: memory.Slice(1)|]"])]
    public Task ReportsEveryViewOfTheBuffer(ClientVersion version, string body) => Verify.Reports<ReusedBodyAnalyzer>(version, InMethod(
        $$"""
        byte[] buffer = new byte[16];
        var memory = buffer.AsMemory();
        for (var i = 0; i < 10; i++)
        {
            buffer[0] = (byte)i;
            tasks.Add(channel.BasicPublishAsync("", "orders", {{body}}).AsTask());
        }
        await Task.WhenAll(tasks);
        """,
        Parameters));

    [Theory, Generations(V7, Cases = [
        "foreach (var next in source) { buffer[0] = next; tasks.Add(PUBLISH); }",
        "foreach (var next in source) { tasks.Add(PUBLISH); buffer[0] = next; }",
        "foreach (var next in source) { buffer[0] = next; var task = PUBLISH; tasks.Add(task); }",
        "while (await stream.ReadAsync(buffer) > 0) tasks.Add(PUBLISH);",
        "int count; while ((count = stream.Read(buffer)) > 0) { tasks.Add(PUBLISH); }",
        "do { tasks.Add(PUBLISH); } while (stream.Read(buffer) > 0);",
        "for (var i = 0; i < 10; buffer[0]++) tasks.Add(PUBLISH);",
        "var all = new Task[10]; for (var i = 0; i < 10; i++) { buffer[0] = 1; all[i] = PUBLISH; } await Task.WhenAll(all);",
        "foreach (var next in source) { buffer[0] = next; tasks.Add(PUBLISH); if (tasks.Count >= 50) { await Task.WhenAll(tasks); tasks.Clear(); } }",
        "for (var i = 0; i < 100; i++) { buffer[0] = 1; tasks.Add(PUBLISH); if (i % 10 == 0) await Task.WhenAll(tasks); }",
        "foreach (var next in source) { for (var i = 0; i < 3; i++) { buffer[i] = next; tasks.Add(PUBLISH); } await Task.WhenAll(tasks); }",
        "await foreach (var next in Numbers()) { buffer[0] = next; tasks.Add(PUBLISH); } async IAsyncEnumerable<byte> Numbers() { await Task.Yield(); yield return 1; }"])]
    public Task ReportsLoopsWhoseTasksAreAwaitedTogether(ClientVersion version, string loop) => Verify.Reports<ReusedBodyAnalyzer>(version, InMethod(
        $"var buffer = new byte[16];\n{loop.Replace("PUBLISH", "channel.BasicPublishAsync(\"\", \"orders\", [|buffer|]).AsTask()", StringComparison.Ordinal)}\nawait Task.WhenAll(tasks);",
        Parameters));

    [Fact]
    public Task ReportsFieldsAndHelpers() => Verify.Reports<ReusedBodyAnalyzer>(V7,
        """
        public class Publisher(IChannel channel)
        {
            private readonly byte[] _buffer = new byte[64];
            private Task _last = Task.CompletedTask;

            public async Task PublishAll(IEnumerable<string> texts)
            {
                var tasks = new List<ValueTask>();
                foreach (var text in texts)
                {
                    var length = Encode(text, _buffer);
                    tasks.Add(channel.BasicPublishAsync("", "orders", true, new BasicProperties { Persistent = true }, [|_buffer.AsMemory(0, length)|]));
                }

                foreach (var task in tasks)
                    await task;
            }

            public async Task PublishTwice()
            {
                Fill("first");
                var first = channel.BasicPublishAsync("", "orders", [|_buffer|]);
                Fill("second");
                var second = channel.BasicPublishAsync("", "orders", _buffer);
                await first;
                await second;
            }

            public void Keep(byte[] body)
            {
                _last = channel.BasicPublishAsync("", "orders", [|body|]).AsTask();
                body[0] = 0;
            }

            private static int Encode(string text, byte[] target) => Write(text, target);

            private static int Write(string text, byte[] target) => Encoding.UTF8.GetBytes(text, 0, text.Length, target, 0);

            private void Fill(string text) => Encoding.UTF8.GetBytes(text).CopyTo(this._buffer, 0);
        }
        """);

    [Fact]
    public Task ReportsTopLevelStatements() => Verify.Reports<ReusedBodyAnalyzer>(V7,
        """
        await using var connection = await new ConnectionFactory().CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var buffer = new byte[4];
        List<ValueTask> tasks = [];
        for (var i = 0; i < 1000; i++)
        {
            BitConverter.TryWriteBytes(buffer, i);
            tasks.Add(channel.BasicPublishAsync("", "orders", [|buffer|]));
        }

        foreach (var task in tasks)
            await task;
        """);

    [Theory, Generations(V7, Cases = [
        """await channel.BasicPublishAsync("", "orders", buffer); buffer[0] = 1;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); await task; buffer[0] = 1;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer).AsTask(); task.Wait(); buffer[0] = 1;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); _ = source[0]; source[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer.ToArray()); buffer[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer.AsMemory(0, 4).ToArray()); buffer[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", (byte[])buffer.Clone()); buffer[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); buffer = new byte[16]; buffer[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); Array.Resize(ref buffer, 32); buffer[0] = 1; await task;""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); buffer.CopyTo(source, 0); stream.Write(buffer); _ = Encoding.UTF8.GetString(buffer); await task;""",
        """buffer[0] = 1; var task = channel.BasicPublishAsync("", "orders", buffer); await task;""",
        """Task task; if (source.Length > 1) { task = channel.BasicPublishAsync("", "orders", buffer).AsTask(); } else { buffer[0] = 1; task = Task.CompletedTask; } await task;""",
        """foreach (var next in source) { buffer[0] = next; await channel.BasicPublishAsync("", "orders", buffer); }""",
        """foreach (var next in source) { buffer[0] = next; var task = channel.BasicPublishAsync("", "orders", buffer); await task; }""",
        """foreach (var next in source) { buffer[0] = next; tasks.Add(channel.BasicPublishAsync("", "orders", buffer).AsTask()); await Task.WhenAll(tasks); }""",
        """foreach (var next in source) { var body = new byte[] { next }; body[0]++; tasks.Add(channel.BasicPublishAsync("", "orders", body).AsTask()); }""",
        """foreach (var next in source) { buffer = new byte[16]; buffer[0] = next; tasks.Add(channel.BasicPublishAsync("", "orders", buffer).AsTask()); }""",
        """foreach (var next in source) { tasks.Add(channel.BasicPublishAsync("", "orders", buffer).AsTask()); }""",
        """foreach (var next in source) { tasks.Add(channel.BasicPublishAsync("", "orders", Encoding.UTF8.GetBytes("order " + next)).AsTask()); }""",
        """Task? last = null; foreach (var next in source) { if (last != null) await last; buffer[0] = next; last = channel.BasicPublishAsync("", "orders", buffer).AsTask(); }""",
        """foreach (var next in source) { if (tasks.Count > 0) await Task.WhenAll(tasks); buffer[0] = next; tasks.Add(channel.BasicPublishAsync("", "orders", buffer).AsTask()); }""",
        """var buffers = new[] { new byte[1], new byte[1] }; for (var i = 0; i < 2; i++) { buffers[i][0] = 1; tasks.Add(channel.BasicPublishAsync("", "orders", buffers[i]).AsTask()); }""",
        """await Task.WhenAll(channel.BasicPublishAsync("", "orders", buffer).AsTask(), channel.BasicPublishAsync("", "orders", buffer).AsTask()); buffer[0] = 1;""",
        """await Publish(channel.BasicPublishAsync("", "orders", buffer)); buffer[0] = 1; Task Publish(ValueTask task) => task.AsTask();""",
        """var task = channel.BasicPublishAsync("", "orders", buffer); Action change = () => buffer[0] = 1; await task; change();"""])]
    public Task SilentWhereTheBufferIsNotReused(ClientVersion version, string statements) =>
        Verify.Silent<ReusedBodyAnalyzer>(version, InMethod("var buffer = new byte[16];\n" + statements, Parameters));

    [Fact]
    public Task SilentAboutTasksThatAreDropped() => Verify.Silent<ReusedBodyAnalyzer>(V7, InMethod(
        """
        var buffer = new byte[16];
        channel.BasicPublishAsync("", "orders", buffer);
        buffer[0] = 1;
        _ = channel.BasicPublishAsync("", "orders", buffer);
        buffer[0] = 1;
        """,
        Parameters));

    [Fact]
    public Task SilentAboutWritesThatCannotBeSeen() => Verify.Silent<ReusedBodyAnalyzer>(V7,
        """
        public interface IEncoder
        {
            int Encode(string text, byte[] target);
        }

        public class Publisher(IChannel channel, IEncoder encoder, Func<byte[], int> fill)
        {
            private readonly byte[] _buffer = new byte[64];

            public async Task PublishAll(IEnumerable<string> texts)
            {
                var tasks = new List<ValueTask>();
                foreach (var text in texts)
                {
                    encoder.Encode(text, _buffer);
                    fill(_buffer);
                    Look(_buffer);
                    tasks.Add(channel.BasicPublishAsync("", "orders", _buffer));
                }

                foreach (var task in tasks)
                    await task;
            }

            public ValueTask Publish() => channel.BasicPublishAsync("", "orders", _buffer);

            private static void Look(byte[] bytes) => Console.WriteLine(bytes[0]);
        }
        """);

    [Theory, OldGenerations]
    public Task SilentInOlderClients(ClientVersion version) => Verify.Silent<ReusedBodyAnalyzer>(version, InMethod(
        """
        var buffer = new byte[16];
        for (var i = 0; i < 10; i++)
        {
            buffer[0] = (byte)i;
            channel.BasicPublish("", "orders", null, buffer);
        }
        """,
        "IModel channel"));

    [Fact]
    public Task SilentAboutAUsersOwnType() => Verify.Silent<ReusedBodyAnalyzer>(V7,
        """
        public class Channel
        {
            public Task BasicPublishAsync(string exchange, string routingKey, byte[] body) => Task.CompletedTask;

            public async Task Run(byte[] buffer)
            {
                var task = BasicPublishAsync("", "orders", buffer);
                buffer[0] = 1;
                await task;
            }
        }
        """);

    [Fact]
    public Task SilentInBrokenCode() => Verify.That(V7, InMethod(
        """
        var task = channel.BasicPublishAsync("", "orders", undefined);
        undefined[0] = 1;
        var other = channel.BasicPublishAsync("", "orders", );
        await task;
        """,
        Parameters)).AllowingErrors().Silent<ReusedBodyAnalyzer>();
}
