namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>A consumer whose handler is to be judged by its paths. <c>ACK</c>, <c>NACK</c> and <c>REJECT</c> in it settle the delivery.</summary>
internal static class Handled
{
    /// <summary>A lambda with these statements.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="received">The event's name, with its mark if the report stands there.</param>
    public static string By(string statements, string received = "Received~") => Spelled(
        $$"""
        public class Program
        {
            private readonly List<ulong> tags = new();
            private bool disposed, stopping, noAck;

            public async~ Task~ Run(IChannel~ channel, CancellationToken stoppingToken)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.{{received}} += async~ (sender, args) => { {{statements}} };
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            public void Stop() { disposed = true; stopping = true; noAck = true; }
            {{Members}}
        }

        {{Types}}
        """);

    /// <summary>A class with these members, what handlers call, and a method that consumes with a method <c>OnReceived</c>.</summary>
    public static string ByMethod(string members) => Spelled(
        $$"""
        public class Program
        {
            private readonly IChannel~ channel;
            public Program(IChannel~ channel) { this.channel = channel; }

            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            {{members}}
            {{Members}}
        }

        {{Types}}
        """);

    /// <summary>An override with these statements.</summary>
    /// <param name="statements">The statements.</param>
    /// <param name="method">The method's name, with its mark if the report stands there.</param>
    public static string ByOverride(string statements, string method = "HandleBasicDeliver~") => Spelled(
        $$"""
        public sealed class Worker : ConsumerBase~
        {
            private readonly IChannel~ channel;
            public Worker(IChannel~ channel) : base(channel) { this.channel = channel; }
            public async~ Task~ Start() { await~ channel.BasicConsume~("orders", false, this); }
            public override async~ Task~ {{method}}(Delivery~) { {{statements.Replace("ACK;", "await~ channel.BasicAck~(deliveryTag, false);", StringComparison.Ordinal)}} }
            {{Members}}
        }

        {{Types}}
        """);

    private const string Members =
        """
        private static Order? Parse(byte[] body) { if (body.Length > 100) throw new FormatException(); return body.Length == 0 ? null : new Order(body.Length, Kind.New); }
            private static void Work(Order? order) { if (order?.Id == 13) throw new InvalidOperationException(); }
            private static bool Try(Order? order) { Work(order); return order is { Id: 3 }; }
            private static bool Check(BasicDeliverEventArgs args) { return args.RoutingKey == "a"; }
            private static async~ Task~ Maybe(IChannel~ channel, BasicDeliverEventArgs args) { if (args.RoutingKey == "a") { ACK; } }
            private static async~ Task~ Process(IChannel~ channel, BasicDeliverEventArgs args) { Work(null); ACK; }
            private static async~ Task~ Guarded(IChannel~ channel, BasicDeliverEventArgs args) { try { Work(null); ACK; } catch (Exception) { NACK; } }
            private static async~ Task~<bool> Accept(IChannel~ channel, BasicDeliverEventArgs args) { if (args.RoutingKey == "a") { NACK; return false; } return true; }
            private static async~ Task~<bool> Flag(IChannel~ channel, BasicDeliverEventArgs args)
            {
                var isDone = false;
                try { Work(null); ACK; isDone = true; } catch (FormatException) { Console.WriteLine(0); }
                return isDone;
            }

            private static async~ Task~<bool> Nested(IChannel~ channel, BasicDeliverEventArgs args) { return await~ Accept(channel, args); }
            private static async~ Task~<Order?> Read(IChannel~ channel, BasicDeliverEventArgs args)
            {
                try { return Parse(args.Body.ToArray()); }
                catch (FormatException) { NACK; return null; }
            }

            private static async~ Task~ Again(IChannel~ channel, BasicDeliverEventArgs args, int times)
            {
                if (times > 3) { ACK; } else { await~ Again(channel, args, times + 1); }
            }
        """;

    private const string Types =
        """
        public enum Kind { New, Old, Odd }
        public sealed class Order
        {
            public Order(int id, Kind kind) { Id = id; Kind = kind; }
            public int Id { get; }
            public Kind Kind { get; }
        }
        """;

    private static string Spelled(string code) => code
        .Replace("NACK;", "await~ channel.BasicNack~(args.DeliveryTag, false, false);", StringComparison.Ordinal)
        .Replace("REJECT;", "await~ channel.BasicReject~(args.DeliveryTag, false);", StringComparison.Ordinal)
        .Replace(" ACK;", " await~ channel.BasicAck~(args.DeliveryTag, false);", StringComparison.Ordinal);
}
