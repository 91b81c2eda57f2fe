using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1004.</summary>
public class DeliveryIsLeftUnsettledOnSomePathsTests
{
    [Theory, AllClients(
        "var order = Parse(args.Body.ToArray()); if (order is null) {|RMQ1004:return;|} Work(order); ACK;",
        "if (args.Redelivered) { Console.WriteLine(1); {|RMQ1004:return;|} } ACK;",
        "var order = Parse(args.Body.ToArray()); if (order != null) { if (order.Id > 3) { ACK; } else { {|RMQ1004:return;|} } } else { NACK; }",
        "var order = Parse(args.Body.ToArray()); switch (order!.Kind) { case Kind.New: ACK; break; case Kind.Old: {|RMQ1004:return;|} default: NACK; break; }",
        "switch (args.RoutingKey) { case \"a\": ACK; return; case \"b\": NACK; return; default: {|RMQ1004:return;|} }",
        "try { Work(Parse(args.Body.ToArray())); ACK; } {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); }",
        "try { Work(null); ACK; } {|RMQ1004:catch|} { return; }",
        "try { Work(null); ACK; } {|RMQ1004:catch|} (FormatException) { } catch (Exception) { NACK; }",
        "try { Work(null); ACK; } {|RMQ1004:catch|} (Exception e) when (e.Message.Length > 3) { }",
        "try { Work(null); ACK; } {|RMQ1004:catch|} (FormatException) { } {|RMQ1004:catch|} (InvalidOperationException) { return; }",
        "try { Work(null); } {|RMQ1004:catch|} (Exception) { return; } ACK;",
        "var isDone = true; try { Work(null); } {|RMQ1004:catch|} (Exception) { isDone = false; } if (isDone) { ACK; }",
        "using (var stream = new System.IO.MemoryStream(args.Body.ToArray())) { if (stream.Length == 0) {|RMQ1004:return;|} ACK; }",
        "using var stream = new System.IO.MemoryStream(args.Body.ToArray()); if (stream.Length == 0) {|RMQ1004:return;|} ACK;",
        "foreach (var item in args.Body.ToArray()) { if (item == 0) {|RMQ1004:return;|} Console.WriteLine(item); } ACK;",
        "for (var i = 0; i < 3; i++) { if (args.RoutingKey == \"b\") {|RMQ1004:return;|} } ACK;",
        "if (Parse(args.Body.ToArray()) is not { } order) {|RMQ1004:return;|} Work(order); ACK;",
        "var ok = Try(null); if (!ok) {|RMQ1004:return;|} ACK;",
        "if (!Check(args)) {|RMQ1004:return;|} ACK;",
        "try { Work(null); } catch (FormatException) { } if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "try { if (args.Redelivered) {|RMQ1004:return;|} ACK; } finally { Console.WriteLine(1); }",
        "var settled = false; if (args.Redelivered) {|RMQ1004:return;|} try { Work(null); ACK; settled = true; } finally { if (!settled) { NACK; } }",
        "if (args.RoutingKey == \"a\" && args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (await~ Accept(channel, args)) {|RMQ1004:return;|} NACK;",
        "tags.Clear(); if (tags.Count == 0) {|RMQ1004:return;|} tags.Add(args.DeliveryTag); ACK;")]
    public Task Reports_the_exit(ClientVersion version, string statements) => Reports(version, Handled.By(statements));

    [Theory, AllClients(
        "if (Try(null)) { ACK; }",
        "if (Try(null)) { ACK; } else { Console.WriteLine(0); }",
        "var order = Parse(args.Body.ToArray()); switch (order!.Kind) { case Kind.New: ACK; break; case Kind.Old: NACK; break; }",
        "switch (args.RoutingKey) { case \"a\": ACK; break; case \"b\": break; default: NACK; break; }",
        "var kind = (Kind)args.Body.Length; if (kind == Kind.New) { ACK; } else if (kind == Kind.Old) { NACK; }",
        "foreach (var item in args.Body.ToArray()) { if (item == 1) { ACK; return; } }",
        "foreach (var item in args.Body.ToArray()) { if (item == 1) { break; } ACK; return; }",
        "for (var attempt = 0; attempt < 3; attempt++) { if (Try(null)) { ACK; break; } }",
        "await~ Maybe(channel, args);",
        "await~ Flag(channel, args);",
        "await~ Inner(); async~ Task~ Inner() { if (args.Redelivered) return; ACK; }",
        "await~ Inner(); async~ Task~ Inner() { if (Try(null)) { ACK; } }",
        "if (args is { Redelivered: true }) { NACK; } else if (args.RoutingKey is \"a\" or \"b\") { ACK; }",
        "object body = args.Body; if (body is string) { NACK; } else if (body is Order) { ACK; }",
        "var isDone = Try(null); if (isDone) { ACK; } else if (args.Redelivered) { NACK; }")]
    public Task Reports_the_handler_for_the_end_of_its_body(ClientVersion version, string statements) => Reports(version, Handled.By(statements, "{|RMQ1004:Received~|}"));

    [Theory, Generations(V71, V7, Cases = new object[]
    {
        "await foreach (var item in Items()) { if (item == 0) {|RMQ1004:return;|} } ACK; async IAsyncEnumerable<int> Items() { await Task.Yield(); yield return 1; }",
        "await using (new Timer(_ => { })) { if (args.Redelivered) {|RMQ1004:return;|} ACK; }",
        "await Task.Delay(1, stoppingToken).ConfigureAwait(false); if (args.Redelivered) {|RMQ1004:return;|} await channel.BasicAckAsync(args.DeliveryTag, false).ConfigureAwait(false);",
    })]
    public Task Reports_asynchronous_statements(ClientVersion version, string statements) => Reports(version, Handled.By(statements));

    [Theory, AllGenerations]
    public Task Reports_a_method(ClientVersion version) => Reports(version, Handled.ByMethod(
        """
        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            if (args.Redelivered)
                {|RMQ1004:return;|}
            ACK;
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_method_that_returns_a_task(ClientVersion version) => Reports(version, Handled.ByMethod(
        """
        private Task~ {|also:OnReceived|}(object? sender, BasicDeliverEventArgs args)
        {
            if (args.Redelivered)
                {|RMQ1004:return~;|}
            {~~return }channel.BasicAck~(args.DeliveryTag, false){~~.AsTask()};
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_local_function(ClientVersion version) => Reports(version, Snippet.InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);

        async~ Task~ {|RMQ1004:OnReceived|}(object? sender, BasicDeliverEventArgs args)
        {
            if (args.Redelivered)
                await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        """));

    [Theory, AllGenerations(
        "if (redelivered) {|RMQ1004:return;|} ACK;",
        "try { Work(Parse(body.ToArray())); ACK; } {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); }")]
    public Task Reports_an_override(ClientVersion version, string statements) => Reports(version, Handled.ByOverride(statements));

    [Theory, AllGenerations]
    public Task Reports_the_end_of_an_override(ClientVersion version) => Reports(version, Handled.ByOverride("if (redelivered) { ACK; }", "{|RMQ1004:HandleBasicDeliver~|}"));

    [Theory, OldGenerations]
    public Task Reports_an_asynchronous_consumer_of_old_clients(ClientVersion version) => Reports(version, Snippet.InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.Received += async (sender, args) =>
        {
            await Task.Yield();
            if (args.Redelivered)
                {|RMQ1004:return;|}
            channel.BasicAck(args.DeliveryTag, false);
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Names_the_handler_as_another_location(ClientVersion version) => Reports(version, Handled.By("if (args.Redelivered) {|RMQ1004:return;|} ACK;", "{|also:Received~|}"));

    [Theory]
    [InlineData("if (args.Redelivered) {|RMQ1004:return;|} ACK;", "when 'args.Redelivered'")]
    [InlineData("if (args.Redelivered\n  && args.Exchange == \"\") {|RMQ1004:return;|} ACK;", "when 'args.Redelivered && args.Exchange == \"\"'")]
    [InlineData("if (!args.Redelivered) { ACK; } else { Work(null); {|RMQ1004:return;|} }", "unless '!args.Redelivered'")]
    [InlineData("switch (args.RoutingKey) { case \"a\": {|RMQ1004:return;|} default: ACK; break; }", "when 'args.RoutingKey' is '\"a\"'")]
    [InlineData("switch (args.RoutingKey) { case \"a\": ACK; break; default: {|RMQ1004:return;|} }", "in the default case of 'args.RoutingKey'")]
    [InlineData("switch (args.Body.Length) { case > 3: {|RMQ1004:return;|} default: ACK; break; }", "when 'args.Body.Length' is '> 3'")]
    [InlineData("try { Work(null); ACK; } {|RMQ1004:catch|} (FormatException) { }", "when FormatException is caught")]
    [InlineData("try { Work(null); ACK; } {|RMQ1004:catch|} { }", "when Exception is caught")]
    public Task Names_the_path(string statements, string path) => Verify.That(V7, Handled.By(statements))
        .WithMessages($"The delivery of queue 'orders' is not settled {path}: it stays unacknowledged, takes a place of the prefetch limit, and is delivered again when the channel closes")
        .Reports<UnsettledPathAnalyzer>();

    [Fact]
    public Task Names_the_end_of_the_body() => Verify.That(V7, Handled.By("if (Try(null)) { ACK; }", "{|RMQ1004:Received~|}"))
        .WithMessagesContaining("is not settled on every path to the end of the handler")
        .Reports<UnsettledPathAnalyzer>();

    [Theory, AllClients(
        "if (args.Redelivered) { NACK; return; } ACK;",
        "var ok = Try(null); if (ok) { ACK; } if (!ok) { NACK; }",
        "var settled = false; try { Work(null); ACK; settled = true; } finally { if (!settled) { NACK; } }",
        "var isDone = true; try { Work(null); } catch (Exception) { isDone = false; } if (isDone) { ACK; } if (!isDone) { NACK; }",
        "Exception? error = null; try { Work(null); } catch (Exception e) { error = e; } if (error == null) { ACK; } if (error != null) { NACK; }",
        "var order = Parse(args.Body.ToArray()); if (order is null) { NACK; } if (order is not null) { ACK; }",
        "var order = Parse(args.Body.ToArray()); if (order == null) { NACK; } if (order != null) { Work(order); ACK; }",
        "object? order = Parse(args.Body.ToArray()); if (order is Order) { ACK; } if (order is not Order) { NACK; }",
        "object? order = Parse(args.Body.ToArray()); if (order is Order found) { Work(found); ACK; } if (!(order is Order)) { NACK; }",
        "if (string.IsNullOrEmpty(args.RoutingKey)) { NACK; } if (!string.IsNullOrEmpty(args.RoutingKey)) { ACK; }",
        "var count = args.Body.Length; if (count > 3) { NACK; } if (count <= 3) { ACK; }",
        "var kind = (Kind)args.Body.Length; switch (kind) { case Kind.New: ACK; break; case Kind.Old: NACK; break; case Kind.Odd: REJECT; break; }",
        "var kind = (Kind)args.Body.Length; if (kind == Kind.New) { ACK; } else if (kind == Kind.Old) { NACK; } else if (kind == Kind.Odd) { REJECT; }",
        "var kind = (Kind)args.Body.Length; if (kind is Kind.New) { ACK; } if (kind is Kind.Old) { NACK; } if (kind == Kind.Odd) { REJECT; }",
        "switch (args.Redelivered) { case true: NACK; break; case false: ACK; break; }",
        "switch (Parse(args.Body.ToArray())) { case null: NACK; break; case { } order: Work(order); ACK; break; }",
        "switch (args.RoutingKey) { case \"a\": NACK; break; case var other: Console.WriteLine(other); ACK; break; }",
        "_ = args.RoutingKey switch { \"a\" => await~ Accept(channel, args), _ => throw new FormatException() }; ACK;")]
    public Task Is_silent_when_every_path_settles(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllClients(
        "if (!await~ Accept(channel, args)) return; ACK;",
        "var accepted = await~ Accept(channel, args); if (!accepted) { return; } ACK;",
        "if (await~ Accept(channel, args) == false) return; ACK;",
        "if (!await~ Nested(channel, args)) return; ACK;",
        "if (!await~ Flag(channel, args)) { NACK; }",
        "var order = await~ Read(channel, args); if (order == null) return; Work(order); ACK;",
        "var order = await~ Read(channel, args); if (order is not null) { Work(order); ACK; }",
        "if (await~ Read(channel, args) is not { } order) return; Work(order); ACK;",
        "if (await~ Read(channel, args) is null) return; ACK;",
        "if (!await~ Inner()) return; ACK; async~ Task~<bool> Inner() { if (args.Redelivered) { NACK; return false; } return true; }",
        "await~ Inner(); async~ Task~ Inner() { if (args.Redelivered) { NACK; return; } ACK; }",
        "await~ Guarded(channel, args);",
        "await~ Again(channel, args, 0);",
        "Action<ulong> settle = tag => channel.BasicAck~(tag, false); if (args.Redelivered) { settle(args.DeliveryTag); return; } ACK;")]
    public Task Is_silent_when_a_callee_has_settled(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllClients(
        "if (stoppingToken.IsCancellationRequested) return; ACK;",
        "if (disposed || stopping) return; ACK;",
        "if (noAck) return; ACK;",
        "try { Work(null); ACK; } catch (OperationCanceledException) { }",
        "try { Work(null); ACK; } catch (Exception) when (stoppingToken.IsCancellationRequested) { } catch (Exception) { NACK; }",
        "if (channel.IsOpen) { ACK; }",
        "if (channel != null) { ACK; }",
        "((IChannel~?)channel)?.BasicAck~(args.DeliveryTag, false);",
        "(sender as EventingConsumer~)?.Channel~?.BasicAck~(args.DeliveryTag, false);",
        "if (sender is not EventingConsumer~ own) return; await~ own.Channel~.BasicAck~(args.DeliveryTag, false);",
        "var own = sender as EventingConsumer~; if (own == null) return; ACK;",
        "try { ACK; } catch (Exception e) { Console.WriteLine(e); }",
        "Work(null); try { Console.WriteLine(\"done\"); ACK; } catch (Exception e) { Console.WriteLine(e); }")]
    public Task Is_silent_on_shutdown_and_lost_channels(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllClients(
        "if (args.Redelivered) throw new InvalidOperationException(); ACK;",
        "try { Work(null); ACK; } catch (Exception e) { Console.WriteLine(e); throw; }",
        "try { Work(null); ACK; } catch (Exception e) when (e is not OperationCanceledException) { NACK; }",
        "try { Work(null); } finally { ACK; }",
        "try { if (args.BasicProperties.Headers?.TryGetValue(\"x-attempt\", out var attempt) ?? false) Console.WriteLine(attempt); ACK; } catch (Exception e) { Console.WriteLine(e); }",
        "if (args.Redelivered) { tags.Add(args.DeliveryTag); return; } ACK;",
        "if (args.DeliveryTag % 10 != 0) return; await~ channel.BasicAck~(args.DeliveryTag, multiple: true);",
        "Task.Run(() => channel.BasicAck~(args.DeliveryTag, false)); if (args.Redelivered) return; NACK;",
        "var other = args; tags.Add(other.DeliveryTag); if (tags.Count < 3) return; ACK;",
        "while (true) { try { Work(null); ACK; break; } catch (Exception) { Thread.Sleep(1); } }",
        "for (var attempt = 1; attempt <= 3; attempt++) { try { Work(null); ACK; return; } catch (Exception) { if (attempt == 3) { NACK; } } }",
        "for (var attempt = 1; attempt <= 3; attempt++) { try { Work(null); ACK; break; } catch (FormatException) when (attempt < 3) { } }",
        "var attempts = 0; while (attempts < 3) { attempts++; try { Work(null); ACK; return; } catch (Exception) { if (attempts >= 3) { NACK; } } }",
        "var attempts = 0; do { try { Work(null); ACK; return; } catch (Exception) { if (++attempts == 3) throw; } } while (attempts < 3);",
        "for (var i = 0; i < 3; i++) { ACK; return; }",
        "foreach (var item in args.Body.ToArray()) { if (item == 0) continue; if (item == 1) break; Console.WriteLine(item); } ACK;",
        "again: if (args.Redelivered) return; if (Try(null)) goto again; ACK;")]
    public Task Is_silent_on_exceptions_escapes_and_retries(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllGenerations(
        "if (stoppingToken.IsCancellationRequested) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (!stoppingToken.IsCancellationRequested) { if (args.Redelivered) {|RMQ1004:return;|} ACK; }",
        "if (disposed == true) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (!channel.IsOpen) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (channel.IsOpen) { if (args.Redelivered) {|RMQ1004:return;|} ACK; }",
        "if (channel is null || channel.IsOpen is false) { Console.WriteLine(args); return; } if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (channel?.IsOpen != true) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (!(channel?.IsOpen ?? false)) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (channel is not { IsOpen: true }) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;",
        "if (sender is not EventingConsumer~ own) return; if (args.Redelivered) {|RMQ1004:return;|} await~ own.Channel~.BasicAck~(args.DeliveryTag, false);",
        "if (sender is EventingConsumer~ own) { if (args.Redelivered) {|RMQ1004:return;|} await~ own.Channel~.BasicAck~(args.DeliveryTag, false); }")]
    public Task Reports_when_the_program_goes_on_and_the_channel_is_open(ClientVersion version, string statements) => Reports(version, Handled.By(statements));

    [Theory, AllGenerations(
        "if (!connection.IsConnected) return; if (args.Redelivered) {|RMQ1004:return;|} ACK;")]
    public Task Reports_when_the_programs_own_connection_is_there(ClientVersion version, string statements) => Reports(version, Connected(statements));

    [Theory, AllGenerations(
        "if (connection.IsConnected) { ACK; } else { Console.WriteLine(args.RoutingKey); }",
        "if (!connection.IsConnected) return; ACK;",
        "await~ Finish(channel, connection, args); static async~ Task~ Finish(IChannel~ channel, IPersistentConnection connection, BasicDeliverEventArgs args) { if (connection.IsConnected) { ACK; } }")]
    public Task Is_silent_when_the_programs_own_connection_is_gone(ClientVersion version, string statements) => Silent(version, Connected(statements));

    [Theory, AllGenerations("if (!device.IsConnected) {|RMQ1004:return;|} ACK;")]
    public Task Reports_when_something_else_is_not_connected(ClientVersion version, string statements) => Reports(version, Connected(statements));

    [Theory, AllGenerations]
    public Task Reports_a_handler_of_a_consumer_that_is_made_elsewhere(ClientVersion version) => Reports(version, Snippet.InClass(
        """
        public async~ Task~ Subscribe(IChannel~ channel, Func<IChannel~, EventingConsumer~> create)
        {
            var consumer = create(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                try { System.IO.File.WriteAllBytes("order", args.Body.ToArray()); }
                {|RMQ1004:catch|} (Exception e) { Console.WriteLine(e); return; }
                await~ channel.BasicAck~(args.DeliveryTag, false);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_virtual_handler(ClientVersion version) => Reports(version, Snippet.InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        protected virtual async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            if (args.Body.Length == 0)
                {|RMQ1004:return;|}
            await~ ((EventingConsumer~)sender!).Channel~.BasicAck~(args.DeliveryTag, false);
        }
        """));

    private static string Connected(string statements) => Handled.By(statements)
        .Replace("private bool disposed", "private readonly IPersistentConnection connection = null!; private readonly Device device = null!; private bool disposed", StringComparison.Ordinal)
        + """


        public interface IPersistentConnection { bool IsConnected { get; } IChannel~ Open(); }
        public sealed class Device { public bool IsConnected { get; set; } }
        """;

    [Theory, AllGenerations]
    public Task Is_silent_on_other_rules_cases(ClientVersion version) => Silent(version, Snippet.InMethod(
        """
        var first = new EventingConsumer~(channel);
        first.Received~ += async~ (sender, args) => { Console.WriteLine(args.RoutingKey); };
        await~ channel.BasicConsume~("never", false, first);
        var second = new EventingConsumer~(channel);
        second.Received~ += async~ (sender, args) => { if (args.Redelivered) return; await~ channel.BasicAck~(args.DeliveryTag, false); };
        await~ channel.BasicConsume~("automatic", true, second);
        var third = new EventingConsumer~(channel);
        third.Received~ += async~ (sender, args) => { if (args.Redelivered) return; await~ channel.BasicAck~(args.DeliveryTag, false); };
        third.Received~ += async~ (sender, args) => { if (args.Redelivered) await~ channel.BasicNack~(args.DeliveryTag, false, false); };
        await~ channel.BasicConsume~("two", false, third);
        """));

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<UnsettledPathAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<UnsettledPathAnalyzer>(version, code);
}
