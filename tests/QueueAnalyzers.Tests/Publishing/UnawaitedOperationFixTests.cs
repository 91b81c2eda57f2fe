using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3004: how operations get awaited.</summary>
public class UnawaitedOperationFixTests
{
    public static TheoryData<string, string> Statements => new()
    {
        { "channel.[|CloseAsync|]();", "await channel.CloseAsync();" },
        { "_ = channel.[|CloseAsync|]();", "await channel.CloseAsync();" },
        { "var closing = channel.[|CloseAsync|]();", "await channel.CloseAsync();" },
        { "Task closing = channel.[|CloseAsync|]();", "await channel.CloseAsync();" },
        { "channel.[|BasicAckAsync|](1, false).AsTask();", "await channel.BasicAckAsync(1, false).AsTask();" },
        { "(channel).[|CloseAsync|](); // done", "await (channel).CloseAsync(); // done" },
        { "/* now */ channel.[|CloseAsync|](/* soon */);", "/* now */ await channel.CloseAsync(/* soon */);" },
        { "channel.[|CloseAsync|]().ConfigureAwait(false);", "await channel.CloseAsync().ConfigureAwait(false);" },
        { "channel.[|CloseAsync|](); await Task.Delay(1).ConfigureAwait(false);", "await channel.CloseAsync().ConfigureAwait(false); await Task.Delay(1).ConfigureAwait(false);" },
        { "channel.[|QueueDeclareAsync|](\"orders\");", "await channel.QueueDeclareAsync(\"orders\");" },
        { "_ = channel?.[|CloseAsync|]() ?? Task.CompletedTask;", "await (channel?.CloseAsync() ?? Task.CompletedTask);" },
        { "if (channel.IsOpen) channel.[|CloseAsync|](); else channel.[|AbortAsync|]();", "if (channel.IsOpen) await channel.CloseAsync(); else await channel.AbortAsync();" },
        { "for (ulong tag = 1; tag < 3; channel.[|BasicAckAsync|](tag++, false)) { }", "for (ulong tag = 1; tag < 3; await channel.BasicAckAsync(tag++, false)) { }" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public Task AwaitsInAnAsynchronousMethod(string before, string after) => Fixes(
        InMethod(before + "\nawait Task.Yield();", "IChannel channel"),
        InMethod(after + "\nawait Task.Yield();", "IChannel channel"));

    [Fact]
    public Task AwaitsOnlyWhatIsThere() => Fixes(
        """
        public class Publisher(IChannel? channel, IConnection? connection)
        {
            public async Task StopAsync()
            {
                // First the channel.
                channel?.[|CloseAsync|](); // Then the connection.
                _ = connection?.[|CloseAsync|]();
                await Task.Yield();
            }
        }
        """,
        """
        public class Publisher(IChannel? channel, IConnection? connection)
        {
            public async Task StopAsync()
            {
                // First the channel.
                if (channel != null)
                    await channel.CloseAsync(); // Then the connection.
                if (connection != null)
                    await connection.CloseAsync();
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task AwaitsInTopLevelStatements() => Fixes(
        """
        var factory = new ConnectionFactory();
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var text in args)
            _ = channel.[|BasicPublishAsync|]("", "orders", false, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
        """,
        """
        var factory = new ConnectionFactory();
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var text in args)
            await channel.BasicPublishAsync("", "orders", false, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(text));
        """);

    [Fact]
    public Task MakesHandlersAsynchronous() => Fixes(
        """
        public class Worker
        {
            public void Start(IChannel channel, AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += (_, args) =>
                {
                    if (args.Redelivered)
                    {
                        channel.[|BasicRejectAsync|](args.DeliveryTag, requeue: false);
                        return Task.CompletedTask;
                    }

                    channel.[|BasicAckAsync|](args.DeliveryTag, multiple: false);
                    return Task.CompletedTask;
                };
                consumer.ReceivedAsync += delegate(object sender, BasicDeliverEventArgs args)
                {
                    channel.[|BasicAckAsync|](args.DeliveryTag, false);
                    return Task.Delay(1);
                };
                consumer.ReceivedAsync += HandleAsync;
            }

            private Task HandleAsync(object sender, BasicDeliverEventArgs args)
            {
                _ = ((AsyncEventingBasicConsumer)sender).Channel.[|BasicAckAsync|](args.DeliveryTag, false);
                return args.Redelivered ? Task.Delay(1) : Task.CompletedTask;
            }
        }
        """,
        """
        public class Worker
        {
            public void Start(IChannel channel, AsyncEventingBasicConsumer consumer)
            {
                consumer.ReceivedAsync += async (_, args) =>
                {
                    if (args.Redelivered)
                    {
                        await channel.BasicRejectAsync(args.DeliveryTag, requeue: false);
                        return;
                    }

                    await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                };
                consumer.ReceivedAsync += async delegate(object sender, BasicDeliverEventArgs args)
                {
                    await channel.BasicAckAsync(args.DeliveryTag, false);
                    await Task.Delay(1);
                };
                consumer.ReceivedAsync += HandleAsync;
            }

            private async Task HandleAsync(object sender, BasicDeliverEventArgs args)
            {
                await ((AsyncEventingBasicConsumer)sender).Channel.BasicAckAsync(args.DeliveryTag, false);
                await (args.Redelivered ? Task.Delay(1) : Task.CompletedTask);
            }
        }
        """);

    [Fact]
    public Task MakesMethodsThatReturnATaskAsynchronous() => Fixes(
        """
        public abstract class Publisher
        {
            public abstract Task<int> PublishAsync(IChannel channel, byte[] body);
        }

        public class OrderPublisher : Publisher
        {
            public override Task<int> PublishAsync(IChannel channel, byte[] body)
            {
                if (body.Length == 0)
                    return Task.FromResult(0);
                channel.[|BasicPublishAsync|]("", "orders", body);
                return CountAsync(body);
            }

            private static Task<int> CountAsync(byte[] body) => Task.Run(() => body.Length);
        }
        """,
        """
        public abstract class Publisher
        {
            public abstract Task<int> PublishAsync(IChannel channel, byte[] body);
        }

        public class OrderPublisher : Publisher
        {
            public override async Task<int> PublishAsync(IChannel channel, byte[] body)
            {
                if (body.Length == 0)
                    return 0;
                await channel.BasicPublishAsync("", "orders", body);
                return await CountAsync(body);
            }

            private static Task<int> CountAsync(byte[] body) => Task.Run(() => body.Length);
        }
        """);

    [Fact]
    public Task AwaitsPrivateMethodsWhereTheyAreCalled() => Fixes(
        """
        public class Publisher(IChannel channel)
        {
            public async Task RunAsync()
            {
                await Task.Yield();
                Publish("a");
                this.Publish("b");
                Log();

                void Log() => channel.[|BasicPublishAsync|]("", "log", new byte[] { 1 });
            }

            public Task StopAsync()
            {
                Close(); // at last
                return Task.CompletedTask;
            }

            private void Publish(string text)
            {
                var body = Encoding.UTF8.GetBytes(text);
                if (body.Length > 0)
                    Send(body);
            }

            private void Send(byte[] body) => _ = channel.[|BasicPublishAsync|]("", "orders", body);

            void Close()
            {
        #if DEBUG
                Console.WriteLine("close");
        #endif
                channel.[|CloseAsync|]();
            }
        }
        """,
        """
        public class Publisher(IChannel channel)
        {
            public async Task RunAsync()
            {
                await Task.Yield();
                await Publish("a");
                await this.Publish("b");
                await Log();

                async Task Log() => await channel.BasicPublishAsync("", "log", new byte[] { 1 });
            }

            public async Task StopAsync()
            {
                await Close(); // at last
            }

            private async Task Publish(string text)
            {
                var body = Encoding.UTF8.GetBytes(text);
                if (body.Length > 0)
                    await Send(body);
            }

            private async Task Send(byte[] body) => await channel.BasicPublishAsync("", "orders", body);

            async Task Close()
            {
        #if DEBUG
                Console.WriteLine("close");
        #endif
                await channel.CloseAsync();
            }
        }
        """);

    [Fact]
    public Task MakesTheEntryPointAsynchronous() => Verify.That(V7,
        """
        public static class Program
        {
            public static void Main()
            {
                Close(null!);
            }

            private static void Close(IChannel channel)
            {
                channel.[|CloseAsync|]();
            }
        }
        """).WithOutput(Microsoft.CodeAnalysis.OutputKind.ConsoleApplication).Fixes<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(
        """
        public static class Program
        {
            public static async Task Main()
            {
                await Close(null!);
            }

            private static async Task Close(IChannel channel)
            {
                await channel.CloseAsync();
            }
        }
        """);

    [Fact]
    public Task AwaitsInRecursion() => Fixes(
        """
        public class Publisher(IChannel channel)
        {
            public Task RunAsync()
            {
                Publish(3);
                return Task.CompletedTask;
            }

            private void Publish(int left)
            {
                channel.[|BasicPublishAsync|]("", "orders", new byte[] { 1 });
                if (left > 0)
                    Publish(left - 1);
            }
        }
        """,
        """
        public class Publisher(IChannel channel)
        {
            public async Task RunAsync()
            {
                await Publish(3);
            }

            private async Task Publish(int left)
            {
                await channel.BasicPublishAsync("", "orders", new byte[] { 1 });
                if (left > 0)
                    await Publish(left - 1);
            }
        }
        """);

    [Fact]
    public Task AwaitsInAnotherPart() => Verify.That(V7,
        """
        public partial class Publisher
        {
            private void Publish(IChannel channel) => channel.[|BasicPublishAsync|]("", "orders", new byte[] { 1 });
        }
        """).WithDocument("Run.cs",
        """
        public partial class Publisher
        {
            public async Task RunAsync(IChannel channel)
            {
                await Task.Yield();
                Publish(channel);
            }
        }
        """).Changing("Run.cs",
        """
        public partial class Publisher
        {
            public async Task RunAsync(IChannel channel)
            {
                await Task.Yield();
                await Publish(channel);
            }
        }
        """).Fixes<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(
        """
        public partial class Publisher
        {
            private async Task Publish(IChannel channel) => await channel.BasicPublishAsync("", "orders", new byte[] { 1 });
        }
        """);

    [Theory, Generations(V7, Cases = [
        "public void Publish() => channel.[|BasicPublishAsync|](\"\", \"orders\", new byte[] { 1 });",
        "public void Dispose() { channel.[|CloseAsync|](); }",
        "public virtual void Close() { channel.[|CloseAsync|](); }",
        "internal void Close() { channel.[|CloseAsync|](); }",
        "private void Close(ref int attempts) { channel.[|CloseAsync|](); attempts++; }",
        "private int Close() { channel.[|CloseAsync|](); return 1; }",
        "private void Close() { channel.[|CloseAsync|](); } public void Stop() => Close();",
        "private void Close() { channel.[|CloseAsync|](); } public void Register() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Close();",
        "private void Close() { channel.[|CloseAsync|](); } public Action Stop => Close;",
        "private void Close() { channel.[|CloseAsync|](); } public async Task Stop() { await Task.Yield(); lock (this) Close(); }",
        "public async Task Close() { lock (this) { channel.[|CloseAsync|](); } await Task.Yield(); }",
        "public async Task Close() { Action<ulong> acknowledge = tag => channel.[|BasicAckAsync|](tag, false); acknowledge(1); await Task.Yield(); }",
        "public async Task Close() { Action<ulong> acknowledge = tag => { channel.[|BasicAckAsync|](tag, false); }; acknowledge(1); await Task.Yield(); }",
        "public async Task Close() { IChannel Find() => channel; Find()?.[|CloseAsync|](); await Task.Yield(); }",
        "public async Task Close() { if (channel.IsOpen) channel?.[|CloseAsync|](); else await Task.Yield(); }",
        "public async Task Close() { Task a = channel.[|CloseAsync|](), b = channel.[|AbortAsync|](); await Task.Yield(); }",
        "public Task Close() { try { channel.[|CloseAsync|](); return Task.Delay(1); } catch (Exception) { return Task.CompletedTask; } }",
        "public Task Close() { channel.[|CloseAsync|](); return null!; }",
        "public ValueTask Close() { channel.[|CloseAsync|](); return default; }",
        "public Task Close() { channel.[|CloseAsync|](); Task.Run(() => 1); return Task.CompletedTask; }",
        "public IEnumerable<int> Close() { channel.[|CloseAsync|](); yield return 1; }",
        "public int Count { get { channel.[|CloseAsync|](); return 1; } }"])]
    public Task OffersNothingWhereACallerWouldNotWait(ClientVersion version, string members) => Verify.OffersNoFix<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(
        version, $"public class Publisher(IChannel channel)\n{{\n    {members}\n}}\n");

    [Fact]
    public Task OffersNothingInAConstructor() => Verify.OffersNoFix<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(V7,
        """
        public class Publisher
        {
            public Publisher(IChannel channel)
            {
                channel.[|QueueDeclareAsync|]("orders", durable: true, exclusive: false, autoDelete: false);
            }
        }
        """);

    [Fact]
    public Task OffersNothingForAnImplementation() => Verify.OffersNoFix<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(V7,
        """
        public interface IPublisher
        {
            void Publish(IChannel channel);
        }

        public class Publisher : IPublisher
        {
            void IPublisher.Publish(IChannel channel) => channel.[|BasicPublishAsync|]("", "orders", new byte[] { 1 });
        }
        """);

    private static Task Fixes(string before, string after) => Verify.Fixes<UnawaitedOperationAnalyzer, UnawaitedOperationFix>(V7, before, after);
}
