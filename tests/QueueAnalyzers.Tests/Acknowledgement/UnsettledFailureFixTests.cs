using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class UnsettledFailureFixTests
{
    [Theory, AllGenerations]
    public Task Lambda(ClientVersion version) => Fixes(
        version,
        """
        // The order's number.
        var id = int.Parse(args.RoutingKey);
        if (id == 0)
        {
            await~ channel.BasicNack~(args.DeliveryTag, false, false);
            return;
        }

        Console.WriteLine(id);
        await~ channel.BasicAck~(args.DeliveryTag, multiple: false); // done
        """,
        """
        try
        {
            // The order's number.
            var id = int.Parse(args.RoutingKey);
            if (id == 0)
            {
                await~ channel.BasicNack~(args.DeliveryTag, false, false);
                return;
            }

            Console.WriteLine(id);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false); // done
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        """);

    [Theory, AllGenerations]
    public Task GuardThatLeavesWorkOut(ClientVersion version) => Fixes(
        version,
        """
        var id = int.Parse(args.RoutingKey);
        try
        {
            int.Parse(args.Exchange);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception);
            await~ channel.BasicNack~(args.DeliveryTag, false, false);
        }
        """,
        """
        try
        {
            var id = int.Parse(args.RoutingKey);
            try
            {
                int.Parse(args.Exchange);
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
                await~ channel.BasicNack~(args.DeliveryTag, false, false);
            }
        }
        catch (Exception exception1) when (exception1 is not OperationCanceledException)
        {
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        """);

    [Theory, AllGenerations]
    public Task ExpressionBodyWhoseCalleeSettles(ClientVersion version) => Verify.Fixes<UnsettledFailureAnalyzer, UnsettledFailureFix>(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.{|RMQ1005:Received~|} += async~ (_, args) => await~ Handle(channel, args);
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
            {
                int.Parse(args.RoutingKey);
                await~ channel.BasicAck~(args.DeliveryTag, false);
            }
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (_, args) =>
                {
                    try
                    {
                        await~ Handle(channel, args);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                        throw;
                    }
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private static async~ Task~ Handle(IChannel~ channel, BasicDeliverEventArgs args)
            {
                int.Parse(args.RoutingKey);
                await~ channel.BasicAck~(args.DeliveryTag, false);
            }
            """));

    [Theory, Generations(V7)]
    public Task TasksThatAreReturnedAreAwaited(ClientVersion version) => Fixes(
        version,
        """
        if (args.Redelivered)
            return channel.BasicNackAsync(args.DeliveryTag, false, false).AsTask();
        int.Parse(args.RoutingKey);
        return channel.BasicAckAsync(args.DeliveryTag, false).AsTask();
        """,
        """
        try
        {
            if (args.Redelivered)
            {
                await channel.BasicNackAsync(args.DeliveryTag, false, false).AsTask();
                return;
            }
            int.Parse(args.RoutingKey);
            await channel.BasicAckAsync(args.DeliveryTag, false).AsTask();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await channel.BasicRejectAsync(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        """,
        lambda: "(sender, args)",
        lambdaAfter: "async (sender, args)");

    [Theory, AllGenerations]
    public Task Override(ClientVersion version) => Verify.Fixes<UnsettledFailureAnalyzer, UnsettledFailureFix>(
        version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ {|RMQ1005:HandleBasicDeliver~|}(Delivery~)
            {
                int.Parse(routingKey);
                await~ Channel~.BasicAck~(deliveryTag, false);
            }

            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, this); }
        }

        """,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                try
                {
                    int.Parse(routingKey);
                    await~ Channel~.BasicAck~(deliveryTag, false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    await~ Channel~.BasicReject~(deliveryTag, requeue: !redelivered);
                    throw;
                }
            }

            public async~ Task~ Start() { await~ Channel~.BasicConsume~("orders", false, this); }
        }

        """);

    [Theory, AllGenerations]
    public Task BracesBehind(ClientVersion version) => Verify.Fixes<UnsettledFailureAnalyzer, UnsettledFailureFix>(
        version,
        """
        public class Program {
            public async~ Task~ Run(IChannel~ channel) {
                var consumer = new EventingConsumer~(channel);
                consumer.{|RMQ1005:Received~|} += async~ (_, args) => {
                    int.Parse(args.RoutingKey);
                    await~ channel.BasicAck~(args.DeliveryTag, false);
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }
        }

        """,
        """
        public class Program {
            public async~ Task~ Run(IChannel~ channel) {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (_, args) => {
                    try {
                        int.Parse(args.RoutingKey);
                        await~ channel.BasicAck~(args.DeliveryTag, false);
                    } catch (Exception exception) when (exception is not OperationCanceledException) {
                        await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                        throw;
                    }
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }
        }

        """);

    [Theory, AllGenerations(
        "if (args.Redelivered) { int.Parse(args.Exchange); } await~ channel.BasicAck~(args.DeliveryTag, false); int.Parse(args.RoutingKey);",
        "int.Parse(args.RoutingKey); try { int.Parse(args.Exchange); await~ channel.BasicAck~(args.DeliveryTag, false); } catch (Exception) { await~ channel.BasicNack~(args.DeliveryTag, false, false); throw; }")]
    public Task NothingIsOfferedWhenWorkFollowsTheSettle(ClientVersion version, string statements) =>
        Verify.OffersNoFix<UnsettledFailureAnalyzer, UnsettledFailureFix>(version, Handler(statements, "async~ (sender, args)", "{|RMQ1005:Received~|}"));

    [Theory, AllGenerations]
    public Task NothingIsOfferedForTasksThatAMethodLeavesAlone(ClientVersion version) => Verify.OffersNoFix<UnsettledFailureAnalyzer, UnsettledFailureFix>(version, Handler(
        "Process(args.Body.ToArray()); await~ channel.BasicAck~(args.DeliveryTag, false); void Process(byte[] body) { if (body.Length == 0) throw new FormatException(); _ = System.IO.File.WriteAllBytesAsync(\"order\", body); }",
        "async~ (sender, args)",
        "{|RMQ1005:Received~|}"));

    [Theory, Generations(V7)]
    public Task NothingIsOfferedForTasksThatAreLeftAlone(ClientVersion version) =>
        Verify.OffersNoFix<UnsettledFailureAnalyzer, UnsettledFailureFix>(
            version,
            InClass("""
                public async Task Run(IChannel channel)
                {
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    consumer.{|RMQ1005:ReceivedAsync|} += async (_, args) => { _ = Handle(channel, args); await Task.Yield(); };
                    await channel.BasicConsumeAsync("orders", false, consumer);
                }

                private static async Task Handle(IChannel channel, BasicDeliverEventArgs args)
                {
                    int.Parse(args.RoutingKey);
                    await channel.BasicAckAsync(args.DeliveryTag, false);
                }
                """));

    private static Task Fixes(ClientVersion version, string before, string after, string lambda = "async~ (sender, args)", string? lambdaAfter = null) =>
        Verify.Fixes<UnsettledFailureAnalyzer, UnsettledFailureFix>(version, Handler(before, lambda, "{|RMQ1005:Received~|}"), Handler(after, lambdaAfter ?? lambda, "Received~"));

    private static string Handler(string statements, string lambda, string received) => InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.{{received}} += {{lambda}} =>
        {
        {{string.Join('\n', statements.ReplaceLineEndings("\n").Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}
        };
        await~ channel.BasicConsume~("orders", autoAck: false, consumer);
        """);
}
