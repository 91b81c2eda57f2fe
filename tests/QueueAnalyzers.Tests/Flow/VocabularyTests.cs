using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>What the notions of the flow know by name: each word of theirs, and what only looks like it.</summary>
public class VocabularyTests
{
    [Fact]
    public Task Calls_that_cannot_throw() => Snippets.CheckAsync(
        (code, known) => Harmless.Include(code.Call(), known),
        """
        private int Doubled(int value) => Math.Abs(value) * 2;
        private async Task Pausing() { await Task.Delay(1); }
        private async Task Waiting() { await task; }
        private async Task Completing() { await Task.CompletedTask; }
        private int Failing(int value) => value > 1 ? throw new InvalidOperationException() : value;
        private int Parsing() => int.Parse(text);
        private int Calling() => ((dynamic)any).Run();
        private object Making() => new Made();
        private object MakingList() => new List<int>();
        private int Circle(int value) => value > 1 ? Circle(value - 1) : value;
        private int Deep() => Deeper();
        private int Deeper() => Deepest();
        private int Deepest() => Bottom();
        private int Bottom() => Math.Abs(1);
        private class Made { public Made() { } }
        """,
        [
            "Encoding.UTF8.GetString(bytes);", "Encoding.UTF8.GetBytes(text);", "new UTF8Encoding().GetString(bytes);", "new ASCIIEncoding().GetString(bytes);",
            "memory.ToArray();", "task.ConfigureAwait(false);", "int.TryParse(text, out _);", "map.TryGetValue(text, out _);", "map.ContainsKey(text);",
            "task.GetAwaiter();", "task.GetAwaiter().GetResult();", "valueTask.AsTask();", "Task.Delay(1);", "Task.Yield();", "Task.FromResult(1);", "Thread.Sleep(1);",
            "gate.Wait();", "gate.WaitAsync();", "gate.Release();", "source.SetResult(1);", "source.TrySetException(new Exception());",
            "Interlocked.Increment(ref number);", "Math.Abs(number);", "watch.Stop();", "token.ThrowIfCancellationRequested();", "TimeProvider.System.GetUtcNow();", "Random.Shared.Next();",
            "TimeSpan.FromSeconds(1);", "TimeSpan.Zero.ToString();", "Guid.NewGuid();", "number.ToString();", "when.ToString();", "text.ToString();", "text.Trim();", "any.ToString();",
            "Console.WriteLine(text);", "Task.Delay(1).Wait();", "((Task)Task.Delay(1)).Wait();", "Doubled(1);", "Pausing();", "Completing();", "MakingList();", "Deepest();", "Deeper();",
        ],
        [
            "uri.ToString();", "Encoding.UTF8.GetCharCount(bytes);", "JsonSerializer.Deserialize<string>(text);", "int.Parse(text);", "Guid.Parse(text);", "TimeSpan.Parse(text);",
            "Task.Run(() => { });", "Task.WhenAll(task);", "Thread.Yield();", "gate.Dispose();", "map.Add(text, 1);", "task.Wait();", "Task.Run(() => { }).Wait();",
            "Waiting();", "Failing(1);", "Parsing();", "Calling();", "Making();", "Circle(1);", "Deep();",
        ]);

    [Theory]
    [InlineData("stop stopped stopping stopRequested disposed disposing shutdown shuttingDown closing exiting cancelled canceled cancelling canceling cancellationRequested", true)]
    [InlineData("isStopping _isStopping IsDisposed _disposed", true)]
    [InlineData("running isRunning _running IsRunning", false)]
    [InlineData("state cancel closed runs isReady is this", null)]
    public void Names_of_what_says_that_the_program_stops(string names, bool? outcome) => Assert.All(names.Split(' '), name => Assert.Equal(outcome, Stops.OutcomeOf(name)));

    [Fact]
    public Task Conditions_that_excuse() => Snippets.CheckAsync(
        (code, known) => Excuses.Include(code.Condition(), known),
        """
        private bool isCancelled, stopNow, disposing, closes, shutDown, aborted, exitSoon, running, autoAck, noAck;
        private bool Cancelling() => ready;
        private readonly Own own = new(null!);
        private EventingBasicConsumer? consumer;
        private bool Is(IModel tested) => ready;
        === behind
        public class Own(IConnection connection) { private readonly IConnection _connection = connection; public bool IsConnected => true; public bool TryConnect() => true; public bool NotConnected => true; public bool IsLarge => true; }
        public class Other { public bool IsConnected => true; }
        """,
        [
            "if (isCancelled) { }", "if (stopNow) { }", "if (disposing) { }", "if (closes) { }", "if (shutDown) { }", "if (aborted) { }", "if (exitSoon) { }", "if (running) { }", "if (autoAck) { }", "if (noAck) { }",
            "var stopIt = ready; if (stopIt) { }", "bool Run(bool exits) { if (exits) { } return true; }", "if (Cancelling()) { }", "if (!(ready && stopNow)) { }",
            "if (channel.IsOpen) { }", "if (channel.IsClosed) { }", "if (channel.CloseReason == null) { }", "if (channel != null) { }", "if (channel is { IsOpen: true }) { }", "if (consumer is null) { }",
            "if (sender is EventingBasicConsumer) { }", "if (sender is EventingBasicConsumer c) { }", "if (sender is EventingBasicConsumer { IsRunning: true }) { }", "if (sender is not IBasicConsumer) { }", "if (sender is EventingBasicConsumer or string) { }",
            "if (own.IsConnected) { }", "if (own.TryConnect()) { }",
        ],
        [
            "if (ready) { }", "if (number > 1) { }", "if (text == null) { }", "if (sender is string) { }", "if (sender is string { Length: 1 }) { }", "if (sender is string or Uri) { }",
            "if (Is(channel)) { }", "if (own.IsLarge) { }", "if (own.NotConnected) { }", "if (new Other().IsConnected) { }",
        ]);

    [Fact]
    public Task Conditions_that_excuse_as_they_turn_out() => Snippets.CheckAsync(
        (code, known) => Excuses.Include(code.Condition(), outcome: true, known) && !Excuses.Include(code.Condition(), outcome: false, known),
        "private readonly Own own = new(null!); private bool stopping, running, isStopped;\n=== behind\npublic class Own(IConnection connection) { private readonly IConnection _connection = connection; public bool IsConnected => true; }",
        [
            "if (stopping) { }", "if (stopping == true) { }", "if (running == false) { }", "if (running != true) { }", "var stopped = ready; if (stopped) { }", "if (token.IsCancellationRequested) { }",
            "if (channel.IsClosed) { }", "if (channel.IsOpen == false) { }", "if (channel?.IsOpen != true) { }", "if (channel == null) { }", "if (channel is null) { }", "if (channel is null or { IsOpen: false }) { }",
            "if (channel is { IsClosed: true }) { }", "if (channel is not { IsOpen: true }) { }", "if (channel?.IsClosed ?? true) { }", "if (sender is not EventingBasicConsumer) { }", "if (sender is not EventingBasicConsumer c) { }", "if (own.IsConnected == false) { }",
        ],
        [
            "if (running) { }", "if (stopping == false) { }", "if (channel.IsOpen) { }", "if (channel != null) { }", "if (channel is not null) { }", "if (channel is { IsOpen: true }) { }", "if (channel is { }) { }",
            "if (sender is EventingBasicConsumer) { }", "if (own.IsConnected) { }", "if (ready) { }", "if (stopping == ready) { }", "if (channel is { IsOpen: true, IsClosed: false }) { }",
        ]);

    [Fact]
    public Task Exceptions_that_excuse() => Snippets.CheckAsync(
        (code, _) => code.Descendants().OfType<ICatchClauseOperation>().All(Excuses.Include),
        "",
        [
            "try { } catch (OperationCanceledException) { }", "try { } catch (TaskCanceledException) { }", "try { } catch (ObjectDisposedException) { }", "try { } catch (AlreadyClosedException) { }",
            "try { } catch (OperationInterruptedException) { }", "try { } catch (System.Threading.Channels.ChannelClosedException) { }",
        ],
        ["try { } catch (Exception) { }", "try { } catch (TimeoutException) { }", "try { } catch { }"]);

    [Fact]
    public Task Filters_that_keep_only_excuses_out() => Snippets.CheckAsync(
        (code, _) => Excuses.AreExcludedBy(code.Descendants().OfType<ICatchClauseOperation>().Single().Filter!),
        "",
        [
            "try { } catch (Exception e) when (e is not OperationCanceledException) { }", "try { } catch (Exception e) when (!(e is OperationCanceledException)) { }",
            "try { } catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException)) { }", "try { } catch (Exception e) when (e is not OperationCanceledException && !(e is TaskCanceledException gone)) { }",
            "try { } catch (Exception e) when (!(e is OperationCanceledException or TaskCanceledException)) { }",
        ],
        [
            "try { } catch (Exception e) when (e is OperationCanceledException) { }", "try { } catch (Exception e) when (e is not TimeoutException) { }", "try { } catch (Exception e) when (!(e is TimeoutException)) { }",
            "try { } catch (Exception e) when (e is not (OperationCanceledException or TimeoutException)) { }", "try { } catch (Exception e) when (e is not (TimeoutException or OperationCanceledException)) { }",
            "try { } catch (Exception e) when (e is not OperationCanceledException && ready) { }", "try { } catch (Exception e) when (ready && e is not OperationCanceledException) { }",
            "try { } catch (Exception e) when (e is not OperationCanceledException || ready) { }", "try { } catch (Exception e) when (!ready) { }", "try { } catch (Exception e) when (!(e is not OperationCanceledException)) { }",
        ]);

    [Fact]
    public Task Calls_that_only_look() => Snippets.CheckAsync(
        (code, _) => Observers.Include(code.Call().TargetMethod),
        "private static Activity? Begin(string what) => null; private static Own.Activity? Play(string what) => null; "
            + "private static Serilog.Told? LoggerOf(object what) => null; private static Process? Converter(string what) => null;"
            + "\n=== behind\nnamespace Own { public static class Console { public static void Write(object what) { } } public class Activity { } }" + string.Concat(OtherNamespaces.Select(name => $"\nnamespace {name} {{ public class Told {{ public static void Of(object what) {{ }} }} }}")),
        [
            "Console.WriteLine(text);", "new Exception().ToString();", "text.Trim();", "string.Join(text, text);", "any.ToString();", "Debug.WriteLine(text);", "Trace.WriteLine(text);", "watch.Stop();", "Begin(text);", "LoggerOf(any);",
            "Microsoft.Extensions.Logging.Told.Of(text);", "OpenTelemetry.Told.Of(text);", "OpenTelemetry.Api.Told.Of(text);", "Serilog.Told.Of(text);", "NLog.Told.Of(text);", "log4net.Told.Of(text);", "Common.Logging.Told.Of(text);",
        ],
        ["Play(text);", "Process.Start(text);", "Converter(text);", "uri.ToString();", "Serilogs.Told.Of(text);", "Own.System.Told.Of(text);", "Own.Serilog.Told.Of(text);", "stream.Flush();", "Own.Console.Write(text);", "((Action)(() => { }))();"]);

    private static readonly string[] OtherNamespaces =
    [
        "Microsoft.Extensions.Logging", "OpenTelemetry", "OpenTelemetry.Api", "Serilog", "NLog", "log4net", "Common.Logging", "Serilogs", "Own.System", "Own.Serilog",
    ];

    [Fact]
    public Task Calls_that_only_tell() => Snippets.CheckAsync(
        (code, _) => Observers.Tell(code.Call()),
        """
        private void Log(string what) { }
        private void LogFailure(string what) { }
        private void Login(string what) { }
        private void Logs(string what) { }
        private readonly OwnLogger own = new();
        === behind
        public class OwnLogger { public void Put(string what) { } }
        public static class Log { public static void Put(string what) { } }
        public interface ILog { static void Put(string what) { } }
        public static class Logging { public static void Put(string what) { } }
        """,
        [
            "Console.WriteLine(text);", "Console.Error.WriteLine(text);", "Console.Out.Write(text);", "Log(text);", "LogFailure(text);", "own.Put(text);", "global::Log.Put(text);", "global::ILog.Put(text);",
            "stream.Dispose();", "stream.DisposeAsync();",
        ],
        ["Login(text);", "Logs(text);", "Logging.Put(text);", "stream.Flush();", "new StringWriter().Write(text);"]);

    [Fact]
    public Task Calls_that_keep_what_they_are_given() => Snippets.CheckAsync(
        (code, _) => Storage.Takes(code.Descendants().OfType<IExpressionStatementOperation>().First().Call().TargetMethod),
        """
        private readonly LinkedList<int> linked = new();
        private readonly System.Collections.Concurrent.ConcurrentDictionary<int, int> concurrent = new();
        private readonly System.Threading.Channels.ChannelWriter<int> writer = null!;
        private readonly System.Threading.Tasks.Dataflow.BufferBlock<int> block = null!;
        === behind
        namespace System.Collections.Own { public class Put { public void TryEnqueue(int value) { } } }
        namespace Own.Collections { public class Put { public void Add(int value) { } } }
        """,
        [
            "list.Add(1);", "linked.AddFirst(1);", "linked.AddLast(1);", "concurrent.AddOrUpdate(1, 1, (_, _) => 1);", "new Queue<int>().Enqueue(1);", "list.Insert(0, 1);", "System.Threading.Tasks.Dataflow.DataflowBlock.Post(block, 1);",
            "new Stack<int>().Push(1);", "System.Threading.Tasks.Dataflow.DataflowBlock.SendAsync(block, 1);", "source.SetResult(1);", "concurrent.TryAdd(1, 1);", "new System.Collections.Own.Put().TryEnqueue(1);", "source.TrySetResult(1);",
            "writer.TryWrite(1);", "Volatile.Write(ref number, 1);", "writer.WriteAsync(1);",
        ],
        ["list.Contains(1);", "list.Remove(1);", "text.Insert(0, text);", "stream.WriteAsync(bytes);", "new Own.Collections.Put().Add(1);", "Interlocked.Exchange(ref number, 1);"]);

    [Fact]
    public Task Code_that_may_wait() => Snippets.CheckAsync(
        (code, known) => Waits.MayFollow(code.Call().Syntax, ((Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax)code.Syntax).Body!, known),
        """
        private void Start() { }
        private void Short() => text.Trim();
        private void Long() => Console.ReadLine();
        private void Recursive() => Recursive();
        private void A() => B();
        private void B() => C();
        private void C() => D();
        private void D() => text.Trim();
        private async Task RunAsync() => await task;
        private IHost host = null!;
        private IAsyncEnumerable<int> numbers = null!;
        === behind
        public interface IHost { void Run(); Task CompletedTask { get; } }
        """,
        [
            "Start(); Console.ReadLine();", "Start(); Console.ReadKey();", "Start(); Thread.Sleep(1);", "Start(); while (ready) { }", "Start(); do { } while (ready);", "Start(); lock (any) { }", "Start(); await foreach (var n in numbers) { }",
            "Start(); await task;", "Start(); token.WaitHandle.WaitOne();", "Start(); host.Run();", "Start(); Long();", "Start(); if (ready) { for (;;) { Long(); } }", "Start(); Recursive();", "Start(); A();", "Start(); await RunAsync();",
            "Start(); await host.CompletedTask;", "Start(); ((Action)(() => { }))();", "for (Start(); ready;) { Thread.Sleep(1); }", "Start(); gate.Wait();",
        ],
        [
            "Start();", "Start(); number++;", "Start(); text.Trim();", "Start(); new StringBuilder().Append(1);", "Start(); TextWriter.Null.Write(1);", "Start(); Encoding.UTF8.GetBytes(text);",
            "Start(); Convert.ToInt32(text);", "Start(); JsonSerializer.Serialize(any);", "Start(); Environment.GetEnvironmentVariable(text);", "Start(); Guid.NewGuid();", "Start(); Math.Abs(1);", "Start(); Enum.IsDefined(DayOfWeek.Friday);",
            "Start(); Array.Clear(bytes);", "Start(); Console.WriteLine(text);", "Start(); Console.Write(text);", "Start(); channel.BasicAck(1, false);", "Start(); channel.Dispose();", "Start(); stream.Dispose();", "Start(); await stream.DisposeAsync();",
            "Start(); Task.FromResult(1);", "Start(); await Task.Yield();", "Start(); await Task.CompletedTask;", "Start(); await ValueTask.CompletedTask;", "Start(); await default(ValueTask);", "Start(); uri.ToString();", "Start(); Console.WriteLine(nameof(text));",
            "Start(); Short();", "Start(); B();", "Start(); for (;;) { text.Trim(); }", "Start(); foreach (var n in list) { }", "Start(); Action later = () => Thread.Sleep(1);", "Start(); await Task.FromResult(1).ConfigureAwait(false);", "Start(); Debug.WriteLine(text);",
        ]);

    [Fact]
    public Task Work_that_nobody_waits_for() => Snippets.CheckAsync(
        (code, known) => UnawaitedWork.IsStartedBy(StartIn(code), known),
        WorkMembers,
        [
            "ThreadPool.QueueUserWorkItem(_ => { });", "ThreadPool.UnsafeQueueUserWorkItem(_ => { }, null);", "Task.Run(() => { });", "_ = Task.Run(() => { });", "Task.Factory.StartNew(() => { });", "new Thread(() => { }).Start();", "new Thread(() => { }).UnsafeStart();",
            "var thread = new Thread(() => { }); thread.IsBackground = true; thread.Name = text; thread.Priority = ThreadPriority.Lowest; thread.UnsafeStart(); thread.Start();", "new Timer(_ => { });", "new System.Timers.Timer(1);",
            "FireAsync();", "RunAsync();", "RunValueAsync();", "RunAsync().ContinueWith(_ => { });", "Task.WhenAll(RunAsync(), task);", "Task.WhenAny(new[] { RunAsync() });", "StartAsync().Unwrap();", "OpenAsync();", "DisposeLaterAsync();", "EachAsync();", "Given(async () => await task);", "Passing();",
        ],
        [
            "await Task.Run(() => { });", "var kept = Task.Run(() => { }); await kept;", "var joined = new Thread(() => { }); joined.Start(); joined.Join();", "var never = new Thread(() => { });", "FireNothing();", "Done();", "DoneValue();", "Gave();", "GaveValue();", "Default();", "AtOnceAsync();",
            "new Own.Timer();", "Own.ThreadPool.QueueUserWorkItem(() => { });", "Console.WriteLine(text);", "new Own.Thread().Start();", "Given(async () => { });", "await Task.WhenAll(RunAsync());", "Own.Tasks.Run();",
        ]);

    [Fact]
    public Task Work_that_another_thread_does() => Snippets.CheckAsync(
        (code, _) => UnawaitedWork.RunsElsewhere(StartIn(code)),
        WorkMembers,
        ["ThreadPool.QueueUserWorkItem(_ => { });", "ThreadPool.UnsafeQueueUserWorkItem(_ => { }, null);", "Task.Run(() => { });", "Task.Factory.StartNew(() => { });", "task.ContinueWith(_ => { });", "new Thread(() => { });", "new Timer(_ => { });"],
        ["Task.Delay(1);", "RunAsync();", "FireAsync();", "Own.Tasks.Run();", "new StringBuilder();"]);

    private const string WorkMembers = """
        private async void FireAsync() => await task;
        private async void FireNothing() { }
        private async Task RunAsync() => await task;
        private async ValueTask RunValueAsync() => await task;
        private Task<Task> StartAsync() => Task.Factory.StartNew(RunAsync);
        private async Task OpenAsync() { await using var opened = stream; }
        private async Task DisposeLaterAsync() { await using (stream) { } }
        private async Task EachAsync() { await foreach (var n in (IAsyncEnumerable<int>)any) { } }
        private async Task AtOnceAsync() { number++; }
        private Task Passing() => task;
        private Task Done() => Task.CompletedTask;
        private ValueTask DoneValue() => ValueTask.CompletedTask;
        private Task Gave() { if (ready) return Task.FromResult(1); return Task.CompletedTask; }
        private ValueTask<int> GaveValue() => ValueTask.FromResult(1);
        private ValueTask Default() => default;
        private void Given(Action what) { }
        === behind
        namespace Own
        {
            public class Timer { }
            public class Thread { public void Start() { } }
            public static class ThreadPool { public static void QueueUserWorkItem(System.Action what) { } }
            public static class Tasks { public static Task Run() => new(); }
            public class Task { }
        }
        """;

    /// <summary>The lambda that is passed, the object that is made, or the call.</summary>
    private static IOperation StartIn(IOperation code)
    {
        var made = code.Descendants().OfType<IObjectCreationOperation>().FirstOrDefault(made => made.Type?.Name is "Thread" or "Timer" or "StringBuilder");
        var passed = code.Descendants().OfType<IAnonymousFunctionOperation>().FirstOrDefault(lambda => lambda.Symbol.IsAsync);
        // A call that combines tasks is asked about by the task that it is given.
        var call = code.Descendants().OfType<IInvocationOperation>();
        return made ?? passed ?? (IOperation?)call.FirstOrDefault(call => call.TargetMethod.Name is "RunAsync" or "StartAsync") ?? call.First();
    }

    [Theory]
    [InlineData("x-redelivered redelivery redeliveries retry retries retried retrying attempt attempts attempted x-death deaths tries backoff poison isPoisoned", true)]
    [InlineData("deliveryCount deliveries-count acquired-count failCount failedCounter failureCounts maxFailures errorCount maxErrors requeue-count requeuedCount", true)]
    [InlineData("count max delivery failed error order-count counterOrder redelivers", false)]
    public void Names_that_speak_of_attempts(string names, bool speak) => Assert.All(names.Split(' '), name => Assert.Equal(speak, Attempts.AreNamedBy(name)));

    [Fact]
    public Task Values_that_show_the_bytes_of_a_variable() => Snippets.CheckAsync(
        (code, known) => known.Buffers.VariableOf(code.Descendants().OfType<IInvocationOperation>().First(call => call.TargetMethod.Name is "Take" or "See").Arguments.Single().Value)?.Name is "bytes" or "memory" or "mine" or "given" or "_field",
        """
        private byte[] _field = null!;
        private static void Take(object what) { }
        private static void See(ReadOnlySpan<byte> what) { }
        private byte[] Made() => new byte[1];
        private byte[] Property => _field;
        """,
        [
            "Take(bytes);", "Take((object)(bytes));", "Take(bytes.AsMemory());", "See(bytes.AsSpan(1));", "Take(memory);", "Take(memory.Slice(1));", "Take(memory[1..]);", "See(memory.Span);", "See(memory.Span.Slice(1));", "See(memory.Span[1..]);", "Take(new Memory<byte>(bytes));",
            "Take(new ReadOnlyMemory<byte>(bytes));", "See(new ReadOnlySpan<byte>(bytes));", "See(new Span<byte>(bytes));", "Take(new ArraySegment<byte>(bytes));", "Take((ReadOnlyMemory<byte>)bytes);", "var mine = new byte[1]; Take(mine);", "var mine = Made(); Take(mine);",
            "var again = bytes; Take(again);", "var part = bytes.AsMemory(1); Take(part);", "Take(_field);", "Take(this._field);", "void Inner(byte[] given) { Take(given); }",
        ],
        ["Take(bytes.ToArray());", "Take(new byte[1]);", "Take(bytes[1..]);", "Take(Made());", "Take(Property);", "Take(memory.ToArray());", "Take(Encoding.UTF8.GetBytes(text));", "Take(null!);"]);

    [Fact]
    public Task Code_that_writes_into_the_bytes_of_a_variable() => Snippets.CheckAsync(
        (code, known) => known.Buffers.WritesInto(VariableIn(code, "bytes"), code).Any(),
        """
        private static void Fills(byte[] given) => given[0] = 1;
        private static void FillsDeep(byte[] given) => Fills(given);
        private static void Looks(byte[] given) => Console.WriteLine(given[0]);
        private static void Views(Span<byte> given) { }
        private readonly System.Net.Sockets.Socket socket = null!;
        """,
        [
            "bytes[0] = 1;", "bytes[0] += 1;", "bytes[0]++;", "bytes.AsSpan()[0] = 1;", "bytes.AsMemory().Span[1] = 1;", "Array.Fill(bytes, (byte)1);", "Array.Clear(bytes);", "Array.Reverse(bytes);", "bytes.AsSpan().Clear();", "bytes.AsSpan().Fill(1);", "bytes.AsSpan().Reverse();",
            "other.CopyTo(bytes, 0);", "Array.Copy(other, bytes, 1);", "Buffer.BlockCopy(other, 0, bytes, 0, 1);", "other.AsSpan().CopyTo(bytes);", "System.Buffers.ArrayPool<byte>.Shared.Return(bytes);", "stream.Read(bytes, 0, 1);", "stream.ReadExactly(bytes, 0, 1);", "await stream.ReadAsync(bytes.AsMemory(1));",
            "socket.Receive(bytes);", "Encoding.UTF8.GetBytes(text, 0, 1, bytes, 0);", "Random.Shared.NextBytes(bytes);", "System.Security.Cryptography.RandomNumberGenerator.Create().GetNonZeroBytes(bytes);", "Fills(bytes);", "FillsDeep(bytes);", "System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);",
        ],
        ["Console.WriteLine(bytes);", "stream.Write(bytes, 0, 1);", "bytes.CopyTo(other, 0);", "other[0] = bytes[0];", "Array.Copy(bytes, other, 1);", "Looks(bytes);", "Views(bytes);", "other[0]++; Console.WriteLine(bytes[0]);", "Array.Clear(other); Console.WriteLine(bytes);", "await stream.WriteAsync(bytes.AsMemory(1));", "bytes.AsSpan().ToArray();"]);

    private static ISymbol VariableIn(IOperation code, string name) =>
        code.Descendants().OfType<IParameterReferenceOperation>().Select(reference => reference.Parameter).First(parameter => parameter.Name == name);

    [Theory]
    [InlineData("kind == 1", "kind", true)]
    [InlineData("this.kind == 1", "kind", true)]
    [InlineData("kind.Length < 3", "kind", true)]
    [InlineData("other = kind", "kind", true)]
    [InlineData("kinds == 1", "kind", false)]
    [InlineData("mankind == 1", "kind", false)]
    [InlineData("kinds = kind", "kind", true)]
    [InlineData("kind2 = kind_", "kind", false)]
    [InlineData("order is Paid", "kind", false)]
    public void Keys_that_have_to_do_with_a_variable(string key, string variable, bool mentions) => Assert.Equal(mentions, ConditionKey.Mentions(key, variable));

    [Theory]
    [InlineData(null, "null")]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    [InlineData("paid", "\"paid\"")]
    [InlineData('p', "'p'")]
    [InlineData(1.5, "1.5")]
    [InlineData(-3, "-3")]
    public void Constants_in_keys(object? constant, string text) => Assert.Equal(text, ConditionKey.Text(constant));

    [Theory]
    [InlineData("kind", "kind == 1", true)]
    [InlineData("kind", "kind < 3", true)]
    [InlineData("kind", "kind < other", false)]
    [InlineData("kind", "kinds == 1", false)]
    [InlineData("kind", "other == kind", false)]
    [InlineData("kind", "kind is Paid", false)]
    [InlineData("kind", "kind", false)]
    [InlineData("a < 1 and kind", "a < 1 and kind == 1", true)]
    public void Keys_that_compare_with_a_constant(string subject, string key, bool isOn) => Assert.Equal(isOn, ConditionKey.IsOn(subject, key));

    [Theory]
    [InlineData("kind == 1", "kind", null, "1", false)]
    [InlineData("kind < 3", "kind", "3", null, false)]
    [InlineData("price < 3.5", "price", "3.5", null, true)]
    [InlineData("kind < other", "kind < other", null, null, false)]
    [InlineData("kind == Paid", "kind", null, null, false)]
    [InlineData("order is Paid", "order is Paid", null, null, false)]
    public void Keys_are_read(string key, string subject, string? limit, string? number, bool isOfFraction)
    {
        Assert.Equal(subject, ConditionKey.SubjectOf(key));
        Assert.Equal(limit, ConditionKey.LimitOf(key)?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(number, ConditionKey.NumberOf(key)?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(isOfFraction, ConditionKey.IsOfFraction(key));
    }

    [Fact]
    public void Keys_are_spelled()
    {
        Assert.Equal("a == null", ConditionKey.IsNull("a"));
        Assert.Equal(ConditionKey.AreEqual("a", "b"), ConditionKey.AreEqual("b", "a"));
        Assert.Equal("a < b", ConditionKey.IsLower("a", "b"));
        Assert.Equal("a is B", ConditionKey.IsOf("a", "B"));
    }
}
