using System.Text;

namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>Handlers of deliveries, as long and as winding as wanted.</summary>
internal static class Handlers
{
    /// <summary>A handler of that many statements, some of which are conditions that a path remembers.</summary>
    public static string Long(int statements, int branches)
    {
        var body = new StringBuilder();
        var every = Math.Max(1, statements / Math.Max(1, branches));
        var written = 0;
        for (var number = 0; written < statements; number++)
        {
            if (number % every == every - 1 && branches-- > 0)
            {
                body.AppendLine($"        if (order.Items[{number}] is null) {{ Log(\"{number}\"); }} else {{ Store(order, {number}); }}");
                written += 3;
            }
            else
            {
                body.AppendLine($"        var step{number} = Prepare(order, {number});");
                written++;
            }
        }

        return InConsumer(body.ToString());
    }

    /// <summary>A handler of nothing but independent conditions, each of which some path remembers.</summary>
    public static string Branches(int branches)
    {
        var body = new StringBuilder();
        for (var number = 0; number < branches; number++)
        {
            body.AppendLine($"        if (flags.F{number % 40}) {{ Log(\"{number}\"); if (!flags.F{(number * 7) % 40}) return; }}");
            body.AppendLine($"        if (!flags.F{number % 40}) {{ Store(order, {number}); }}");
        }

        return InConsumer(body.ToString());
    }

    /// <summary>Methods that hand the delivery on to each other for ever.</summary>
    public static string Recursive(int methods)
    {
        var members = new StringBuilder();
        for (var number = 0; number < methods; number++)
        {
            members.AppendLine($$"""
                    private void Step{{number}}(BasicDeliverEventArgs delivery, int depth)
                    {
                        if (depth > {{number}}) { Step{{(number + 1) % methods}}(delivery, depth - 1); return; }
                        if (depth == {{number}}) { Step{{(number * 3) % methods}}(delivery, depth + 1); } else { Step{{(number + 7) % methods}}(delivery, depth); }
                        _channel.BasicAck(delivery.DeliveryTag, false);
                    }
                """);
        }

        return InConsumer("        Step0(delivery, 3);\n", members.ToString());
    }

    private static string InConsumer(string body, string members = "") => $$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        public sealed class Order { public string?[] Items { get; set; } = Array.Empty<string>(); }

        public sealed class Flags { {{string.Concat(Enumerable.Range(0, 40).Select(number => $"public readonly bool F{number}; "))}} }

        public sealed class Worker
        {
            private readonly IModel _channel;

            public Worker(IModel channel) => _channel = channel;

            public void Start(Order order, Flags flags)
            {
                _channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(_channel);
                consumer.Received += (_, delivery) =>
                {
        {{body}}
                    _channel.BasicAck(delivery.DeliveryTag, false);
                };
                _channel.BasicConsume("orders", false, consumer);
            }

        {{members}}
            private static void Log(string text) => Console.WriteLine(text);

            private static void Store(Order order, int number) => order.Items[number] = number.ToString();

            private static string Prepare(Order order, int number) => order.Items[number] ?? throw new InvalidOperationException();
        }
        """;
}
