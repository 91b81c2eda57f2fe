using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>The fix of RMQ1007.</summary>
public class FailureAcknowledgedFixTests
{
    [Theory, AllGenerations]
    public Task InTheCatch(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, /* this one */ multiple: false); // sic
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, /* this one */ requeue: !args.Redelivered); // sic
        }
        """);

    [Theory, AllGenerations]
    public Task BehindTheCatch(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
        }
        catch (Exception e)
        {
            Console.WriteLine(e); // told
        }

        // done
        await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            // done
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e); // told
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """);

    [Theory, AllGenerations]
    public Task BehindAnEmptyCatch(ClientVersion version) => Fixes(
        version,
        """
        try { Work(args.Body.ToArray()); } catch { }
        await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
        Console.WriteLine("next");
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        } catch
        {
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        Console.WriteLine("next");
        """);

    [Theory, AllGenerations]
    public Task InTheFinally(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
        }
        finally
        {
            // whatever happens
            await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, multiple: false);
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            // whatever happens
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        """);

    [Theory, AllGenerations]
    public Task InTheFinallyWithACatch(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
        }
        finally
        {
            await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
        }
        """);

    [Theory, AllGenerations]
    public Task InTheFinallyWithACatchThatRethrows(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            throw;
        }
        finally
        {
            await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.WriteLine(e);
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        """);

    [Theory, AllGenerations]
    public Task InAFinallyThatDoesMore(ClientVersion version) => Fixes(
        version,
        """
        try
        {
            Work(args.Body.ToArray());
        }
        finally
        {
            await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
            Console.WriteLine("done");
        }
        """,
        """
        try
        {
            Work(args.Body.ToArray());
            await~ channel.BasicAck~(args.DeliveryTag, false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await~ channel.BasicReject~(args.DeliveryTag, requeue: !args.Redelivered);
            throw;
        }
        finally
        {
            Console.WriteLine("done");
        }
        """);

    [Theory, AllGenerations]
    public Task BracesBehind(ClientVersion version) => Verify.Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(
        version,
        """
        public class Worker {
            public async~ Task~ Run(IChannel~ channel) {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => {
                    try {
                        System.IO.File.Delete(args.RoutingKey);
                    } finally {
                        await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);
                    }
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }
        }
        """,
        """
        public class Worker {
            public async~ Task~ Run(IChannel~ channel) {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => {
                    try {
                        System.IO.File.Delete(args.RoutingKey);
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

    [Theory, AllGenerations]
    public Task Override(ClientVersion version) => Verify.Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(
        version,
        Consumer("""
            try
            {
                System.IO.File.Delete(routingKey);
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
            }
            await~ Channel~.{|RMQ1007:BasicAck~|}(deliveryTag, false);
            """),
        Consumer("""
            try
            {
                System.IO.File.Delete(routingKey);
                await~ Channel~.BasicAck~(deliveryTag, false);
            }
            catch (Exception e)
            {
                Console.WriteLine(e);
                await~ Channel~.BasicReject~(deliveryTag, requeue: !redelivered);
            }
            """));

    [Theory, AllGenerations(
        "try { if (args.Redelivered) return; Work(args.Body.ToArray()); } finally { await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); } finally { if (channel.IsOpen) await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); } finally { System.IO.File.Delete(\"lock\"); await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); } catch (TimeoutException) { } catch (Exception e) { Console.WriteLine(e); }\nawait~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); } finally { Console.WriteLine(); }\nawait~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);",
        "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); }\nConsole.WriteLine();\nawait~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);",
        "try { Work(args.Body.ToArray()); } catch (OperationCanceledException) { await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }",
        "try { Work(args.Body.ToArray()); } finally { await~ Done~(); } async~ Task~ Done~() { await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false); }")]
    public Task NotOffered(ClientVersion version, string body) => Verify.OffersNoFix<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(version, InHandler(body));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<FailureAcknowledgedAnalyzer, FailureAcknowledgedFix>(version, InHandler(before), InHandler(after));

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
