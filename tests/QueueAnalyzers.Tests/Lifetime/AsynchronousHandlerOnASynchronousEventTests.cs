using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4001.</summary>
public class AsynchronousHandlerOnASynchronousEventTests
{
    [Theory, OldGenerations(
        "consumer.Received += [|async|] (_, args) => await WorkAsync(args);", "consumer.Received += [|async|] (sender, args) => { await Task.Yield(); throw new InvalidOperationException(); };",
        "consumer.Received += [|async|] delegate { await WorkAsync(null); };", "consumer.Received += [|OnReceived|];", "consumer.Received += [|this.OnReceived|];", "consumer.Received += [|Local|];",
        "consumer.Received += new EventHandler<BasicDeliverEventArgs>([|async|] (_, args) => await WorkAsync(args));", "consumer.Received += new EventHandler<BasicDeliverEventArgs>([|OnReceived|]);",
        "EventHandler<BasicDeliverEventArgs> handler = [|async|] (_, args) => await WorkAsync(args); consumer.Received += handler;",
        "consumer.Shutdown += [|async|] (_, args) => await WorkAsync(null);", "consumer.Registered += [|async|] (_, args) => await WorkAsync(null);", "consumer.ConsumerCancelled += [|async|] (_, args) => await WorkAsync(null);",
        "channel.BasicReturn += [|async|] (_, args) => await WorkAsync(null);", "channel.BasicAcks += [|async|] (_, args) => await WorkAsync(null);", "channel.ModelShutdown += [|async|] (_, args) => await WorkAsync(null);",
        "connection.ConnectionShutdown += [|async|] (_, args) => await WorkAsync(null);", "connection.CallbackException += [|async|] (_, args) => await WorkAsync(null);",
        "connection.ConnectionUnblocked += [|async|] (_, args) => await WorkAsync(null);")]
    public Task Reports(ClientVersion version, string subscription) => Verify.Reports<AsyncVoidHandlerAnalyzer>(version, Events(subscription));

    [Theory, OldGenerations(
        "{ await WorkAsync(args); }", "{ Deserialize(args); await Task.Yield(); }",
        "{ try { await WorkAsync(args); } finally { Console.WriteLine(); } }", "{ try { await WorkAsync(args); } catch (InvalidOperationException) { } }",
        "{ try { await WorkAsync(args); } catch (Exception e) when (e is not OperationCanceledException) { } }", "{ try { await WorkAsync(args); } catch (Exception) { throw; } }",
        "{ try { await WorkAsync(args); } catch (Exception) { await WorkAsync(args); } }", "{ Deserialize(args); try { await WorkAsync(args); } catch { } }",
        "{ try { await WorkAsync(args); } catch { } channel.BasicAck(args.DeliveryTag, false); }", "{ await HalfGuardedAsync(args); }", "{ await Task.WhenAll(WorkAsync(args)); }", "{ await _task; }")]
    public Task Reports_work_that_is_not_guarded(ClientVersion version, string body) => Verify.Reports<AsyncVoidHandlerAnalyzer>(version, Events($"consumer.Received += [|async|] (_, args) => {body};"));

    [Theory, OldGenerations]
    public Task Reports_in_top_level_statements_and_primary_constructors(ClientVersion version) => Verify.Reports<AsyncVoidHandlerAnalyzer>(version,
        """
        IModel channel = null!;
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += [|async|] (_, args) => { await Task.Delay(1); _ = int.Parse(args.RoutingKey); };
        public class Worker(EventingBasicConsumer consumer)
        {
            public void Start() => consumer.Received += [|async|] (_, args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        }
        public class Mine(IModel channel) : EventingBasicConsumer(channel)
        {
            public void Start() { Received += [|Handle|]; this.Received += [|Handle|]; }
            private async void Handle(object? sender, BasicDeliverEventArgs args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        }
        """);

    [Theory, OldGenerations]
    public Task Messages_name_the_event(ClientVersion version) => Verify.That(version, Events("channel.BasicNacks += [|async|] (_, args) => await WorkAsync(null);"))
        .WithMessages("The handler is asynchronous, but the event 'BasicNacks' is not: nobody awaits it, and an exception in it ends the process")
        .Reports<AsyncVoidHandlerAnalyzer>();

    [Theory, OldGenerations(
        // Not asynchronous, or awaited.
        "consumer.Received += (_, args) => Deserialize(args);", "consumer.Received += (_, args) => WorkAsync(args).Wait();", "consumer.Received += (_, args) => _ = WorkAsync(args);",
        "consumer.Received += Synchronous;", "consumer.Received -= OnReceived;", "awaited.Received += async (_, args) => await WorkAsync(args);", "awaited.Received += OnAwaited;",
        "awaited.Shutdown += async (_, args) => await WorkAsync(null);",
        // Guarded.
        "consumer.Received += async (_, args) => { try { await WorkAsync(args); } catch (Exception) { } };", "consumer.Received += async (_, args) => { try { await WorkAsync(args); } catch { } };",
        "consumer.Received += async (_, args) => { try { await WorkAsync(args); } catch (InvalidOperationException) { } catch (Exception e) { Console.Error.WriteLine(e); } };",
        "consumer.Received += async (_, args) => { try { await WorkAsync(args); channel.BasicAck(args.DeliveryTag, false); } catch (Exception) { channel.BasicReject(args.DeliveryTag, false); } };",
        "consumer.Received += async (_, args) => { try { await WorkAsync(args); } catch (Exception e) { LogError(e); } };",
        "consumer.Received += async (_, args) => { var body = args.Body.ToArray(); Console.WriteLine(System.Text.Encoding.UTF8.GetString(body)); try { await WorkAsync(args); } catch (Exception) { } };",
        "consumer.Received += async (_, args) => { try { try { await WorkAsync(args); } finally { Deserialize(args); } } catch (Exception) { } };",
        "consumer.Received += async (_, args) => await GuardedAsync(args);", "consumer.Received += async (_, args) => await GuardedAsync(args).ConfigureAwait(false);", "consumer.Received += OnGuarded;",
        "consumer.Received += async (_, args) => { await TwiceGuardedAsync(args); };",
        // Nothing that can throw, or nobody sees it.
        "consumer.Received += async (_, args) => await Task.Delay(1);", "consumer.Received += async (_, args) => { await Task.Yield(); Console.WriteLine(args.RoutingKey); };",
        "consumer.Received += async (_, args) => { await Task.Yield(); _ = WorkAsync(args); };", "consumer.Received += async (_, args) => { await Task.Yield(); _ = Task.Run(() => Deserialize(args)); };",
        "consumer.Received += async (_, args) => { Action later = () => Deserialize(args); await Task.Yield(); };",
        // Not known, or not the client's.
        "consumer.Received += Given;", "Mine += async (_, args) => await WorkAsync(null);")]
    public Task Silent(ClientVersion version, string subscription) => Verify.Silent<AsyncVoidHandlerAnalyzer>(version, Events(subscription));

    [Theory, Generations(ClientVersion.V71, ClientVersion.V7)]
    public Task Silent_on_7_x(ClientVersion version) => Verify.Silent<AsyncVoidHandlerAnalyzer>(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, args) => { await Task.Yield(); throw new InvalidOperationException(); };
        channel.BasicReturnAsync += async (_, args) => { await Task.Yield(); throw new InvalidOperationException(); };
        """));

    [Theory, OldGenerations]
    public Task Silent_on_a_type_of_the_same_name(ClientVersion version) => Verify.Silent<AsyncVoidHandlerAnalyzer>(version,
        """
        public class EventingBasicConsumer { public event EventHandler<string>? Received; public void Raise() => Received?.Invoke(this, ""); }
        public class Program { public void Run(EventingBasicConsumer consumer) => consumer.Received += async (_, text) => await System.IO.File.WriteAllTextAsync("", text); }
        """);

    [Theory, OldGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += ;
        consumer.Received += async => ;
        consumer.Received += Nobody;
        consumer.Received += async (_, args) => { await ; };
        Received += async (_, args) => await Nobody(args);
        """, "IModel channel"))
        .AllowingErrors().Silent<AsyncVoidHandlerAnalyzer>();

    [Theory, OldGenerations]
    public Task Fix_uses_an_asynchronous_consumer(ClientVersion version) => Verify.Fixes<AsyncVoidHandlerAnalyzer, AsyncVoidHandlerFix>(version,
        InMethod(
            """
            var factory = new ConnectionFactory() { HostName = "localhost" };
            using var connection = factory.CreateConnection();
            using var channel = connection.CreateModel();
            var consumer = new EventingBasicConsumer(channel); // one
            consumer.Received += [|async|] (_, args) =>
            {
                // Work.
                await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            };
            channel.BasicConsume("q", true, consumer);
            Console.ReadLine();
            """, ""),
        InMethod(
            """
            var factory = new ConnectionFactory() { HostName = "localhost", DispatchConsumersAsync = true };
            using var connection = factory.CreateConnection();
            using var channel = connection.CreateModel();
            var consumer = new AsyncEventingBasicConsumer(channel); // one
            consumer.Received += async (_, args) =>
            {
                // Work.
                await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            };
            channel.BasicConsume("q", true, consumer);
            Console.ReadLine();
            """, ""));

    [Theory, OldGenerations]
    public Task Fix_converts_methods_fields_and_all_consumers_of_the_factory(ClientVersion version) => Verify.Fixes<AsyncVoidHandlerAnalyzer, AsyncVoidHandlerFix>(version,
        InClass(
            """
            private readonly ConnectionFactory _factory = new ConnectionFactory();
            private EventingBasicConsumer _first = null!;
            public void Run()
            {
                var connection = _factory.CreateConnection();
                var channel = connection.CreateModel();
                _first = new EventingBasicConsumer(channel);
                _first.Received += [|OnReceived|];
                _first.Shutdown += [|async|] (_, args) => await System.IO.File.WriteAllTextAsync("", args.ReplyText);
            #if !NEVER
                EventingBasicConsumer second = new(connection.CreateModel());
            #endif
                second.Received += [|OnReceived|];
                second.Received += [|Local|];
                channel.BasicConsume("q", true, _first);
                second.Model.BasicConsume("r", true, second);
                async void Local(object? sender, BasicDeliverEventArgs args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            }
            private async void OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                if (args.Redelivered)
                    return;
                await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            }
            """),
        InClass(
            """
            private readonly ConnectionFactory _factory = new ConnectionFactory { DispatchConsumersAsync = true };
            private AsyncEventingBasicConsumer _first = null!;
            public void Run()
            {
                var connection = _factory.CreateConnection();
                var channel = connection.CreateModel();
                _first = new AsyncEventingBasicConsumer(channel);
                _first.Received += OnReceived;
                _first.Shutdown += async (_, args) => await System.IO.File.WriteAllTextAsync("", args.ReplyText);
            #if !NEVER
                AsyncEventingBasicConsumer second = new(connection.CreateModel());
            #endif
                second.Received += OnReceived;
                second.Received += Local;
                channel.BasicConsume("q", true, _first);
                second.Model.BasicConsume("r", true, second);
                async Task Local(object? sender, BasicDeliverEventArgs args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            }
            private async Task OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                if (args.Redelivered)
                    return;
                await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            }
            """));

    [Theory, OldGenerations("DispatchConsumersAsync = false", "DispatchConsumersAsync = true")]
    public Task Fix_keeps_one_setting(ClientVersion version, string setting) => Verify.Fixes<AsyncVoidHandlerAnalyzer, AsyncVoidHandlerFix>(version,
        Top($$"""
            var factory = new ConnectionFactory
            {
                {{setting}}, // all
            };
            """, "EventingBasicConsumer", "[|async|]"),
        Top("""
            var factory = new ConnectionFactory
            {
                DispatchConsumersAsync = true, // all
            };
            """, "AsyncEventingBasicConsumer", "async"));

    [Theory, OldGenerations(
        // Another consumer of the factory stays synchronous.
        "var other = new EventingBasicConsumer(channel); other.Received += (_, _) => { }; channel.BasicConsume(\"r\", true, other);",
        "var other = new DefaultBasicConsumer(channel); channel.BasicConsume(\"r\", true, other);",
        // So does a handler of this one, or it is needed as what it is.
        "consumer.Received += (_, _) => { };", "consumer.Shutdown += (_, _) => { };", "EventingBasicConsumer same = consumer; Console.WriteLine(same);", "Take(consumer);",
        "consumer.Received += [|async|] (sender, _) => await ((EventingBasicConsumer)sender!).Model.Call();",
        // Somebody else may consume.
        "Give(connection);", "Give(channel);", "Give(factory);")]
    public Task No_fix(ClientVersion version, string statements) => Verify.OffersNoFix<AsyncVoidHandlerAnalyzer, AsyncVoidHandlerFix>(version,
        $$"""
        var factory = new ConnectionFactory();
        var connection = factory.CreateConnection();
        var channel = connection.CreateModel();
        var consumer = new EventingBasicConsumer(channel);
        consumer.Received += [|async|] (_, args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        channel.BasicConsume("q", true, consumer);
        {{statements}}
        static void Take(EventingBasicConsumer consumer) => Console.WriteLine(consumer);
        static void Give(object shared) => AppDomain.CurrentDomain.SetData("shared", shared);
        static class Calls { public static Task Call(this IModel channel) => Task.FromException(new InvalidOperationException(channel.ToString())); }
        """);

    [Theory, OldGenerations]
    public Task No_fix_where_the_factory_is_out_of_sight_or_the_method_is_called(ClientVersion version) => Verify.OffersNoFix<AsyncVoidHandlerAnalyzer, AsyncVoidHandlerFix>(version, InClass(
        """
        public void Run(IModel given)
        {
            var consumer = new EventingBasicConsumer(given);
            consumer.Received += [|async|] (_, args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
            given.BasicConsume("q", true, consumer);
            given.BasicReturn += [|async|] (_, args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        }
        public void Start()
        {
            var channel = new ConnectionFactory().CreateConnection().CreateModel();
            var consumer = new EventingBasicConsumer(channel);
            consumer.Received += [|OnReceived|];
            channel.BasicConsume("q", true, consumer);
            OnReceived(this, null!);
        }
        private async void OnReceived(object? sender, BasicDeliverEventArgs args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        """));

    private static string Top(string factory, string consumer, string keyword) =>
        factory + "\n" +
        $$"""
        using var connection = factory.CreateConnection();
        using var channel = connection.CreateModel();
        var consumer = new RabbitMQ.Client.Events.{{consumer}}(channel);
        consumer.Received += {{keyword}} (_, args) => await System.IO.File.WriteAllTextAsync("", args.RoutingKey);
        channel.BasicConsume("q", true, consumer);
        Console.ReadLine();
        """;

    private static string Events(string statements) => InClass(
        $$"""
        private readonly Task _task = Task.CompletedTask;
        private event EventHandler<string>? Mine;
        public EventHandler<BasicDeliverEventArgs> Given { get; set; } = null!;
        public void Run(IModel channel, IConnection connection, EventingBasicConsumer consumer, AsyncEventingBasicConsumer awaited)
        {
            {{statements}}
            Mine?.Invoke(this, "");
            async void Local(object? sender, BasicDeliverEventArgs args) => await WorkAsync(args);
        }
        private async void OnReceived(object? sender, BasicDeliverEventArgs args) => await WorkAsync(args);
        private async void OnGuarded(object? sender, BasicDeliverEventArgs args) { try { await WorkAsync(args); } catch (Exception) { } }
        private async Task OnAwaited(object? sender, BasicDeliverEventArgs args) => await WorkAsync(args);
        private void Synchronous(object? sender, BasicDeliverEventArgs args) => Deserialize(args);
        private async Task WorkAsync(BasicDeliverEventArgs? args) { await _task; Deserialize(args); }
        private async Task GuardedAsync(BasicDeliverEventArgs args) { try { await WorkAsync(args); } catch (Exception e) { Console.WriteLine(e); } }
        private async Task TwiceGuardedAsync(BasicDeliverEventArgs args) => await GuardedAsync(args);
        private async Task HalfGuardedAsync(BasicDeliverEventArgs args) { await GuardedAsync(args); Deserialize(args); }
        private static int Deserialize(BasicDeliverEventArgs? args) => System.Text.Json.JsonSerializer.Deserialize<int>(args!.Body.ToArray());
        private static void LogError(Exception exception) => System.IO.File.AppendAllText("log", exception.Message);
        """);
}
