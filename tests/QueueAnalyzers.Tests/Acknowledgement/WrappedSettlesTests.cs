using System.Text.RegularExpressions;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>
/// Settling as programs wrap it up: behind delegates, message objects, tasks, queues of tags, boxes and strategies. All rules are asked
/// at once. What leads out of sight silences them on its path, and only there; what is in sight is judged like a settle.
/// </summary>
public partial class WrappedSettlesTests
{
    private const string Ack = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Work = "Store(args.Body.ToArray());";

    /// <summary>Before a handler that settles nothing when its work throws.</summary>
    private const string Fails = "/* fails */ ";

    [Theory, AllClients(
        // Delegates.
        "{Action~~Func<Task>} ack = async~ () => { ACK }; await~ processor.Process~(args.Body.ToArray(), ack);",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; {Action~~Func<Task>} nack = async~ () => { NACK }; await~ processor.Decide~(args.Body.ToArray(), ack, nack);",
        "await~ processor.Process~(args.Body.ToArray(), async~ () => { ACK });",
        "await~ processor.Process~(args.Body.ToArray(), () => channel.BasicAck~(args.DeliveryTag, false){~~.AsTask()});",
        "later = async~ () => { ACK }; Wake();",
        "await~ onDone!(args.DeliveryTag);",
        "onDone?.Invoke(args.DeliveryTag);",
        "callbacks.Enqueue(async~ () => { ACK });",
        "callbacks.Enqueue(async~ () => { ACK }); if (args.Redelivered) return; Wake();",
        "async~ Task~ Finish() { ACK } await~ processor.Process~(args.Body.ToArray(), Finish);",
        "var finish = args.Redelivered ? ({Action~~Func<Task>})(async~ () => { NACK }) : async~ () => { ACK }; await~ finish();",
        // Objects that hold the delivery.
        "var message = new Message(channel, args); await~ message.Ack~();",
        "var message = new Message(channel, args); if (args.Redelivered) { await~ message.Nack~(); return; } Console.WriteLine(args.Body.Length); await~ message.Ack~();",
        "var message = new Message(channel, args); try { " + Work + " await~ message.Ack~(); } catch (Exception) { await~ message.Nack~(); }",
        "await~ processor.Handle~(new Message(channel, args));",
        "IMessage message = new Message(channel, args); await~ processor.Handle~(message); if (!message.IsSettled) await~ message.Ack~();",
        "using~ (var scope = new Scope(channel, args.DeliveryTag)) { " + Work + " scope.Complete(); }",
        "using~ var scope = new Scope(channel, args.DeliveryTag); " + Work + " scope.Complete();",
        "var message = Message.Of(channel, args); await~ message.Ack~();",
        "var envelope = new Envelope { Tag = args.DeliveryTag, Body = args.Body.ToArray() }; queue.Enqueue(envelope);",
        "queue.Enqueue(new Envelope { Tag = args.DeliveryTag, Body = args.Body.ToArray() });",
        // Tasks and channels of other tasks.
        "var done = new TaskCompletionSource<bool>(); waiting[args.DeliveryTag] = done; Wake();",
        "var done = new TaskCompletionSource<bool>(); _ = done.Task.ContinueWith(task => channel.BasicAck~(args.DeliveryTag, false)); completions.Enqueue(done);",
        "writer.TryWrite(args);",
        "writer.TryWrite(args); Console.WriteLine(args.DeliveryTag);",
        "tagWriter.TryWrite(args.DeliveryTag);",
        "if (!writer.TryWrite(args)) { NACK }",
        "_ = Task.Run(async () => { await Task.Delay(1); ACK });",
        "ThreadPool.QueueUserWorkItem(async~ _ => { ACK });",
        // Batches.
        "last = args.DeliveryTag; if (++count % 100 == 0) await~ channel.BasicAck~(last, multiple: true);",
        "count++; if (count >= 50) { await~ channel.BasicAck~(args.DeliveryTag, multiple: true); count = 0; }",
        "tags.Add(args.DeliveryTag); if (tags.Count < 10) return; await~ channel.BasicAck~(args.DeliveryTag, multiple: true); tags.Clear();",
        "tags.Add(args.DeliveryTag); if (tags.Count < 10) return; foreach (var tag in tags) await~ channel.BasicAck~(tag, false); tags.Clear();",
        // Boxes.
        "object state = args.DeliveryTag; ThreadPool.QueueUserWorkItem(Callback, state);",
        "ThreadPool.QueueUserWorkItem(Callback, args);",
        "new Timer(Callback, args.DeliveryTag, 1000, Timeout.Infinite);",
        "Task.Factory.StartNew(Callback, (object)args.DeliveryTag);",
        "items.Add(args.DeliveryTag); Wake();",
        "items.Add(new object[] { args.DeliveryTag, args.Body.ToArray() }); Wake();",
        "var state = Tuple.Create(args.DeliveryTag, args.Body.ToArray()); Callback(state);",
        "var (tag, body) = (args.DeliveryTag, args.Body.ToArray()); items.Add(tag);",
        // Strategies, of which there are two.
        "await~ strategy.Settle~(channel, args);",
        "await~ strategy.Settle~(channel, args.DeliveryTag);",
        "IStrategy chosen = args.Redelivered ? new Rejecting() : new Accepting(); await~ chosen.Settle~(channel, args);",
        "await~ strategies[args.RoutingKey].Settle~(channel, args);",
        "if (!strategies.TryGetValue(args.RoutingKey, out var found)) { NACK return; } await~ found.Settle~(channel, args);",
        // One that there is one of.
        "await~ settler.Accept~(args.DeliveryTag);",
        "if (args.Redelivered) { await~ settler.Refuse~(args.DeliveryTag); return; } Console.WriteLine(args.Body.Length); await~ settler.Accept~(args.DeliveryTag);",
        "try { " + Work + " await~ settler.Accept~(args.DeliveryTag); } catch (Exception) { await~ settler.Refuse~(args.DeliveryTag); }",
        "await~ settler.Finish~(args, args.Redelivered);",
        "if (!await~ settler.TryAccept~(args)) { NACK }",
        // Message objects and delegates that are in sight.
        "var message = new Held(channel, args); await~ message.Ack~();",
        "var message = new Held(channel, args); if (args.Redelivered) { await~ message.Finish~(false); return; } Console.WriteLine(args.Body.Length); await~ message.Finish~(true);",
        "var message = new Held(channel, args); try { " + Work + " await~ message.Ack~(); } catch (Exception) { await~ message.Nack~(); }",
        "var message = new Kept(channel, args.DeliveryTag, args.Body.ToArray()); Console.WriteLine(message.Body.Length); await~ message.Ack~();",
        "var message = new Kept(channel, args.DeliveryTag, args.Body.ToArray()); Console.WriteLine(message.Body.Length); await~ channel.BasicAck~(message.Tag, false);",
        "var message = new Kept(channel, args.DeliveryTag, args.Body.ToArray()); if (message.Size == 0) { await~ message.Nack~(); return; } Console.WriteLine(message.Body.Length); await~ message.Ack~();",
        "var message = new Positional(channel, args); Console.WriteLine(message.Args.Body.Length); await~ message.Ack~();",
        "await~ new Held(channel, args).Ack~();",
        "await~ runner.Handle~(new Held(channel, args));",
        "var message = new Held(channel, args); await~ runner.Handle~(message);",
        "await~ runner.Run~(args.Body.ToArray(), async~ () => { ACK });",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; await~ runner.Run~(args.Body.ToArray(), ack);",
        "async~ Task~ Accept() { ACK } await~ runner.Run~(args.Body.ToArray(), Accept);",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; {Action~~Func<Task>} nack = async~ () => { NACK }; await~ runner.Decide~(args.Body.ToArray(), ack, nack);",
        "await~ runner.Decide~(args.Body.ToArray(), failed: async~ () => { NACK }, done: async~ () => { ACK });",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; if (args.Redelivered) { NACK return; } await~ runner.Run~(args.Body.ToArray(), ack);",
        "await~ runner.Both~(args, args.DeliveryTag);",
        // And those of which something is not.
        "var message = new Tracked(channel, args); await~ message.Ack~(); await~ message.Ack~();",
        "var message = new Tracked(channel, args); if (message.IsOpen) await~ message.Ack~();",
        "var message = new Settable(channel) { Args = args }; if (args.Redelivered) return; await~ message.Ack~();",
        "var message = new Announced(channel, args); if (args.Redelivered) return; await~ message.Ack~();",
        "using~ var message = new Scope(channel, args.DeliveryTag); if (args.Redelivered) return; message.Complete();",
        "var message = new Held(channel, args); items.Add(message); if (args.Redelivered) return; await~ message.Ack~();",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; callbacks.Enqueue(ack); await~ runner.Run~(args.Body.ToArray(), ack);",
        "await~ runner.Keep~(async~ () => { ACK });",
        "await~ runner.Maybe~(async~ () => { ACK });",
        "await~ runner.Run~(args.Body.ToArray(), async~ () => { if (args.Redelivered) return; ACK });")]
    public Task Silent_where_it_is_right_or_out_of_sight(ClientVersion version, string body) => Silent(version, body);

    [Theory, AllClients(
        // One path leads out of sight, another settles, a third does neither.
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { later = async~ () => { ACK }; Wake(); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { await~ onDone!(args.DeliveryTag); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { await~ processor.Handle~(new Message(channel, args)); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { queue.Enqueue(new Envelope { Tag = args.DeliveryTag }); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { writer.TryWrite(args); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { waiting[args.DeliveryTag] = new TaskCompletionSource<bool>(); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { ThreadPool.QueueUserWorkItem(Callback, args.DeliveryTag); return; } ACK",
        "if (args.Redelivered) {|RMQ1004:return;|} if (args.Body.Length > 9) { await~ strategy.Settle~(channel, args); return; } ACK",
        // A lambda that is only called.
        "{Action~~Func<Task>} ack = async~ () => { ACK }; if (args.Redelivered) {|RMQ1004:return;|} Console.WriteLine(args.Body.Length); await~ ack();",
        "{Action~~Func<Task>} ack = async~ () => { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }; await~ ack(); await~ ack();",
        "{Action~~Func<Task>} ack = async~ () => { await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false); }; await~ ack(); " + Work,
        // A strategy in one form.
        "if (args.Redelivered) {|RMQ1004:return;|} Console.WriteLine(args.Body.Length); await~ settler.Accept~(args.DeliveryTag);",
        "await~ settler.Accept~(args.DeliveryTag); await~ settler.{|RMQ1008:Refuse~|}(args.DeliveryTag);",
        "await~ settler.Accept~(args.DeliveryTag); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "ACK await~ settler.{|RMQ1008:Accept~|}(args.DeliveryTag);",
        "await~ settler.Finish~(args, true); await~ settler.{|RMQ1008:Finish~|}(args, false);",
        "await~ settler.{|RMQ1006:Accept~|}(args.DeliveryTag); " + Work,
        "await~ settler.{|RMQ1006:Finish~|}(args, true); " + Work,
        "try { " + Work + " } catch (Exception e) { Console.WriteLine(e); } await~ settler.{|RMQ1007:Accept~|}(args.DeliveryTag);",
        "try { " + Work + " } finally { await~ settler.{|RMQ1007:Accept~|}(args.DeliveryTag); }",
        "try { " + Work + " await~ settler.Accept~(args.DeliveryTag); } {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); }",
        "if (await~ settler.TryAccept~(args)) { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); } else { NACK }",
        // Message objects.
        Fails + "var message = new Message(channel, args); if (args.Redelivered) { await~ message.Nack~(); return; } " + Work + " await~ message.Ack~();",
        Fails + "var message = new Held(channel, args); if (args.Redelivered) { await~ message.Nack~(); return; } " + Work + " await~ message.Ack~();",
        Fails + "var message = new Positional(channel, args); Store(message.Args.Body.ToArray()); await~ message.Ack~();",
        "var message = new Held(channel, args); if (args.Redelivered) {|RMQ1004:return;|} Console.WriteLine(args.Body.Length); await~ message.Ack~();",
        "var message = new Kept(channel, args.DeliveryTag, args.Body.ToArray()); if (args.Redelivered) {|RMQ1004:return;|} Console.WriteLine(message.Size); await~ message.Ack~();",
        "var message = new Positional(channel, args); if (args.Redelivered) {|RMQ1004:return;|} Console.WriteLine(args.Body.Length); await~ message.Ack~();",
        "var message = new Held(channel, args); await~ message.Ack~(); await~ message.{|RMQ1008:Nack~|}();",
        "var message = new Held(channel, args); await~ message.Finish~(true); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        "var message = new Held(channel, args); await~ message.{|RMQ1006:Ack~|}(); " + Work,
        "var message = new Held(channel, args); try { " + Work + " } finally { await~ message.{|RMQ1007:Ack~|}(); }",
        "var message = new Held(channel, args); try { " + Work + " await~ message.Ack~(); } {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); }",
        "await~ runner.Handle~(new Held(channel, args)); await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);",
        // Delegates that a method is given.
        "if (args.Redelivered) {|RMQ1004:return;|} await~ runner.Run~(args.Body.ToArray(), async~ () => { ACK });",
        "await~ runner.Run~(args.Body.ToArray(), async~ () => { ACK }); await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);",
        "{Action~~Func<Task>} ack = async~ () => { ACK }; await~ runner.Run~(args.Body.ToArray(), ack); await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);",
        "await~ runner.Decide~(args.Body.ToArray(), async~ () => { ACK }, async~ () => { NACK }); await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);",
        "await~ runner.Both~(args, args.DeliveryTag); await~ channel.{|RMQ1008:BasicReject~|}(args.DeliveryTag, false);")]
    public Task Reports_what_is_in_sight(ClientVersion version, string body) => Reports(version, body);

    private static async Task Silent(ClientVersion version, string body)
    {
        foreach (var code in ProgramsOf(version, body))
            await Verify.AllSilent(version, code);
    }

    private static async Task Reports(ClientVersion version, string body)
    {
        foreach (var code in ProgramsOf(version, body))
            await Verify.That(version, code).AllReport();
    }

    /// <summary>The handler on the consumer of its generation, and on that of 6.x which awaits its handlers.</summary>
    private static IEnumerable<string> ProgramsOf(ClientVersion version, string body)
    {
        var code = CodeOf(body);
        yield return code;
        if (version == ClientVersion.V6)
        {
            yield return code
                .Replace("new EventingConsumer~(channel)", "new AsyncEventingBasicConsumer(channel)", StringComparison.Ordinal)
                .Replace("Received~", "Received", StringComparison.Ordinal)
                .Replace("+= async~ (sender, args) => {", "+= async (sender, args) => { await Task.CompletedTask; ", StringComparison.Ordinal);
        }
    }

    private static string CodeOf(string body) =>
        $$"""
        internal class Program
        {
            private readonly Processor processor = new();
            private readonly IStrategy strategy = null!;
            private readonly Dictionary<string, IStrategy> strategies = new();
            private readonly ISettler settler = null!;
            private readonly Runner runner = new();
            private readonly System.Collections.Concurrent.ConcurrentQueue<{Action~~Func<Task>}> callbacks = new();
            private readonly System.Collections.Concurrent.ConcurrentQueue<Envelope> queue = new();
            private readonly Queue<TaskCompletionSource<bool>> completions = new();
            private readonly Dictionary<ulong, TaskCompletionSource<bool>> waiting = new();
            private readonly System.Threading.Channels.ChannelWriter<BasicDeliverEventArgs> writer = null!;
            private readonly System.Threading.Channels.ChannelWriter<ulong> tagWriter = null!;
            private readonly List<object> items = new();
            private readonly List<ulong> tags = new();
            private {Action~~Func<Task>}? later;
            private ulong last;
            private int count;

            public {Action<ulong>~~Func<ulong, Task>}? onDone { get; set; }

            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.{{(body.StartsWith(Fails, StringComparison.Ordinal) ? "{|RMQ1005:Received~|}" : "Received~")}} += async~ (sender, args) => { {{Spelled(body)}} };
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private static void Store(byte[] body) { System.IO.File.WriteAllBytes("orders", body); }
            private void Wake() { later?.Invoke(); }
            private void Callback(object? state) { items.Add(state!); }
        }

        public class Processor
        {
            public virtual Task~ Process~(byte[] body, {Action~~Func<Task>} done) { done(); return~; }
            public virtual Task~ Decide~(byte[] body, {Action~~Func<Task>} done, {Action~~Func<Task>} failed) { if (body.Length > 0) done(); else failed(); return~; }
            public virtual Task~ Handle~(IMessage message) { return~; }
        }

        public interface IMessage { bool IsSettled { get; } Task~ Ack~(); }

        internal sealed class Message(IChannel~ channel, BasicDeliverEventArgs args) : IMessage
        {
            public bool IsSettled { get; private set; }
            public static Message Of(IChannel~ channel, BasicDeliverEventArgs args) => new(channel, args);
            public async~ Task~ Ack~() { if (IsSettled) return; IsSettled = true; ACK }
            public async~ Task~ Nack~() { if (IsSettled) return; IsSettled = true; NACK }
        }

        internal sealed class Scope(IChannel~ channel, ulong tag) : {IDisposable~~IAsyncDisposable}
        {
            private bool isComplete;
            public void Complete() { isComplete = true; }
            public async~ {void~~ValueTask} Dispose~() { if (isComplete) await~ channel.BasicAck~(tag, false); else await~ channel.BasicReject~(tag, false); }
        }

        internal sealed class Held(IChannel~ channel, BasicDeliverEventArgs args)
        {
            public async~ Task~ Ack~() { ACK }
            public async~ Task~ Nack~() { NACK }
            public async~ Task~ Finish~(bool isGood) { if (isGood) await~ Ack~(); else await~ Nack~(); }
        }

        internal sealed class Kept
        {
            private readonly IChannel~ _channel;
            private readonly ulong _tag;
            public Kept(IChannel~ channel, ulong tag, byte[] body) { _channel = channel; _tag = tag; Body = body; }
            public ulong Tag => _tag;
            public byte[] Body { get; }
            public int Size => Body.Length;
            public async~ Task~ Ack~() { await~ _channel.BasicAck~(_tag, false); }
            public async~ Task~ Nack~() { await~ _channel.BasicReject~(_tag, false); }
        }

        internal sealed record Positional(IChannel~ Channel, BasicDeliverEventArgs Args)
        {
            public async~ Task~ Ack~() { await~ Channel.BasicAck~(Args.DeliveryTag, false); }
        }

        internal sealed class Tracked(IChannel~ channel, BasicDeliverEventArgs args)
        {
            private int settled;
            public bool IsOpen => settled == 0;
            public async~ Task~ Ack~() { if (Interlocked.Exchange(ref settled, 1) == 0) { ACK } }
        }

        internal sealed class Settable(IChannel~ channel)
        {
            public BasicDeliverEventArgs Args { get; set; } = null!;
            public async~ Task~ Ack~() { await~ channel.BasicAck~(Args.DeliveryTag, false); }
        }

        internal sealed class Announced
        {
            private static readonly List<Announced> All = new();
            private readonly IChannel~ _channel;
            private readonly BasicDeliverEventArgs _args;
            public Announced(IChannel~ channel, BasicDeliverEventArgs args) { _channel = channel; _args = args; All.Add(this); }
            public async~ Task~ Ack~() { await~ _channel.BasicAck~(_args.DeliveryTag, false); }
        }

        internal sealed class Runner
        {
            private readonly List<{Action~~Func<Task>}> kept = new();
            public async~ Task~ Handle~(Held message) { try { Save(new byte[1]); await~ message.Ack~(); } catch (Exception) { await~ message.Nack~(); } }
            public async~ Task~ Run~(byte[] body, {Action~~Func<Task>} done) { Console.WriteLine(body.Length); await~ done(); }
            public async~ Task~ Decide~(byte[] body, {Action~~Func<Task>} done, {Action~~Func<Task>} failed) { try { Save(body); await~ done(); } catch (Exception) { await~ failed(); } }
            public async~ Task~ Both~(BasicDeliverEventArgs args, ulong tag) { Console.WriteLine(args.Body.Length); await~ Channel.BasicAck~(tag, false); }
            public Task~ Keep~({Action~~Func<Task>} done) { kept.Add(done); return~; }
            public async~ Task~ Maybe~({Action~~Func<Task>}? done) { if (done != null) await~ done(); }
            private IChannel~ Channel { get; } = null!;
            private static void Save(byte[] body) { System.IO.File.WriteAllBytes("runner", body); }
        }

        internal sealed class Envelope { public ulong Tag { get; set; } public byte[]? Body { get; set; } }

        internal interface IStrategy { Task~ Settle~(IChannel~ channel, BasicDeliverEventArgs args); Task~ Settle~(IChannel~ channel, ulong tag); }
        internal sealed class Accepting : IStrategy
        {
            public async~ Task~ Settle~(IChannel~ channel, BasicDeliverEventArgs args) { ACK }
            public async~ Task~ Settle~(IChannel~ channel, ulong tag) { await~ channel.BasicAck~(tag, false); }
        }

        internal sealed class Rejecting : IStrategy
        {
            public async~ Task~ Settle~(IChannel~ channel, BasicDeliverEventArgs args) { NACK }
            public async~ Task~ Settle~(IChannel~ channel, ulong tag) { await~ channel.BasicReject~(tag, false); }
        }

        internal interface ISettler
        {
            Task~ Accept~(ulong tag);
            Task~ Refuse~(ulong tag);
            Task~ Finish~(BasicDeliverEventArgs args, bool isGood);
            Task~<bool> TryAccept~(BasicDeliverEventArgs args);
        }

        internal class Settler(IChannel~ channel) : ISettler
        {
            public async~ Task~ Accept~(ulong tag) { await~ channel.BasicAck~(tag, false); }
            public async~ Task~ Refuse~(ulong tag) { await~ channel.BasicReject~(tag, false); }
            public async~ Task~ Finish~(BasicDeliverEventArgs args, bool isGood) { if (isGood) { ACK } else { NACK } }
            public async~ Task~<bool> TryAccept~(BasicDeliverEventArgs args) { if (args.Redelivered) return false; ACK return true; }
        }
        """.Replace(" NACK ", " await~ channel.BasicReject~(args.DeliveryTag, false); ", StringComparison.Ordinal).Replace(" ACK ", " " + Ack + " ", StringComparison.Ordinal);

    private static string Spelled(string body) =>
        Settling().Replace(body, settle => settle.Value == "ACK" ? Ack : "await~ channel.BasicReject~(args.DeliveryTag, false);");

    [GeneratedRegex(@"\bN?ACK\b")]
    private static partial Regex Settling();
}
