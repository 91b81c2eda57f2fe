using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4005.</summary>
public class ConsumersChannelIsClosedWhenTheMethodReturnsTests
{
    private const string Consume = "await~ channel.[|BasicConsume~|](\"orders\", false, new EventingConsumer~(channel));";

    [Theory, AllGenerations]
    public Task Reports_a_using_declaration(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, Method(
        $$"""
        using~ var channel = await~ connection.CreateChannel~();
        {{Consume}}
        Console.WriteLine("Running");
        """));

    [Theory, AllGenerations]
    public Task Reports_a_using_statement(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, Method(
        $$"""
        using (var channel = await~ connection.CreateChannel~())
        {
            {{Consume}}
        }
        Console.ReadLine();
        """));

    [Theory, AllGenerations(
        "using~ (_channel = await~ connection.CreateChannel~())",
        "_channel = await~ connection.CreateChannel~(); using~ (_channel)",
        "using~ (this._channel = await~ connection.CreateChannel~())")]
    public Task Reports_a_field_that_is_closed_here(ClientVersion version, string statement) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        private IChannel~ _channel = null!;
        public async~ Task<IChannel~>~ Run(IConnection connection)
        {
            {{statement}}
            {
                await~ _channel.[|BasicConsume~|]("orders", false, new EventingConsumer~(_channel));
                return _channel;
            }
        }
        """.Replace("Task<IChannel~>~", "Task~<IChannel~>", StringComparison.Ordinal)));

    [Theory, AllGenerations(
        "using~ (_other = await~ connection.CreateChannel~())",
        "using~ (await~ connection.CreateChannel~())",
        "_channel = await~ connection.CreateChannel~();")]
    public Task Silent_on_a_field_that_somebody_else_closes(ClientVersion version, string statement) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        private IChannel~ _channel = null!, _other = null!;
        public async~ Task~ Run(IConnection connection)
        {
            {{statement}}
            {
                await~ _channel.BasicConsume~("orders", false, new EventingConsumer~(_channel));
            }
            Console.WriteLine(_other);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_connection(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, Method(
        $$"""
        using~ var other = await~ new ConnectionFactory().CreateConnection~();
        var channel = await~ other.CreateChannel~();
        {{Consume}}
        """));

    [Theory, AllGenerations]
    public Task Reports_nested_usings_in_a_loop(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, Method(
        $$"""
        while (true)
        {
            using (var other = await~ new ConnectionFactory().CreateConnection~())
            using (var channel = await~ other.CreateChannel~())
            {
                await~ channel.QueueDeclare~("orders", true, false, false, null);
                {{Consume}}
            }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_top_level_program(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version,
        $$"""
        using~ var connection = await~ new ConnectionFactory().CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        {{Consume}}
        Console.WriteLine("Waiting");
        """);

    [Theory, AllGenerations]
    public Task Reports_what_follows_but_does_not_wait(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IConnection connection)
        {
            using~ var channel = await~ connection.CreateChannel~();
            try
            {
                {{Consume}}
                Log(string.Format("{0}", 1));
            }
            catch (Exception exception)
            {
                Console.Error.WriteLine(exception);
            }
        }
        private static void Log(string text) => Console.WriteLine(text.ToString());
        """));

    [Theory, AllGenerations("finished.CompletedTask", "finished.CompletedTask.ConfigureAwait(false)", "Finished.CompletedTask")]
    public Task Silent_where_a_task_of_the_program_is_awaited(ClientVersion version, string task) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        public async Task Run(IConnection connection, Counter finished)
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)}}
            await {{task}};
        }
        public class Counter { private readonly TaskCompletionSource<bool> _tcs = new(); public Task CompletedTask => _tcs.Task; }
        public static class Finished { public static Task CompletedTask { get; } = Task.Delay(1000); }
        """));

    [Theory, AllGenerations("await Task.CompletedTask;", "await Task.CompletedTask.ConfigureAwait(false);", "await default(ValueTask);", "await ValueTask.CompletedTask;", "await Task.FromResult(0);", "await Task.Yield();", "_ = Task.CompletedTask;")]
    public Task Reports_what_is_awaited_but_has_completed(ClientVersion version, string wait) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        public async Task Run(IConnection connection)
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume}}
            {{wait}}
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_in_a_lambda_and_a_local_function(ClientVersion version) => Verify.Reports<ShortLivedConsumerAnalyzer>(version, Method(
        $$"""
        Func<Task> run = async () =>
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume}}
            await Task.CompletedTask;
        };
        await Local();
        async Task Local()
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume}}
            if (channel.IsOpen)
                return;
        }
        """.Replace("await Task.CompletedTask;", "", StringComparison.Ordinal)).Replace("void Run", "async Task Run", StringComparison.Ordinal).Replace("async~ Task~ Run", "async Task Run", StringComparison.Ordinal));

    [Theory, AllGenerations]
    public Task Messages_name_the_queue(ClientVersion version) => Verify.That(version, Method(
        $$"""
        using~ var channel = await~ connection.CreateChannel~();
        {{Consume}}
        """))
        .WithMessages("The channel on which queue 'orders' is consumed is closed at the end of this code, and nothing waits before that: the consumer stops as soon as it has started")
        .Reports<ShortLivedConsumerAnalyzer>();

    [Theory, AllGenerations(
        "Console.ReadLine();", "Console.ReadKey(true);", "Console.Read();", "System.Threading.Thread.Sleep(1000);", "Task.Delay(1000).Wait();", "new ManualResetEvent(false).WaitOne();",
        "while (true) { }", "do { System.Threading.Thread.Sleep(1); } while (true);", "new TaskCompletionSource<int>().Task.GetAwaiter().GetResult();", "new System.Threading.Thread(() => { }).Join();",
        "Task.WaitAll();", "if (Environment.Is64BitProcess) Console.ReadLine();", "try { Console.ReadLine(); } finally { }", "lock (connection) { Monitor.Wait(connection); }", "Linger();", "unknown();")]
    public Task Silent_when_something_waits(ClientVersion version, string wait) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IConnection connection, Action unknown)
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)}}
            {{wait}}
        }
        private static void Linger() { Again(); }
        private static void Again() { Console.ReadLine(); }
        """));

    [Theory, AllGenerations("await Task.Delay(1000);", "await Task.Delay(Timeout.Infinite, token);", "await done.Task;", "await done.Task.ConfigureAwait(false);", "await Task.WhenAny(done.Task);", "await foreach (var item in Items()) { }")]
    public Task Silent_when_something_is_awaited(ClientVersion version, string wait) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        $$"""
        public async Task Run(IConnection connection, TaskCompletionSource<int> done, CancellationToken token)
        {
            using~ var channel = await~ connection.CreateChannel~();
            {{Consume.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)}}
            {{wait}}
        }
        private static async IAsyncEnumerable<int> Items() { await Task.Yield(); yield return 1; }
        """));

    [Theory, AllGenerations]
    public Task Silent_when_a_loop_around_it_waits(ClientVersion version) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, Method(
        """
        using~ var channel = await~ connection.CreateChannel~();
        foreach (var queue in new[] { "a", "b" })
        {
            Console.ReadLine();
            await~ channel.BasicConsume~(queue, false, new EventingConsumer~(channel));
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_channels_that_live_longer(ClientVersion version) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        """
        private IChannel~ field;
        public async~ Task~ Run(IConnection connection, IChannel~ parameter)
        {
            var channel = await~ connection.CreateChannel~();
            await~ channel.BasicConsume~("a", false, new EventingConsumer~(channel));
            field = await~ connection.CreateChannel~();
            await~ field.BasicConsume~("b", false, new EventingConsumer~(field));
            await~ parameter.BasicConsume~("c", false, new EventingConsumer~(parameter));
            using~ var publisher = await~ connection.CreateChannel~();
            await~ publisher.QueueDeclare~("d", true, false, false, null);
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_helper_that_is_given_the_channel(ClientVersion version) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IConnection connection)
        {
            using~ var channel = await~ connection.CreateChannel~();
            await~ Consume(channel);
            Console.ReadLine();
        }
        private async~ Task~ Consume(IChannel~ channel) { await~ channel.BasicConsume~("a", false, new EventingConsumer~(channel)); }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_lambda_that_runs_later(ClientVersion version) => Verify.Silent<ShortLivedConsumerAnalyzer>(version, Method(
        """
        using~ var channel = await~ connection.CreateChannel~();
        Func<object> start = () => channel.BasicConsume~("a", false, new EventingConsumer~(channel));
        Console.ReadLine();
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<ShortLivedConsumerAnalyzer>(version,
        """
        public interface IMyChannel : IDisposable { void BasicConsume(string queue); }
        public class Program { public void Run(Func<IMyChannel> create) { using var channel = create(); channel.BasicConsume("a"); } }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, Method(
        """
        using~ var channel = await~ connection.Missing();
        await~ channel.BasicConsume~("a", false, null);
        using~ var other = ;
        await~ other.BasicConsume~("a", false, null);
        """)).AllowingErrors().Silent<ShortLivedConsumerAnalyzer>();

    private static string Method(string statements) => InMethod(statements, "IConnection connection");
}
