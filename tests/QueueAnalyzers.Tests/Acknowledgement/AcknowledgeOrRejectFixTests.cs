using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class AcknowledgeOrRejectFixTests
{
    [Theory, AllGenerations]
    public Task FailuresAreGivenBack(ClientVersion version) => Handler(
        version,
        """"
        async~ (sender, args) =>
        { // the order
            if (args.Redelivered)
                return;

            #region text
            var text = @"one
          two";
            #endregion
        #if !DEBUG
            Console.WriteLine($@"{
                args.RoutingKey
            }
            literal");
        #endif
            Console.WriteLine("""
                raw
                  text
                """ + text);
            /* a comment
               on two lines */
        }
        """",
        """"
        async~ (sender, args) =>
        { // the order
            try
            {
                if (args.Redelivered)
                {
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                    return;
                }

                #region text
                var text = @"one
          two";
                #endregion
            #if !DEBUG
                Console.WriteLine($@"{
                    args.RoutingKey
                }
            literal");
            #endif
                Console.WriteLine("""
                raw
                  text
                """ + text);
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                /* a comment
                   on two lines */
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                throw;
            }
        }
        """");

    [Theory, AllGenerations]
    public Task ExpressionBody(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, exception) => {Console.WriteLine~~await Console.Out.WriteLineAsync}(
            exception.RoutingKey)
        """,
        """
        async~ (sender, exception) =>
        {
            try
            {
                {Console.WriteLine~~await Console.Out.WriteLineAsync}(
                    exception.RoutingKey);
                await~ channel.BasicAck~(exception.DeliveryTag, multiple: false);
            }
            catch (Exception exception1) when (exception1 is not OperationCanceledException)
            {
                await~ channel.BasicReject~(exception.DeliveryTag, requeue: !exception.Redelivered);
                throw;
            }
        }
        """);

    [Theory, AllGenerations]
    public Task BlockOnOneLine(ClientVersion version) => Handler(
        version,
        """async~ (sender, args) => { if (args.Redelivered) return; Console.WriteLine(args.RoutingKey); /* all */ }""",
        """
        async~ (sender, args) =>
        {
            try
            {
                if (args.Redelivered)
                {
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                    return;
                }
                Console.WriteLine(args.RoutingKey); /* all */
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
                throw;
            }
        }
        """);

    [Theory, AllGenerations]
    public Task WhatCatchesAllNeedsNoSecondTry(ClientVersion version) => Handler(
        version,
        """
        async~ (sender, args) =>
        {
            var body = args.Body.ToArray();
            try
            {
                Console.WriteLine(int.Parse(Encoding.UTF8.GetString(body)));
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
            var body = args.Body.ToArray();
            try
            {
                Console.WriteLine(int.Parse(Encoding.UTF8.GetString(body)));
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            catch (Exception exception)
            {
                Console.WriteLine(exception);
                await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task OverrideHasRedeliveredOfItsOwn(ClientVersion version) => Fixes(
        version,
        InMethod("""await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new Printer(channel));""") + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~) => {Console.WriteLine~~await Console.Out.WriteLineAsync}(routingKey);
        }
        """,
        InMethod("""await~ channel.BasicConsume~("orders", false, new Printer(channel));""") + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                try
                {
                    {Console.WriteLine~~await Console.Out.WriteLineAsync}(routingKey);
                    await~ Channel~.BasicAck~(deliveryTag, multiple: false);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    await~ Channel~.BasicReject~(deliveryTag, requeue: !redelivered);
                    throw;
                }
            }
        }
        """);

    [Theory, AllGenerations]
    public Task OldLanguageAndBracesBehind(ClientVersion version) => Verify
        .That(version, Old("""
            	consumer.Received~ += async~ (sender, args) => {
            		Console.WriteLine(args.RoutingKey);
            	};
            """, "{|RMQ1001:true|}"))
        .WithLanguage(LanguageVersion.CSharp7_3)
        .Choosing("RMQ1001.AcknowledgeOrReject")
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(Old("""
            	consumer.Received~ += async~ (sender, args) => {
            		try {
            			Console.WriteLine(args.RoutingKey);
            			await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            		} catch (Exception exception) when (!(exception is OperationCanceledException)) {
            			await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            			throw;
            		}
            	};
            """, "false"));

    [Theory, Generations(V71, V7)]
    public Task TasksAreAwaitedInside(ClientVersion version) => Handler(
        version,
        """
        (sender, args) =>
        {
            if (args.Redelivered)
                return Task.CompletedTask;
            return Task.Delay(1);
        }
        """,
        """
        async (sender, args) =>
        {
            try
            {
                if (args.Redelivered)
                {
                    await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
                    return;
                }
                await Task.Delay(1);
                await channel.BasicAckAsync(args.DeliveryTag, multiple: false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                await channel.BasicRejectAsync(args.DeliveryTag, requeue: !args.Redelivered);
                throw;
            }
        }
        """);

    private static string Old(string subscription, string flag) => $$"""
        class Program {
        	async~ Task~ Run(IChannel~ channel) {
        		var consumer = new EventingConsumer~(channel);
        {{string.Join('\n', subscription.Split('\n').Select(line => "\t" + line))}}
        		await~ channel.BasicConsume~("orders", {{flag}}, consumer);
        	}
        }
        """;

    private static Task Handler(ClientVersion version, string before, string after) => Fixes(
        version, Consuming(before, "{|RMQ1001:true|}"), Consuming(after, "false"));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(version, before, after, "RMQ1001.AcknowledgeOrReject");

    private static string Consuming(string handler, string flag) => InMethod(
        $$"""
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += {{handler}};
        await~ channel.BasicConsume~("orders", {{flag}}, consumer);
        """);
}
