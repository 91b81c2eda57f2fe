using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1011.</summary>
public class FailedDeliveryIsRequeuedWithoutLimitTests
{
    private const string Ack = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Work = "Work(args.Body.ToArray()); " + Ack;
    private const string Wrong = "await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|});";
    private const string Right = "await~ channel.BasicNack~(args.DeliveryTag, false, true);";

    private const string Surroundings =
        """
        private const bool Again = true;
        private const string Key = "x-death";
        private bool _stopping;
        private readonly Dictionary<string, int> failures = new();
        private readonly IStore store = null!;
        private readonly Retry retryPolicy = new();
        private static void Work(byte[] body) { if (body.Length == 0) throw new InvalidOperationException(); System.IO.File.WriteAllBytes("message", body); }
        private static int CountRetries(BasicDeliverEventArgs args) { return args.BasicProperties.Headers is { } headers && headers.TryGetValue("x-retry-count", out var count) ? Convert.ToInt32(count) : 0; }
        private static bool WasTried(BasicDeliverEventArgs args) { return args.Redelivered; }
        private static void Log(Exception e) { Console.WriteLine(e.Message); }
        private static async Task Pause() { await Task.Delay(1000); }
        private sealed class Order { public Order(byte[] body) { Work(body); } }
        private interface IStore { void Keep(BasicDeliverEventArgs args); bool Knows(byte[] body); void Save(byte[] body); }
        private sealed class Retry { public void Execute(Action action) { action(); } }
        public void Stop() { _stopping = true; failures.Clear(); Console.WriteLine(_stopping); }
        """;

    [Theory, AllClients(
        "try { " + Work + " } catch (Exception e) { Log(e); " + Wrong + " }",
        "try { " + Work + " } catch { " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { await~ channel.BasicNack~({|RMQ1011:requeue: true|}, multiple: false, deliveryTag: args.DeliveryTag); }",
        "try { " + Work + " } catch (FormatException) { await~ channel.BasicReject~(args.DeliveryTag, false); } catch (Exception) { " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:true|}); }",
        "try { " + Work + " } catch (Exception) { const bool again = true; await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:again|}); }",
        "try { " + Work + " } catch (Exception) { await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:Again|}); }",
        "var tag = args.DeliveryTag; try { " + Work + " } catch (Exception) { await~ channel.BasicNack~(tag, false, {|RMQ1011:true|}); }",
        "try { " + Work + " } catch (Exception e) { Log(e); if (channel.IsOpen) { " + Wrong + " } }",
        "try { " + Work + " } catch (Exception e) { Log(e); if (channel != null) " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { if (args.RoutingKey == \"paid\") await~ channel.BasicNack~(args.DeliveryTag, false, false); else " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { if (args.Exchange == \"paid\") await~ channel.BasicNack~(args.DeliveryTag, false, false); else " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { if (args.ConsumerTag == \"paid\") await~ channel.BasicNack~(args.DeliveryTag, false, false); else " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { if (args.DeliveryTag > 0 && !channel.IsClosed) " + Wrong + " }",
        "try { if (args.Body.Length == 0) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } " + Work + " } catch (Exception) { " + Wrong + " }",
        "try { " + Work + " } catch (Exception e) { Console.WriteLine(\"retry later \" + args.Redelivered); Log(e); " + Wrong + " }",
        "try { " + Work + " } catch (FormatException) { await~ channel.BasicReject~(args.DeliveryTag, !args.Redelivered); } catch (Exception) { " + Wrong + " }",
        "try { " + Work + " } catch (Exception e) { Log(e); " + Wrong + " throw; }",
        "try { try { Work(args.Body.ToArray()); } catch (FormatException) { Console.WriteLine(); } " + Ack + " } catch (Exception) { " + Wrong + " }",
        "try { if (args.BasicProperties.Headers is { } headers && headers.ContainsKey(\"traceparent\")) Console.WriteLine(\"traced\"); " + Work + " } catch (Exception) { " + Wrong + " }",
        "try { new Order(args.Body.ToArray()); " + Ack + " } catch (Exception) { " + Wrong + " }",
        "try { if (args.Body.Length == 0) throw new FormatException(); " + Ack + " } catch (Exception) { " + Wrong + " }",
        "try { await Task.Delay(10); " + Work + " } catch (Exception) { " + Wrong + " }",
        "try { store.Save(args.Body.ToArray()); " + Ack + " } catch (Exception) { " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { await~ GiveBack~(); } async~ Task~ GiveBack~() { " + Wrong + " }",
        "try { " + Work + " } catch (Exception) { await~ Requeue(channel, args.DeliveryTag, {|RMQ1011:true|}); } static async~ Task~ Requeue(IChannel~ channel, ulong tag, bool again) { await~ channel.BasicNack~(tag, false, again); }",
        "try { " + Work + " } catch (Exception) { await~ {|RMQ1011:Requeue|}(channel, args.DeliveryTag); } static async~ Task~ Requeue(IChannel~ channel, ulong tag, bool again = true) { await~ channel.BasicNack~(tag, false, again); }")]
    public Task Reports_a_lambda(ClientVersion version, string body) => Verify.Reports<UnlimitedRequeueAnalyzer>(version, InHandler(body));

    [Theory, AllGenerations("Delay", "SleepAWhile", "BackOff", "Backoff", "Defer", "ScheduleNext", "Throttle", "Pause", "OpenCircuit", "TripBreaker", "StopConsumer", "CancelConsumer", "CloseAll", "Abort", "Exit", "Shutdown", "FailFast")]
    public Task Silent_where_the_clause_waits_or_ends_what_consumes(ClientVersion version, string method) => Verify.Silent<UnlimitedRequeueAnalyzer>(
        version, InHandler("try { " + Work + " } catch (Exception) { " + method + "(); " + Right + " } static void " + method + "() { Store(); } static void Store() { System.IO.File.WriteAllText(\"state\", \"\"); }"));

    [Theory, AllGenerations("Tell", "Note", "Closing")]
    public Task Reports_where_the_clause_does_something_else(ClientVersion version, string method) => Verify.Reports<UnlimitedRequeueAnalyzer>(
        version, InHandler("try { " + Work + " } catch (Exception) { " + method + "(); " + Wrong + " } static void " + method + "() { Store(); } static void Store() { System.IO.File.WriteAllText(\"state\", \"\"); }"));

    [Theory, AllGenerations]
    public Task Silent_where_a_method_calls_itself(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(
        version, InHandler("try { " + Work + " } catch (Exception) { await~ GiveBack~(); } async~ Task~ GiveBack~() { " + Right + " await~ GiveBack~(); }"));

    [Theory, AllClients(
        "try { " + Work + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, false); }",
        "try { " + Work + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, !args.Redelivered); }",
        "try { " + Work + " } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, _stopping); }",
        "try { " + Work + " } catch (FormatException) { " + Right + " }",
        "Work(args.Body.ToArray()); try { " + Ack + " } catch (Exception) { " + Right + " }",
        "Work(args.Body.ToArray()); try { Console.WriteLine(args.Body.Length); " + Ack + " Log(new Exception()); } catch (Exception e) { Log(e); " + Right + " }",
        "try { " + Work + " } catch (OperationCanceledException) { " + Right + " }",
        "try { " + Work + " } catch (Exception e) when (e is TimeoutException) { " + Right + " }",
        "try { " + Work + " } catch (Exception e) { if (e is TimeoutException) { " + Right + " } else { await~ channel.BasicReject~(args.DeliveryTag, false); } }",
        "try { " + Work + " } catch (Exception) { if (_stopping) { " + Right + " } else { await~ channel.BasicReject~(args.DeliveryTag, false); } }",
        "try { " + Work + " } catch (Exception e) { if (e is FormatException) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } " + Right + " }",
        "try { " + Work + " } catch (Exception) { if (args.Redelivered) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } " + Right + " }",
        "if (args.Redelivered) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (WasTried(args)) { await~ channel.BasicReject~(args.DeliveryTag, false); return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (CountRetries(args) > 3) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (args.BasicProperties.Headers is { } headers && headers.TryGetValue(\"x-delivery-count\", out var count) && Convert.ToInt32(count) > 3) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (args.BasicProperties.Headers is { } headers && headers.ContainsKey(Key)) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "const string key = \"x-death\"; if (args.BasicProperties.Headers is { } headers && headers.ContainsKey(key)) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (args.RoutingKey is Key) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "switch (args.RoutingKey) { case Key: " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "if (args.BasicProperties.Headers is { } headers && headers.ContainsKey(\"x-death\")) { " + Ack + " return; } try { " + Work + " } catch (Exception) { " + Right + " }",
        "foreach (var header in args.BasicProperties.Headers!) Console.WriteLine(header.Key); try { " + Work + " } catch (Exception) { " + Right + " }",
        "store.Keep(args); try { " + Work + " } catch (Exception) { " + Right + " }",
        "try { " + Work + " } catch (Exception) { failures[args.RoutingKey] = failures.Count; if (failures[args.RoutingKey] > 3) { " + Ack + " } else { " + Right + " } }",
        "var attempts = 0; while (true) { try { " + Work + " return; } catch (Exception) { if (++attempts > 3) { " + Right + " return; } } }",
        "try { retryPolicy.Execute(() => Work(args.Body.ToArray())); " + Ack + " } catch (Exception) { " + Right + " }",
        "try { " + Work + " } catch (Exception) { await Task.Delay(1000); " + Right + " }",
        "try { " + Work + " } catch (Exception) { Thread.Sleep(1000); " + Right + " }",
        "try { " + Work + " } catch (Exception) { await Pause(); " + Right + " }",
        "try { " + Work + " } catch (Exception) { " + Right + " } await Task.Delay(1000);",
        "try { " + Work + " } catch (Exception) { " + Right + " } finally { await Task.Delay(1000); }",
        "try { " + Work + " } catch (Exception) { _ = Task.Delay(1000).ContinueWith(_ => channel.BasicNack~(args.DeliveryTag, false, true)); }",
        "try { " + Work + " } catch (Exception) { " + Right + " await~ channel.BasicCancel~(args.ConsumerTag); }",
        "try { " + Work + " } catch (Exception) { " + Right + " Environment.Exit(1); }",
        "try { " + Work + " } catch (Exception) { try { store.Save(args.Body.ToArray()); " + Ack + " } catch (Exception) { " + Right + " } }",
        "if (args.Body.Length > 100) { " + Right + " return; } " + Work,
        "try { " + Work + " } catch (Exception) { if (System.IO.File.Exists(args.RoutingKey)) " + Right + " }",
        "var done = false; try { " + Work + " done = true; } finally { if (!done) " + Right + " }")]
    public Task Silent_on_a_lambda(ClientVersion version, string body) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InHandler(body));

    [Theory, Generations(V6, Cases = [
        "Delay", "Sleep", "Backoff", "Defer", "Schedule", "Throttle", "Pause", "OpenCircuit", "TripBreaker", "Stop", "Cancel", "Close", "Abort", "Exit", "Shutdown", "FailFast"])]
    public Task Silent_on_a_handler_that_waits_or_ends(ClientVersion version, string method) => Verify.Silent<UnlimitedRequeueAnalyzer>(
        version, InHandler($"try {{ {Work} }} catch (Exception) {{ {method}It(); {Right} }} void {method}It() => Console.Beep();"));

    [Theory, AllGenerations]
    public Task Reports_what_a_loop_fetches(ClientVersion version) => Verify.Reports<UnlimitedRequeueAnalyzer>(version, InMethod(
        """
        while (true)
        {
            var result = await~ channel.BasicGet~("orders", false);
            if (result == null)
            {
                await Task.Delay(100);
                continue;
            }

            try { System.IO.File.WriteAllBytes("message", result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, false); }
            catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, {|RMQ1011:true|}); }
        }
        """).Replace("public async~ Task~", "public async Task", StringComparison.Ordinal));

    [Theory, AllGenerations(
        "catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, true); throw; }",
        "catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, true); break; }",
        "catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, true); await Task.Delay(100); }",
        "catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, true); } await Task.Delay(100);",
        "catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, !result.Redelivered); }")]
    public Task Silent_on_what_a_loop_fetches(ClientVersion version, string clause) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InMethod(
        $$"""
        while (true)
        {
            var result = await~ channel.BasicGet~("orders", false);
            if (result == null)
                continue;
            try { System.IO.File.WriteAllBytes("message", result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, false); }
            {{clause}}
        }
        """).Replace("public async~ Task~", "public async Task", StringComparison.Ordinal));

    [Theory, AllGenerations]
    public Task Silent_on_a_single_fetch(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InMethod(
        """
        var result = await~ channel.BasicGet~("orders", false);
        if (result == null)
            return;
        try { System.IO.File.WriteAllBytes("message", result.Body.ToArray()); await~ channel.BasicAck~(result.DeliveryTag, false); }
        catch (Exception) { await~ channel.BasicNack~(result.DeliveryTag, false, true); }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method_that_the_handler_calls(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => await~ Handle(args);
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ Handle(BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch (Exception e) { await~ GiveBack(args.DeliveryTag, e); }
        }

        private async~ Task~ GiveBack(ulong tag, Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicNack~(tag, false, {|RMQ1011:true|});
        }
        """))
        .WithMessages("A delivery of queue 'orders' is requeued whenever processing it fails: one that always fails comes back at once and for ever, thousands of times a second, and holds up the messages behind it")
        .Reports<UnlimitedRequeueAnalyzer>();

    [Theory, AllGenerations]
    public Task Silent_when_a_caller_has_looked(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => { if (!args.Redelivered) await~ Handle(args); else await~ channel.BasicReject~(args.DeliveryTag, false); };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ Handle(BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, true); }
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_where_the_handler_is_out_of_sight(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InClass(
        """
        public async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, true); }
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_an_override(ClientVersion version) => Verify.Reports<UnlimitedRequeueAnalyzer>(version, Override("", "{|RMQ1011:true|}"));

    [Theory, AllGenerations]
    public Task Silent_on_an_override_that_looks(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, Override("if (redelivered) return;", "true"));

    [Theory, AllGenerations("x-delivery-limit\"] = 5", "x-queue-type\"] = \"quorum\", [\"x-delivery-limit\"] = 5")]
    public Task Silent_on_a_queue_with_a_limit(ClientVersion version, string entries) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, Declared(entries, "BasicNack~(args.DeliveryTag, false, true)"));

    [Theory, AllGenerations]
    public Task Silent_on_what_a_quorum_queue_counts(ClientVersion version) =>
        Verify.Silent<UnlimitedRequeueAnalyzer>(version, Declared("x-queue-type\"] = \"quorum\"", "BasicReject~(args.DeliveryTag, true)"));

    [Theory, AllGenerations]
    public Task Reports_what_a_quorum_queue_does_not_count(ClientVersion version) =>
        Verify.Reports<UnlimitedRequeueAnalyzer>(version, Declared("x-queue-type\"] = \"quorum\"", "BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|})"));

    [Theory, AllGenerations]
    public Task Reports_top_level_statements(ClientVersion version) => Verify.Reports<UnlimitedRequeueAnalyzer>(version,
        """
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);
        Console.ReadLine();

        async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch { await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|}); }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_primary_constructor(ClientVersion version) => Verify.Reports<UnlimitedRequeueAnalyzer>(version,
        """
        public sealed class Worker(IChannel~ channel)
        {
            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (_, args) =>
                {
                    try { System.IO.File.WriteAllBytes("message", [.. args.Body.ToArray()]); await~ channel.BasicAck~(args.DeliveryTag, false); }
                    catch { await~ channel.BasicNack~(args.DeliveryTag, false, {|RMQ1011:true|}); }
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_type_of_the_users(ClientVersion version) => Verify.Silent<UnlimitedRequeueAnalyzer>(version, InClass(
        """
        public sealed class Own { public void BasicNack(ulong tag, bool multiple, bool requeue) { } public void BasicReject(ulong tag, bool requeue) { } }
        public async~ Task~ Run(IChannel~ channel, Own own)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
                catch { own.BasicNack(args.DeliveryTag, false, true); own.BasicReject(args.DeliveryTag, true); }
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Survives_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += (_, args) =>
        {
            try { Missing(args } catch (Exception { channel.BasicNack~(args.DeliveryTag, , true); channel.BasicReject~(true; }
        """)).AllowingErrors().Silent<UnlimitedRequeueAnalyzer>();

    private static string InHandler(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received~ += async (sender, args) => { {{body}} };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        {{Surroundings}}
        """);

    private static string Override(string statements, string requeue) =>
        $$"""
        public sealed class Worker : ConsumerBase~
        {
            private readonly IChannel~ channel;
            public Worker(IChannel~ channel) : base(channel) { this.channel = channel; }
            public async~ Task~ Start() { await~ channel.BasicConsume~("orders", false, this); }
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                {{statements}}
                try { System.IO.File.WriteAllBytes("message", body.ToArray()); await~ channel.BasicAck~(deliveryTag, false); }
                catch (Exception) { await~ channel.BasicNack~(deliveryTag, false, {{requeue}}); }
            }
        }
        """;

    private static string Declared(string entries, string settle) => InMethod(
        $$"""
        await~ channel.QueueDeclare~("orders", true, false, false, new Dictionary<string, object?> { ["{{entries}} }!);
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) =>
        {
            try { System.IO.File.WriteAllBytes("message", args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); }
            catch (Exception) { await~ channel.{{settle}}; }
        };
        await~ channel.BasicConsume~("orders", false, consumer);
        """);
}
