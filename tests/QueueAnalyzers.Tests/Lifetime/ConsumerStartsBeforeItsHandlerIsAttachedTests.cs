using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4003.</summary>
public class ConsumerStartsBeforeItsHandlerIsAttachedTests
{
    private const string Lambda = "(_, args) => { Console.WriteLine(args.DeliveryTag); return~; }";

    [Theory, AllGenerations(
        "\"q\", true, consumer", "\"q\", false, consumer", "queue: \"q\", autoAck: true, consumer: consumer", "consumer: consumer, autoAck: Environment.Is64BitProcess, queue: Environment.MachineName",
        "\"q\", true, \"tag\", false, false, null, consumer")]
    public Task Reports(ClientVersion version, string arguments) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        await~ channel.[|BasicConsume~|]({{arguments}});
        consumer.Received~ += {{Lambda}};
        """));

    [Theory, AllGenerations("OnReceived", "this.OnReceived", "Elsewhere.OnReceived", "delegate { return~; }", "Local", "handler")]
    public Task Reports_whatever_the_handler_is(ClientVersion version, string handler) => Verify.Reports<LateHandlerAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            {EventHandler<BasicDeliverEventArgs>~~AsyncEventHandler<BasicDeliverEventArgs>} handler = (_, _) => { return~; };
            var consumer = new EventingConsumer~(channel);
            await~ channel.[|BasicConsume~|]("q", true, consumer);
            consumer.Received~ += {{handler}};
            Task~ Local(object sender, BasicDeliverEventArgs args) { return~; }
        }
        private Task~ OnReceived(object sender, BasicDeliverEventArgs args) { return~; }
        private static class Elsewhere { public static Task~ OnReceived(object sender, BasicDeliverEventArgs args) { return~; } }
        """));

    [Theory, AllGenerations]
    public Task Reports_with_other_work_in_between(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        $$"""
        EventingConsumer~ consumer = new(channel);
        var tag = await~ channel.[|BasicConsume~|]("q", true, consumer);
        Console.WriteLine(tag);
        if (tag == null)
            return;
        consumer.Received~ += {{Lambda}};
        consumer.Received~ += {{Lambda}};
        """));

    [Theory, AllGenerations]
    public Task Reports_every_queue_that_it_consumes_too_early(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        await~ channel.[|BasicConsume~|]("a", true, consumer);
        await~ channel.[|BasicConsume~|]("b", true, consumer);
        consumer.Received~ += {{Lambda}};
        await~ channel.BasicConsume~("c", true, consumer);
        """));

    [Theory, AllGenerations]
    public Task Reports_in_inner_blocks(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        try
        {
            lock (this) { }
            { await~ channel.[|BasicConsume~|]("q", true, consumer); }
        }
        catch (Exception)
        {
            throw;
        }
        consumer.Received~ += {{Lambda}};
        """));

    [Theory, AllGenerations]
    public Task Reports_fields_and_properties(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InClass(
        $$"""
        private EventingConsumer~ _consumer = null!;
        private EventingConsumer~ Consumer { get; }
        public Program(IChannel~ channel)
        {
            Consumer = new EventingConsumer~(channel);
        }
        public async~ Task~ Run(IChannel~ channel)
        {
            _consumer = new EventingConsumer~(channel);
            await~ channel.[|BasicConsume~|]("q", true, _consumer);
            _consumer.Received~ += {{Lambda}};
            await~ channel.[|BasicConsume~|]("r", true, this.Consumer);
            this.Consumer.Received~ += {{Lambda}};
        }
        """));

    [Theory, AllGenerations]
    public Task Reports_in_top_level_statements_lambdas_and_local_functions(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version,
        $$"""
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);
        await~ channel.[|BasicConsume~|]("q", true, consumer);
        consumer.Received~ += {{Lambda}};
        Func<{int~~Task<int>}> start = async~ () =>
        {
            var other = new EventingConsumer~(channel);
            await~ channel.[|BasicConsume~|]("q", true, other);
            other.Received~ += {{Lambda}};
            return 0;
        };
        await~ start();
        async~ Task~ Start()
        {
            var third = new EventingConsumer~(channel);
            await~ channel.[|BasicConsume~|]("q", true, third);
            third.Received~ += {{Lambda}};
        }
        await~ Start();
        """);

    [Theory, OldGenerations]
    public Task Reports_the_asynchronous_consumer_of_old_clients(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        channel.[|BasicConsume|]("q", true, consumer);
        consumer.Received += async (_, args) => await Task.Delay(1);
        """));

    [Theory, Generations(ClientVersion.V7)]
    public Task Reports_a_task_that_is_awaited_later(ClientVersion version) => Verify.Reports<LateHandlerAnalyzer>(version, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        var started = channel.[|BasicConsumeAsync|]("q", true, consumer);
        consumer.ReceivedAsync += async (_, args) => await Task.Delay(1);
        await started.ConfigureAwait(false);
        """));

    [Theory, AllGenerations]
    public Task Messages_say_what_becomes_of_the_deliveries(ClientVersion version) => Verify.That(version, InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        await~ channel.[|BasicConsume~|]("orders", true, consumer);
        await~ channel.[|BasicConsume~|](Environment.MachineName, false, consumer);
        await~ channel.[|BasicConsume~|]("orders", Environment.Is64BitProcess, consumer);
        consumer.Received~ += {{Lambda}};
        """))
        .WithMessages(
            "The consumer of queue 'orders' starts before its handler is attached: what is delivered in between is lost",
            "The consumer of the queue starts before its handler is attached: what is delivered in between is not handled and stays unacknowledged",
            "The consumer of queue 'orders' starts before its handler is attached: what is delivered in between is not handled")
        .Reports<LateHandlerAnalyzer>();

    [Theory, AllGenerations(
        // Attached in time.
        "consumer.Received~ += Handle; await~ channel.BasicConsume~(\"q\", true, consumer);",
        "consumer.Received~ += Handle; await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle;",
        "if (again) { consumer.Received~ += Handle; } await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle;",
        // Attached on a condition, or not known when.
        "await~ channel.BasicConsume~(\"q\", true, consumer); if (again) consumer.Received~ += Handle;",
        "if (again) await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle;",
        "while (again) { await~ channel.BasicConsume~(\"q\", true, consumer); } consumer.Received~ += Handle;",
        "Func<Task> start = async () => { {await Task.Yield(); ~~}await~ channel.BasicConsume~(\"q\", true, consumer); }; consumer.Received~ += Handle; await~ {start().Wait()~~start()};",
        "await~ channel.BasicConsume~(\"q\", true, consumer); Action attach = () => consumer.Received~ += Handle;",
        "switch (again) { case true: await~ channel.BasicConsume~(\"q\", true, consumer); break; } consumer.Received~ += Handle;",
        // Attached by somebody else.
        "Attach(consumer); await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle;",
        "consumers.Add(consumer); await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle;",
        "var same = consumer; await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ += Handle; GC.KeepAlive(same);",
        // Never attached, detached, or another event.
        "await~ channel.BasicConsume~(\"q\", true, consumer);",
        "await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Received~ -= Handle;",
        "await~ channel.BasicConsume~(\"q\", true, consumer); consumer.Shutdown~ += (_, _) => { return~; };",
        // Another consumer.
        "await~ channel.BasicConsume~(\"q\", true, consumer); consumer = new EventingConsumer~(channel); consumer.Received~ += Handle;",
        "await~ channel.BasicConsume~(\"q\", true, consumer); var other = new EventingConsumer~(channel); other.Received~ += Handle;",
        "await~ channel.BasicConsume~(\"q\", true, new EventingConsumer~(channel)); consumer.Received~ += Handle;")]
    public Task Silent(ClientVersion version, string statements) => Verify.Silent<LateHandlerAnalyzer>(version, InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel, bool again, List<object> consumers)
        {
            var consumer = new EventingConsumer~(channel);
            {{statements}}
            {_ = again;~~await Task.Yield();}
        }
        private void Attach(EventingConsumer~ consumer) => consumer.Received~ += Handle;
        private Task~ Handle(object sender, BasicDeliverEventArgs args) { return~; }
        """));

    [Theory, AllGenerations]
    public Task Silent_where_others_can_attach(ClientVersion version) => Verify.Silent<LateHandlerAnalyzer>(version, InClass(
        $$"""
        public EventingConsumer~ Open = null!;
        private EventingConsumer~ _made = Make(null!);
        private static EventingConsumer~ Make(IChannel~ channel) => new(channel);
        public async~ Task~ Run(IChannel~ channel, EventingConsumer~ given)
        {
            await~ channel.BasicConsume~("q", true, given);
            given.Received~ += {{Lambda}};
            await~ channel.BasicConsume~("q", true, Open);
            Open.Received~ += {{Lambda}};
            await~ channel.BasicConsume~("q", true, _made);
            _made.Received~ += {{Lambda}};
            var made = Make(channel);
            await~ channel.BasicConsume~("q", true, made);
            made.Received~ += {{Lambda}};
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_methods_whose_order_is_unknown(ClientVersion version) => Verify.Silent<LateHandlerAnalyzer>(version, InClass(
        $$"""
        private EventingConsumer~ _consumer = null!;
        public void Connect(IChannel~ channel)
        {
            _consumer = new EventingConsumer~(channel);
            _consumer.Received~ += {{Lambda}};
        }
        public async~ Task~ Start(IChannel~ channel)
        {
            await~ channel.BasicConsume~("q", true, _consumer);
            _consumer.Received~ += {{Lambda}};
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_consumer_that_handles_deliveries_itself(ClientVersion version) => Verify.Silent<LateHandlerAnalyzer>(version,
        $$"""
        public class Worker(IChannel~ channel) : EventingConsumer~(channel)
        {
            public override Task~ {HandleBasicDeliver~~HandleBasicDeliverAsync}(Delivery~) { return~; }
        }
        public class Program
        {
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new Worker(channel);
                await~ channel.BasicConsume~("q", true, consumer);
                consumer.Received~ += {{Lambda}};
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_types_of_the_same_name(ClientVersion version) => Verify.Silent<LateHandlerAnalyzer>(version,
        """
        public class MyConsumer { public event EventHandler<string>? Received; public void Raise() => Received?.Invoke(this, ""); }
        public interface IMyChannel { void BasicConsume(string queue, bool autoAck, MyConsumer consumer); }
        public class Program
        {
            public void Run(IMyChannel channel)
            {
                var consumer = new MyConsumer();
                channel.BasicConsume("q", true, consumer);
                consumer.Received += (_, _) => { };
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        await~ channel.BasicConsume~("q", true, consumre);
        consumer.Received~ += ;
        consumer.Recieved += Nobody;
        await~ channel.BasicConsume~("q", true, );
        """))
        .AllowingErrors()
        .Silent<LateHandlerAnalyzer>();

    [Theory, AllGenerations]
    public Task Fix_moves_the_call_behind_the_last_handler(ClientVersion version) => Verify.Fixes<LateHandlerAnalyzer, LateHandlerFix>(version,
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);

            // All of them.
            await~ channel.[|BasicConsume~|]("q", true, consumer); // starts

            consumer.Received~ += (_, args) =>
            {
                Console.WriteLine(args.DeliveryTag);
                return~;
            }; // first
            consumer.Received~ += (_, _) => { return~; };

            Console.ReadLine();
            """),
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);

            consumer.Received~ += (_, args) =>
            {
                Console.WriteLine(args.DeliveryTag);
                return~;
            }; // first
            consumer.Received~ += (_, _) => { return~; };
            // All of them.
            await~ channel.BasicConsume~("q", true, consumer); // starts

            Console.ReadLine();
            """));

    [Theory, AllGenerations]
    public Task Fix_keeps_the_order_of_several_calls(ClientVersion version) => Verify.Fixes<LateHandlerAnalyzer, LateHandlerFix>(version,
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);
            await~ channel.[|BasicConsume~|]("a", true, consumer);
            await~ channel.[|BasicConsume~|](
                queue: "b",
                autoAck: true,
                consumer: consumer);
            Console.WriteLine("Waiting.");
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("c", true, consumer);
            Task~ OnReceived(object sender, BasicDeliverEventArgs args) { return~; }
            """),
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);
            Console.WriteLine("Waiting.");
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("a", true, consumer);
            await~ channel.BasicConsume~(
                queue: "b",
                autoAck: true,
                consumer: consumer);
            await~ channel.BasicConsume~("c", true, consumer);
            Task~ OnReceived(object sender, BasicDeliverEventArgs args) { return~; }
            """));

    [Theory, AllGenerations]
    public Task Fix_keeps_what_is_done_with_the_tag(ClientVersion version) => Verify.Fixes<LateHandlerAnalyzer, LateHandlerFix>(version,
        InClass(
            """
            private string _tag = "";
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                _tag = await~ channel.[|BasicConsume~|]("a", true, consumer);
                consumer.Received~ += (_, _) => { return~; };
                var other = new EventingConsumer~(channel);
                var tag = await~ channel.[|BasicConsume~|]("b", true, other);
                other.Received~ += (_, _) => { return~; };
                Console.WriteLine(tag + _tag);
            }
            """),
        InClass(
            """
            private string _tag = "";
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += (_, _) => { return~; };
                _tag = await~ channel.BasicConsume~("a", true, consumer);
                var other = new EventingConsumer~(channel);
                other.Received~ += (_, _) => { return~; };
                var tag = await~ channel.BasicConsume~("b", true, other);
                Console.WriteLine(tag + _tag);
            }
            """));

    [Theory, AllGenerations]
    public Task Fix_in_top_level_statements(ClientVersion version) => Verify.Fixes<LateHandlerAnalyzer, LateHandlerFix>(version,
        """
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);
        await~ channel.[|BasicConsume~|]("q", true, consumer);

        consumer.Received~ += (_, _) =>
        {
        #if DEBUG
            Console.WriteLine();
        #endif
            return~;
        };
        """,
        """
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);

        consumer.Received~ += (_, _) =>
        {
        #if DEBUG
            Console.WriteLine();
        #endif
            return~;
        };
        await~ channel.BasicConsume~("q", true, consumer);
        """);

    [Theory, AllGenerations]
    public Task Fix_on_one_line_and_in_a_switch(ClientVersion version) => Verify.Fixes<LateHandlerAnalyzer, LateHandlerFix>(version,
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);
            { await~ channel.[|BasicConsume~|]("q", true, consumer); consumer.Received~ += (_, _) => { return~; }; }
            switch (Environment.ProcessorCount)
            {
                case 1:
                    var other = new EventingConsumer~(channel);
                    await~ channel.[|BasicConsume~|]("q", true, other);
                    other.Received~ += (_, _) => { return~; };
                    break;
            }
            """),
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);
            { consumer.Received~ += (_, _) => { return~; }; await~ channel.BasicConsume~("q", true, consumer); }
            switch (Environment.ProcessorCount)
            {
                case 1:
                    var other = new EventingConsumer~(channel);
                    other.Received~ += (_, _) => { return~; };
                    await~ channel.BasicConsume~("q", true, other);
                    break;
            }
            """));

    [Theory, AllGenerations(
        "var tag = await~ channel.[|BasicConsume~|](\"q\", true, consumer); consumer.Received~ += (_, _) => { Console.WriteLine(tag); return~; };",
        "_tag = await~ channel.[|BasicConsume~|](\"q\", true, consumer); Console.WriteLine(_tag); consumer.Received~ += (_, _) => { return~; };",
        "await~ channel.[|BasicConsume~|](\"q\", true, consumer); if (_tag == \"\") return; consumer.Received~ += (_, _) => { return~; };",
        "Console.WriteLine(await~ channel.[|BasicConsume~|](\"q\", true, consumer)); consumer.Received~ += (_, _) => { return~; };",
        "try { await~ channel.[|BasicConsume~|](\"q\", true, consumer); } finally { } consumer.Received~ += (_, _) => { return~; };",
        "await~ channel.[|BasicConsume~|](\"q\", true, consumer);\n#if !DEBUG\nconsumer.Received~ += (_, _) => { return~; };\n#endif\n")]
    public Task No_fix(ClientVersion version, string statements) => Verify.OffersNoFix<LateHandlerAnalyzer, LateHandlerFix>(version, InClass(
        $$"""
        private string _tag = "";
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            {{statements}}
        }
        """));
}
