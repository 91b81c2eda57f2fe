using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fix of RMQ1006.</summary>
public class AcknowledgedEarlyFixTests
{
    [Theory, AllGenerations]
    public Task BehindTheWork(ClientVersion version) => Fixes(
        version,
        """
        // first of all
        await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, multiple: false); // sic

        var body = args.Body.ToArray();
        Work(body); // the work
        Console.WriteLine("done");
        """,
        """
        var body = args.Body.ToArray();
        Work(body); // the work
        // first of all
        // sic
        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        Console.WriteLine("done");
        """);

    [Theory, AllGenerations]
    public Task BehindTheLastWork(ClientVersion version) => Fixes(
        version,
        """
        Work(args.Body.ToArray());
        await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
        if (args.Redelivered)
            Work(args.Body.ToArray());
        Work(args.Body.ToArray());
        """,
        """
        Work(args.Body.ToArray());
        if (args.Redelivered)
            Work(args.Body.ToArray());
        Work(args.Body.ToArray());
        await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task BeforeAReturn(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
        if (args.Body.Length == 0)
            return;

        if (args.Redelivered) { Console.WriteLine("again"); return; }
        Work(args.Body.ToArray());
        """,
        """
        if (args.Body.Length == 0)
        {
            await~ channel.BasicAck~(args.DeliveryTag, false);
            return;
        }

        if (args.Redelivered)
        {
            Console.WriteLine("again");
            await~ channel.BasicAck~(args.DeliveryTag, false);
            return;
        }
        Work(args.Body.ToArray());
        await~ channel.BasicAck~(args.DeliveryTag, false);
        """);

    [Theory, AllGenerations]
    public Task InABranch(ClientVersion version) => Fixes(
        version,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicReject~(args.DeliveryTag, false);
        }
        else
        {
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            Work(args.Body.ToArray());
        }
        """,
        """
        if (args.Redelivered)
        {
            await~ channel.BasicReject~(args.DeliveryTag, false);
        }
        else
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        """);

    [Theory, AllGenerations]
    public Task InATryThatSwallows(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, multiple: false);
            Work(args.Body.ToArray());
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """,
        uncovers: false);

    [Theory, AllGenerations]
    public Task BeforeATryThatSwallows(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, multiple: false);
        try
        {
            Work(args.Body.ToArray());
        }
        catch (FormatException)
        {
            Console.WriteLine("malformed");
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (FormatException)
        {
            Console.WriteLine("malformed");
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """,
        uncovers: false);

    [Theory, AllGenerations]
    public Task InATryThatRejects(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            var body = args.Body.ToArray();
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            Work(body);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, false);
        }
        """,
        """
        try
        {
            var body = args.Body.ToArray();
            Work(body);
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, false);
        }
        """,
        uncovers: false);

    [Theory, AllGenerations]
    public Task InATryThatIsCancelled(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            Work(args.Body.ToArray());
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }
        """);

    [Theory, AllGenerations]
    public Task InAUsing(ClientVersion version) => Fixes(
        version,
        """
        using (new Timer(_ => { }))
        {
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            foreach (var item in args.Body.ToArray())
            {
                if (item == 0)
                    break;
                Work(new[] { item });
            }
        }
        """,
        """
        using (new Timer(_ => { }))
        {
            foreach (var item in args.Body.ToArray())
            {
                if (item == 0)
                    break;
                Work(new[] { item });
            }
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        """);

    [Theory, AllGenerations]
    public Task BehindACallOfALocalFunction(ClientVersion version) => Fixes(
        version,
        """
        Console.WriteLine();
        await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
        Handle();
        void Handle() { Work(args.Body.ToArray()); }
        """,
        """
        Console.WriteLine();
        Handle();
        await~ channel.BasicAck~(args.DeliveryTag, false);
        void Handle() { Work(args.Body.ToArray()); }
        """);

    [Theory, AllGenerations]
    public Task ALocalFunction(ClientVersion version) => Verify.That(version, InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);

        async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            #region acknowledge
            #endregion
            var tag = args.DeliveryTag;
            await~ channel.{|RMQ1006:BasicAck~|}(tag, false);
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
        }
        """))
        .Uncovering("RMQ1005")
        .Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(InMethod(
        """
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += OnReceived;
        await~ channel.BasicConsume~("orders", false, consumer);

        async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
        {
            #region acknowledge
            #endregion
            var tag = args.DeliveryTag;
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
            await~ channel.BasicAck~(tag, false);
        }
        """));

    [Theory, AllGenerations]
    public Task AMethodGroup(ClientVersion version) => Verify.That(version, InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run() {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) {
            await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);
            if (args.Redelivered) {
                Save(args);
            } else {
                return;
            }
        }

        private static void Save(BasicDeliverEventArgs args) => System.IO.File.WriteAllBytes("message", args.Body.ToArray());
        """))
        .Uncovering("RMQ1005")
        .Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(InClass(
        """
        private readonly IChannel~ channel = null!;
        public async~ Task~ Run() {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) {
            if (args.Redelivered) {
                Save(args);
            } else {
                await~ channel.BasicAck~(args.DeliveryTag, false);
                return;
            }
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }

        private static void Save(BasicDeliverEventArgs args) => System.IO.File.WriteAllBytes("message", args.Body.ToArray());
        """));

    [Theory, AllGenerations]
    public Task AnOverride(ClientVersion version) => Verify.That(version, Consumer(
        """
        await~ Channel~.{|RMQ1006:BasicAck~|}(deliveryTag, false);
        System.IO.File.WriteAllBytes("message", body.ToArray());
        """))
        .Uncovering("RMQ1005")
        .Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(Consumer(
        """
        System.IO.File.WriteAllBytes("message", body.ToArray());
        await~ Channel~.BasicAck~(deliveryTag, false);
        """));

    [Fact]
    public Task WithoutAsync() => Verify.That(ClientVersion.V7, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, args) =>
        {
            var acknowledging = channel.BasicQosAsync(0, 1, false);
            channel.{|RMQ1006:BasicAckAsync|}(args.DeliveryTag, false).AsTask().Wait();
            System.IO.File.WriteAllBytes("message", args.Body.ToArray());
            return acknowledging;
        };
        await channel.BasicConsumeAsync("orders", false, consumer);
        """)).OffersNoFix<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>();

    [Fact]
    public Task WithConfigureAwait() => Verify.That(ClientVersion.V7, InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, args) =>
        {
            await channel.{|RMQ1006:BasicAckAsync|}(args.DeliveryTag, false).ConfigureAwait(false);
            await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray()).ConfigureAwait(false);
        };
        await channel.BasicConsumeAsync("orders", false, consumer);
        """))
        .Uncovering("RMQ1005")
        .Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(InMethod(
        """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, args) =>
        {
            await System.IO.File.WriteAllBytesAsync("message", args.Body.ToArray()).ConfigureAwait(false);
            await channel.BasicAckAsync(args.DeliveryTag, false).ConfigureAwait(false);
        };
        await channel.BasicConsumeAsync("orders", false, consumer);
        """));

    [Theory, AllGenerations(
        "_ = Task.Run(() => Work(args.Body.ToArray()));\nawait~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);",
        "await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);\n_ = Task.Run(() => Work(args.Body.ToArray()));",
        "await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false); Work(args.Body.ToArray());",
        "if (!args.Redelivered)\n{\nawait~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);\n}\nWork(args.Body.ToArray());",
        "await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);\n#if !DEBUG\nWork(args.Body.ToArray());\n#endif",
        "await~ channel.{|RMQ1006:BasicAck~|}(\nargs.DeliveryTag, false);\nWork(args.Body.ToArray());",
        "try\n{\nvar tag = args.DeliveryTag;\nawait~ channel.{|RMQ1006:BasicAck~|}(tag, false);\nWork(args.Body.ToArray());\n} catch (Exception e) { Console.WriteLine(e); }",
        "foreach (var item in args.Body.ToArray())\n{\nawait~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false);\nWork(args.Body.ToArray());\nbreak;\n}",
        "await~ Settle~();\nWork(args.Body.ToArray());\nasync~ Task~ Settle~() { await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false); }")]
    public Task NotOffered(ClientVersion version, string body) => Verify.OffersNoFix<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(version, InHandler(body));

    private static Task Fixes(ClientVersion version, string before, string after, bool uncovers = true) =>
        (uncovers ? Verify.That(version, InHandler(before)).Uncovering("RMQ1005") : Verify.That(version, InHandler(before)))
            .Fixes<AcknowledgedEarlyAnalyzer, AcknowledgedEarlyFix>(InHandler(after));

    private static string Consumer(string body) =>
        $$"""
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)}}
            }
        }

        public static class Program
        {
            public static async~ Task~ Run(IChannel~ channel) { await~ channel.BasicConsume~("orders", autoAck: false, new Worker(channel)); }
        }
        """;

    private static string InHandler(string body) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body.ReplaceLineEndings("\n").Replace("\n", "\n        ", StringComparison.Ordinal)}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private static void Work(byte[] body) => System.IO.File.WriteAllBytes("message", body);
        """);
}
