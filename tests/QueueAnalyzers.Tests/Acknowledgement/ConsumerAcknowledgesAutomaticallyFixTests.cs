using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class ConsumerAcknowledgesAutomaticallyFixTests
{
    [Theory, AllGenerations]
    public Task Lambda(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            // the order
            Console.WriteLine(args.RoutingKey); // printed
        }
        """,
        """
        async~ (sender, args) =>
        {
            // the order
            Console.WriteLine(args.RoutingKey); // printed
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task EarlyReturns(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            if (args.Redelivered) return;
            if (args.Exchange == "")
                // not ours
                return; // really
            else if (args.Exchange == "a") { return; }
            switch (args.RoutingKey)
            {
                case "a": return;
                case "b":
                    Console.WriteLine("b");
                    break;
            }

            Func<int> one = () => { return 1; };
            throw new InvalidOperationException(one().ToString());
        }
        """,
        """
        async~ (sender, args) =>
        {
            if (args.Redelivered)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            if (args.Exchange == "")
            {
                // not ours
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return; // really
            }
            else if (args.Exchange == "a")
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            switch (args.RoutingKey)
            {
                case "a":
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                    return;
                case "b":
                    Console.WriteLine("b");
                    break;
            }

            Func<int> one = () => { return 1; };
            throw new InvalidOperationException(one().ToString());
        }
        """);

    [Theory, AllGenerations]
    public Task ExpressionBody(ClientVersion version) => Handler(
        version,
        """{(sender, args) => Console.WriteLine(args.RoutingKey)~~(sender, args) => Console.Out.WriteLineAsync(args.RoutingKey)}""",
        """
        {~~async }(sender, args) =>
        {
            {Console.WriteLine~~await Console.Out.WriteLineAsync}(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task ExpressionBodyOnSeveralLines(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) => {Console.WriteLine~~await Console.Out.WriteLineAsync}(
            string.Join(
                ", ",
                args.RoutingKey,
                args.Exchange))
        """,
        """
        async~ (sender, args) =>
        {
            {Console.WriteLine~~await Console.Out.WriteLineAsync}(
                string.Join(
                    ", ",
                    args.RoutingKey,
                    args.Exchange));
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task Discards(ClientVersion version) => Handler(
        version,
        """async~ (_, _) => { Console.WriteLine(); }""",
        """
        async~ (_, args) =>
        {
            Console.WriteLine();
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task AnonymousMethod(ClientVersion version) => Handler(
        version,
        """
        async~ delegate(object? sender, BasicDeliverEventArgs e)
        {
            Console.WriteLine(e.RoutingKey);
        }
        """,
        """
        async~ delegate(object? sender, BasicDeliverEventArgs e)
        {
            Console.WriteLine(e.RoutingKey);
            await~ channel.BasicAck~(e.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task AnonymousMethodWithoutParameters(ClientVersion version) => Handler(
        version,
        """async~ delegate { }""",
        """
        async~ delegate (object{?~~} sender, BasicDeliverEventArgs args)
        {
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task StaticLambdaAsksTheSender(ClientVersion version) => Handler(
        version,
        """static async~ (_, e) => { Console.WriteLine(e.RoutingKey); }""",
        """
        static async~ (sender, e) =>
        {
            Console.WriteLine(e.RoutingKey);
            await~ ((EventingConsumer~)sender{!~~}).Channel~.BasicAck~(e.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task LoopsAndLocks(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            while (true)
            {
                if (args.Redelivered)
                    break;
                foreach (var c in args.RoutingKey)
                    if (c == '#')
                        return;
            }
        }
        """,
        """
        async~ (sender, args) =>
        {
            while (true)
            {
                if (args.Redelivered)
                    break;
                foreach (var c in args.RoutingKey)
                    if (c == '#')
                    {
                        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                        return;
                    }
            }
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task CommentsAndDirectives(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            #region work
            Console.WriteLine(args.RoutingKey);
        #if DEBUG
            Console.WriteLine("debug");
        #else
            Console.WriteLine("release");
        #endif
            #endregion

            // done
        }
        """,
        """
        async~ (sender, args) =>
        {
            #region work
            Console.WriteLine(args.RoutingKey);
        #if DEBUG
            Console.WriteLine("debug");
        #else
            Console.WriteLine("release");
        #endif
            #endregion
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);

            // done
        }
        """);

    [Theory, AllGenerations]
    public Task NothingButComments(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            // not yet
        }
        """,
        """
        async~ (sender, args) =>
        {
            // not yet
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task SwallowedFailureIsGivenBack(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            try
            {
                Console.WriteLine(int.Parse(args.RoutingKey));
            }
            catch (FormatException)
            {
                return;
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
            }
        }
        """,
        """
        async~ (sender, args) =>
        {
            try
            {
                Console.WriteLine(int.Parse(args.RoutingKey));
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            catch (FormatException)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            catch (OperationCanceledException)
            {
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
                await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task SwallowedFailureInABranchIsGivenBack(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            using (var stream = new System.IO.MemoryStream(args.Body.ToArray()))
            {
                if (stream.Length > 0)
                {
                    try
                    {
                        Console.WriteLine(int.Parse(args.RoutingKey));
                    }
                    catch (Exception)
                    {
                    }
                } // some
                Console.WriteLine("done");
            }
        }
        """,
        """
        async~ (sender, args) =>
        {
            using (var stream = new System.IO.MemoryStream(args.Body.ToArray()))
            {
                if (stream.Length > 0)
                {
                    try
                    {
                        Console.WriteLine(int.Parse(args.RoutingKey));
                        await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                    }
                    catch (Exception)
                    {
                        await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                    }
                }
                else
                {
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                } // some
                Console.WriteLine("done");
            }
        }
        """);

    [Theory, AllGenerations]
    public Task WhatDealsWithTheMessageIsAnEndLikeOthers(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            try
            {
                Console.WriteLine(int.Parse(args.RoutingKey));
            }
            catch (Exception)
            {
                await~ channel.BasicPublish~("", "errors", {false, null~~false}, args.Body);
            }
        }
        """,
        """
        async~ (sender, args) =>
        {
            try
            {
                Console.WriteLine(int.Parse(args.RoutingKey));
            }
            catch (Exception)
            {
                await~ channel.BasicPublish~("", "errors", {false, null~~false}, args.Body);
            }
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, AllGenerations]
    public Task BothBranchesOnOneLine(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) => { if (args.Redelivered) return; else if (args.Exchange == "a") return; else Console.WriteLine(args.RoutingKey); }
        """,
        """
        async~ (sender, args) =>
        {
            if (args.Redelivered)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            else if (args.Exchange == "a")
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            else Console.WriteLine(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, Generations(V71, V7)]
    public Task BothBranchesReturnTasks(ClientVersion version) => Handler(
        version,
        """(_, args) => { if (args.Redelivered) return Task.Delay(1); else return Task.CompletedTask; }""",
        """
        async (_, args) =>
        {
            if (args.Redelivered)
            {
                await Task.Delay(1);
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                return;
            }
            else
            {
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                return;
            }
        }
        """);

    [Theory, Generations(V71, V7)]
    public Task NothingIsAwaitedInALock(ClientVersion version) => Verify.OffersNoFix<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(
        version,
        Consuming("(_, args) => { lock (args) { return Task.CompletedTask; } }", "{|RMQ1001:true|}"));

    [Theory, AllGenerations]
    public Task NothingIsOfferedWhereAHandlerSettlesForOneOfItsConsumers(ClientVersion version) => Verify.OffersNoFix<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                if (args.ConsumerTag == "errors")
                    await~ channel.BasicReject~(args.DeliveryTag, false);
                else
                    Console.WriteLine(args.RoutingKey);
            };
            await~ channel.BasicConsume~("errors", autoAck: false, consumerTag: "errors", consumer: consumer);
            await~ channel.BasicConsume~("orders", {|RMQ1001:autoAck: true|}, consumerTag: "orders", consumer: consumer);
            """));

    [Theory, AllGenerations]
    public Task NothingIsOfferedForAHandlerThatIsBeingWritten(ClientVersion version) => Verify.That(
        version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public static async~ Task~ Start(IChannel~ channel) { await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new Worker(channel)); }

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine
            }
        }
        """).AllowingErrors().OffersNoFix<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>();

    [Theory, AllGenerations]
    public Task StoppingLeavesTheDelivery(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            if (CancellationToken.None.IsCancellationRequested)
                return;
            Console.WriteLine(args.RoutingKey);
        }
        """,
        """
        async~ (sender, args) =>
        {
            if (CancellationToken.None.IsCancellationRequested)
                return;
            Console.WriteLine(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, Generations(V71, V7)]
    public Task TasksAreAwaited(ClientVersion version) => Handler(
        version,
        """
        (sender, args) =>
        {
            if (args.Redelivered)
                return Task.CompletedTask;
            if (args.Exchange == "")
            {
                return args.RoutingKey == "" ? Task.Delay(1) : Task.Delay(2); // wait
            }

            Console.WriteLine(args.RoutingKey);

            return Task.CompletedTask;
        }
        """,
        """
        async (sender, args) =>
        {
            if (args.Redelivered)
            {
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                return;
            }
            if (args.Exchange == "")
            {
                await (args.RoutingKey == "" ? Task.Delay(1) : Task.Delay(2)); // wait
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                return;
            }

            Console.WriteLine(args.RoutingKey);

            await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
        }
        """);

    [Theory, Generations(V71, V7)]
    public Task SuperfluousReturnGoes(ClientVersion version) => Handler(
        version,
        """
        (sender, args) =>
        {
            try
            {
                Console.WriteLine(args.RoutingKey);
            }
            catch
            {
            }

            return Task.CompletedTask;
        }
        """,
        """
        async (sender, args) =>
        {
            try
            {
                Console.WriteLine(args.RoutingKey);
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
            }
            catch
            {
                await channel.BasicRejectAsync(args.DeliveryTag, requeue: !args.Redelivered);
            }
        }
        """);

    [Theory, OldGenerations]
    public Task AsyncConsumerOfOldClients(ClientVersion version) => Verify.Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(
        version,
        InMethod("""
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received += (sender, args) => Task.CompletedTask;
            channel.BasicConsume("orders", {|RMQ1001:true|}, consumer);
            var other = new AsyncEventingBasicConsumer(channel);
            other.Received += (sender, args) =>
            {
                if (args.Redelivered)
                    return Task.CompletedTask;
                return Task.Delay(1);
            };
            channel.BasicConsume("others", {|RMQ1001:true|}, other);
            """),
        InMethod("""
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.Received += (sender, args) =>
            {
                channel.BasicAck(args.DeliveryTag, multiple: false);
                return Task.CompletedTask;
            };
            channel.BasicConsume("orders", false, consumer);
            var other = new AsyncEventingBasicConsumer(channel);
            other.Received += async (sender, args) =>
            {
                if (args.Redelivered)
                {
                    channel.BasicAck(args.DeliveryTag, multiple: false);
                    return;
                }
                await Task.Delay(1);
                channel.BasicAck(args.DeliveryTag, multiple: false);
            };
            channel.BasicConsume("others", false, other);
            """),
        "RMQ1001.Acknowledge");

    [Theory, AllGenerations]
    public Task ConfigureAwaitWhereTheFileUsesIt(ClientVersion version) => Verify.That(
            version,
            InMethod("""
                await Task.Delay(1).ConfigureAwait(false);
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => { };
                await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
                """).Replace("async~ Task~", "async Task"))
        .Choosing("RMQ1001.Acknowledge")
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(
            InMethod("""
                await Task.Delay(1).ConfigureAwait(false);
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) =>
                {
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false){~~.ConfigureAwait(false)};
                };
                await~ channel.BasicConsume~("orders", false, consumer);
                """).Replace("async~ Task~", "async Task"));

    [Theory, AllGenerations]
    public Task BracesBehind(ClientVersion version) => Verify.Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(
        version,
        """
        public class Program {
        	public async~ Task~ Run(IChannel~ channel) {
        		var consumer = new EventingConsumer~(channel);
        		consumer.Received~ += async~ (sender, args) => {
        			if (args.Redelivered) return;
        			Console.WriteLine(args.RoutingKey); };
        		await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
        	}
        }
        """,
        """
        public class Program {
        	public async~ Task~ Run(IChannel~ channel) {
        		var consumer = new EventingConsumer~(channel);
        		consumer.Received~ += async~ (sender, args) => {
        			if (args.Redelivered) {
        				await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        				return;
        			}
        			Console.WriteLine(args.RoutingKey);
        			await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        		};
        		await~ channel.BasicConsume~("orders", false, consumer);
        	}
        }
        """,
        "RMQ1001.Acknowledge");

    private static Task Handler(ClientVersion version, string before, string after) => Verify
        .That(version, Consuming(before, "{|RMQ1001:true|}"))
        .Choosing("RMQ1001.Acknowledge")
        // The variant leaves failures to be dealt with, and says so.
        .Uncovering("RMQ1005")
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(Consuming(after, "false"));

    private static string Consuming(string handler, string flag) => InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += {{handler}};
        await~ channel.BasicConsume~("orders", {{flag}}, consumer);
        """);
}
