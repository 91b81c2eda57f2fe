using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>RMQ1005.</summary>
public class DeliveryIsLeftUnsettledWhenProcessingThrowsTests
{
    [Theory, AllClients(
        "Work(Parse(args.Body.ToArray())); ACK;",
        "var order = System.Text.Json.JsonSerializer.Deserialize<Order>(args.Body.ToArray()); Console.WriteLine(order); ACK;",
        "Work(null); try { Console.WriteLine(1); ACK; } catch (Exception) { NACK; }",
        "var order = Parse(args.Body.ToArray()); try { Work(order); ACK; } catch (Exception) { NACK; }",
        "try { Work(null); ACK; } catch (FormatException) { NACK; }",
        "try { Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<Order>(args.Body.ToArray())); ACK; } catch (FormatException) { NACK; }",
        "try { Work(null); Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<Order>(args.Body.ToArray())); ACK; } catch (System.Text.Json.JsonException) { NACK; }",
        "try { Work(null); ACK; } catch (Exception e) when (e is FormatException) { NACK; }",
        "try { Work(null); ACK; } catch (Exception e) when (e.Message.Length > 3) { NACK; }",
        "if (args.Redelivered) { NACK; return; } Work(null); ACK;",
        "try { Work(null); } finally { Console.WriteLine(1); } ACK;",
        "try { Console.WriteLine(0); } finally { Work(null); } ACK;",
        "foreach (var item in args.Body.ToArray()) { Work(null); } ACK;",
        "await~ Process(channel, args);",
        "Inner(); ACK; void Inner() { Work(null); }",
        "if (Try(null)) { ACK; } else { NACK; }",
        "if (args.Redelivered) throw new InvalidOperationException(); ACK;",
        "var order = Parse(args.Body.ToArray()) ?? throw new FormatException(); Console.WriteLine(order.Id); ACK;",
        "switch (args.RoutingKey) { case \"a\": Work(null); ACK; break; default: NACK; break; }",
        "using (var stream = System.IO.File.OpenRead(args.RoutingKey)) { Console.WriteLine(stream.Length); ACK; }",
        "var settled = false; try { Work(null); ACK; settled = true; } finally { Console.WriteLine(settled); }",
        // The client hears nothing of what the handler throws, however it says it.
        "try { Work(null); ACK; } catch (Exception e) { Console.WriteLine(e); throw; }",
        "try { Work(null); } catch (Exception) { throw new InvalidOperationException(args.RoutingKey); } ACK;",
        "try { Work(null); ACK; } catch (FormatException) { throw; } catch (Exception) { NACK; }")]
    public Task Reports_the_handler(ClientVersion version, string statements) => Reports(version, Handled.By(statements, "{|RMQ1005:Received~|}"));

    [Theory, AllGenerations(
        "Task.Run(() => Work(null)); ACK;",
        "_ = Task.Factory.StartNew(() => Work(null)); ACK;",
        "ThreadPool.QueueUserWorkItem(_ => Work(null)); ACK;",
        "_ = Later(); ACK; async Task Later() { await Task.Yield(); Work(null); }")]
    public Task Silent_where_it_throws_elsewhere(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllGenerations("Task.Run(() => Work(null)).Wait(); ACK;", "var work = Task.Run(() => Work(null)); work.Wait(); ACK;")]
    public Task Reports_work_that_is_waited_for(ClientVersion version, string statements) => Reports(version, Handled.By(statements, "{|RMQ1005:Received~|}"));

    [Theory, AllGenerations]
    public Task Reports_an_override(ClientVersion version) => Reports(version, Handled.ByOverride("Work(Parse(body.ToArray())); ACK;", "{|RMQ1005:HandleBasicDeliver~|}"));

    [Theory, OldGenerations]
    public Task Reports_an_explicit_implementation(ClientVersion version) => Reports(version,
        """
        public sealed class Worker(IModel channel) : DefaultBasicConsumer(channel), IBasicConsumer
        {
            void IBasicConsumer.{|RMQ1005:HandleBasicDeliver|}(Delivery~)
            {
                System.IO.File.WriteAllBytes("order", body.ToArray());
                channel.BasicAck(deliveryTag, false);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_method(ClientVersion version) => Reports(version, Handled.ByMethod(
        """
        private async~ Task~ {|RMQ1005:OnReceived|}(object? sender, BasicDeliverEventArgs args)
        {
            Work(Parse(args.Body.ToArray()));
            ACK;
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_a_local_function(ClientVersion version) => Reports(version, Snippet.InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);

        async~ Task~ {|RMQ1005:OnReceived|}(object? sender, BasicDeliverEventArgs args)
        {
            int.Parse(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        """));

    [Theory, OldGenerations]
    public Task Reports_an_asynchronous_consumer_of_old_clients(ClientVersion version) => Reports(version, Snippet.InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.{|RMQ1005:Received|} += async (sender, args) =>
        {
            await System.IO.File.ReadAllTextAsync(args.RoutingKey);
            channel.BasicAck(args.DeliveryTag, false);
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Fact]
    public Task Names_the_queue() => Verify.That(V7, Handled.By("Work(null); ACK;", "{|RMQ1005:Received~|}"))
        .WithMessages("When processing throws, the delivery of queue 'orders' is not settled: the client swallows the exception, and the delivery stays unacknowledged until the channel closes")
        .Reports<UnsettledFailureAnalyzer>();

    [Theory, AllClients(
        "Console.WriteLine(System.Text.Encoding.UTF8.GetString(args.Body.ToArray())); ACK;",
        "Thread.Sleep(1); var count = args.Body.Length; if (count > 3) { NACK; } else { ACK; }",
        "if (int.TryParse(args.RoutingKey, out var id) && id is > 3 and < 9) { ACK; } else { NACK; }",
        "if (Check(args)) { ACK; } else { NACK; }",
        "stoppingToken.ThrowIfCancellationRequested(); ACK;",
        "await~ channel.BasicPublish~(\"\", \"next\", null~ args.Body); ACK;",
        "System.Diagnostics.Debug.WriteLine(args.RoutingKey); ACK;",
        "Task.Delay(TimeSpan.FromSeconds(2)).Wait(); Console.WriteLine(args.Body.Length.ToString() + DateTime.Now.ToString()); ACK;",
        "var pause = new Random().Next(1, 6); Thread.Sleep(pause); ACK;",
        "var since = TimeProvider.System.GetTimestamp(); Console.WriteLine(TimeProvider.System.GetElapsedTime(since)); ACK;")]
    public Task Is_silent_on_work_that_cannot_throw(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllClients(
        "try { Work(null); ACK; } catch (Exception) { NACK; }",
        "try { Work(null); ACK; } catch { NACK; }",
        "try { Work(null); ACK; } catch (FormatException) { REJECT; } catch (Exception) { NACK; }",
        "try { Work(null); ACK; } catch (OperationCanceledException) { throw; } catch (Exception) { NACK; }",
        "try { Work(null); ACK; } catch (Exception e) when (e is not OperationCanceledException) { NACK; throw; }",
        "try { Work(null); ACK; } catch (Exception e) when (!(e is OperationCanceledException)) { NACK; throw; }",
        "try { Work(null); ACK; } catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException)) { NACK; }",
        "try { Work(null); ACK; } catch (Exception) when (!stoppingToken.IsCancellationRequested) { NACK; }",
        "try { try { Work(null); ACK; } catch (FormatException e) { Console.WriteLine(e); throw; } } catch (Exception) { NACK; }",
        "try { Work(null); } finally { ACK; }",
        "var settled = false; try { Work(null); ACK; settled = true; } finally { if (!settled) { NACK; } }",
        "Exception? error = null; try { Work(null); } catch (Exception e) { error = e; } if (error == null) { ACK; } else { NACK; }",
        "await~ Guarded(channel, args);",
        "try { Console.WriteLine(System.Text.Json.JsonSerializer.Deserialize<Order>(args.Body.ToArray())); ACK; } catch (System.Text.Json.JsonException) { NACK; }",
        "try { using var order = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(args.Body.ToArray())); ACK; } catch (FormatException) { ACK; } catch (System.Text.Json.JsonException e) { Console.WriteLine(e); NACK; }",
        "ACK; Work(null);")]
    public Task Is_silent_when_a_failure_settles(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, AllClients(
        "tags.Add(args.DeliveryTag); Work(null); ACK;",
        "Work(null); await~ channel.BasicAck~(args.DeliveryTag, multiple: true);",
        "Work(null); Console.WriteLine(args.RoutingKey);",
        "await~ Again(channel, args, 0);",
        "Task.Run(() => channel.BasicAck~(args.DeliveryTag, false)); Work(null);",
        "again: Work(null); if (Try(null)) goto again; ACK;")]
    public Task Is_silent_when_it_is_not_certain(ClientVersion version, string statements) => Silent(version, Handled.By(statements));

    [Theory, OldGenerations]
    public Task Is_silent_on_an_async_handler_of_a_synchronous_event(ClientVersion version) => Silent(version, Snippet.InMethod(
        """
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += async (sender, args) =>
        {
            await System.IO.File.ReadAllTextAsync(args.RoutingKey);
            channel.BasicAck(args.DeliveryTag, false);
        };
        channel.BasicConsume("orders", false, consumer);
        """));

    [Theory, AllGenerations]
    public Task Is_silent_on_automatic_acknowledgement(ClientVersion version) => Silent(version, Snippet.InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) => { int.Parse(args.RoutingKey); await~ channel.BasicAck~(args.DeliveryTag, false); };
        await~ channel.BasicConsume~("orders", true, consumer);
        """));

    private static Task Reports(ClientVersion version, string code) => Verify.Reports<UnsettledFailureAnalyzer>(version, code);

    private static Task Silent(ClientVersion version, string code) => Verify.Silent<UnsettledFailureAnalyzer>(version, code);
}
