using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4006.</summary>
public class ChannelIsUsedFromSeveralThreadsTests
{
    [Theory, OldGenerations(
        "Parallel.For(0, 10, i => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "Parallel.ForEach(bodies, body => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "Parallel.ForEach(bodies, body => { channel.[|BasicPublish|](\"\", \"a\", null, body); channel.[|WaitForConfirmsOrDie|](); });",
        "Parallel.Invoke(() => channel.[|BasicPublish|](\"\", \"a\", null, body), () => channel.[|BasicAck|](1, false));",
        "bodies.AsParallel().ForAll(body => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "for (var i = 0; i < 10; i++) Task.Run(() => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "foreach (var each in bodies) { Task.Run(() => channel.[|BasicPublish|](\"\", \"a\", null, each)); }",
        "while (true) Task.Factory.StartNew(() => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "for (var i = 0; i < 10; i++) new System.Threading.Thread(() => channel.[|BasicGet|](\"a\", false)).Start();",
        "for (var i = 0; i < 10; i++) new System.Threading.Thread((() => channel.[|BasicGet|](\"a\", false))).Start();",
        "for (var i = 0; i < 10; i++) ThreadPool.QueueUserWorkItem(_ => field.[|BasicPublish|](\"\", \"a\", null, body));",
        "var tasks = bodies.Select(body => Task.Run(() => channel.[|BasicPublish|](\"\", \"a\", null, body))).ToArray();",
        "var timer = new System.Threading.Timer(_ => channel.[|BasicPublish|](\"\", \"a\", null, body));",
        "var timer = new System.Timers.Timer(); timer.Elapsed += (_, _) => field.[|BasicPublish|](\"\", \"a\", null, body);",
        "var mine = channel; Parallel.For(0, 10, i => mine.[|BasicPublish|](\"\", \"a\", null, body));",
        "Parallel.For(0, 10, i => { lock (body) { } this.field.[|QueueDeclare|](\"a\", true, false, false, null); });")]
    public Task Reports(ClientVersion version, string statement) => Verify.Reports<SharedChannelAnalyzer>(version, Method(statement));

    [Theory, OldGenerations]
    public Task Is_off_unless_asked_for(ClientVersion version) => Verify.That(version, Method("Parallel.For(0, 10, i => field.QueueDelete(\"a\"));")).AllSilent();

    [Theory, OldGenerations(
        "Parallel.For(0, 10, i => { lock (body) { channel.BasicPublish(\"\", \"a\", null, body); } });",
        "Parallel.For(0, 10, i => { gate.Wait(); channel.BasicPublish(\"\", \"a\", null, body); gate.Release(); });",
        "for (var i = 0; i < 10; i++) Task.Run(async () => { await gate.WaitAsync(); channel.BasicPublish(\"\", \"a\", null, body); });",
        "Parallel.For(0, 10, i => { Monitor.Enter(body); channel.BasicPublish(\"\", \"a\", null, body); });",
        "Parallel.For(0, 10, i => { using var mine = connection.CreateModel(); mine.BasicPublish(\"\", \"a\", null, body); });",
        "for (var i = 0; i < 10; i++) { var mine = connection.CreateModel(); Task.Run(() => mine.BasicPublish(\"\", \"a\", null, body)); }",
        "Parallel.For(0, 10, () => connection.CreateModel(), (i, state, mine) => { mine.BasicPublish(\"\", \"a\", null, body); return mine; }, mine => mine.Dispose());",
        "Parallel.For(0, 10, i => local.Value.BasicPublish(\"\", \"a\", null, body));",
        "Parallel.For(0, 10, i => perThread.BasicPublish(\"\", \"a\", null, body));",
        "Parallel.For(0, 10, i => Take().BasicPublish(\"\", \"a\", null, body));",
        "Task.Run(() => channel.BasicPublish(\"\", \"a\", null, body));",
        "foreach (var each in bodies) channel.BasicPublish(\"\", \"a\", null, each);",
        "bodies.ToList().ForEach(each => channel.BasicPublish(\"\", \"a\", null, each));",
        "var tags = bodies.Select(each => channel.NextPublishSeqNo).ToArray();",
        "Parallel.For(0, 10, i => connection.CreateModel());",
        "Parallel.For(0, 10, i => Console.WriteLine(channel.IsOpen));")]
    public Task Silent(ClientVersion version, string statement) => Verify.Silent<SharedChannelAnalyzer>(version, Method(statement));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_the_new_client(ClientVersion version) => Verify.Silent<SharedChannelAnalyzer>(version, InMethod(
        "await Parallel.ForEachAsync(new byte[5][], async (body, _) => await channel.BasicPublishAsync(\"\", \"a\", body));"));

    [Theory, OldGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<SharedChannelAnalyzer>(version,
        """
        public interface IMyModel { void BasicAck(ulong tag, bool multiple); }
        public class Program { public void Run(IMyModel channel) => Parallel.For(0, 10, i => channel.BasicAck(1, false)); }
        """);

    [Theory, OldGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, Method("Parallel.For(0, 10, i => channel.BasicAck(1, ; Task.Run(() => missing.BasicAck(1, false));")).AllowingErrors().Silent<SharedChannelAnalyzer>();

    private static string Method(string statement) => "#nullable disable\n" + InClass(
        $$"""
        private readonly IModel field;
        [ThreadStatic] private static IModel perThread;
        private readonly ThreadLocal<IModel> local = new();
        private readonly SemaphoreSlim gate = new(1);
        public Program(IModel field) { this.field = field; perThread = field; }
        public void Run(IConnection connection, IModel channel, byte[] body, IEnumerable<byte[]> bodies) { {{statement}} }
        private IModel Take() => field;
        """);
}
