namespace QueueAnalyzers.Tests.Client;

/// <summary>The registrations of a class of consumers, wherever an object of it is: those of consumers that raise events are none of them.</summary>
public class RegistrationsTests
{
    [Theory]
    [InlineData("await channel.BasicConsumeAsync(\"orders\", false, new Orders(channel));", 1)]
    [InlineData("var orders = new Orders(channel); await channel.BasicConsumeAsync(\"orders\", false, orders);", 1)]
    [InlineData("Orders orders = new(channel); await channel.BasicConsumeAsync(\"orders\", false, orders); await channel.BasicConsumeAsync(\"paid\", false, orders);", 2)]
    [InlineData("IAsyncBasicConsumer orders = new Orders(channel); await channel.BasicConsumeAsync(\"orders\", false, orders);", 1)]
    [InlineData("await channel.BasicConsumeAsync(\"orders\", false, new Late(channel));", 1)]
    [InlineData("await channel.BasicConsumeAsync(consumer: new Orders(channel), queue: \"orders\", autoAck: false);", 1)]
    [InlineData("await channel.BasicConsumeAsync(\"orders\", false, _kept);", 1)]
    [InlineData("await channel.BasicConsumeAsync(\"orders\", false, new AsyncEventingBasicConsumer(channel));", 0)]
    [InlineData("var events = new AsyncEventingBasicConsumer(channel); await channel.BasicConsumeAsync(\"orders\", false, events);", 0)]
    [InlineData("AsyncEventingBasicConsumer events = new(channel); await channel.BasicConsumeAsync(\"orders\", false, events);", 0)]
    [InlineData("await channel.BasicConsumeAsync(\"orders\", false, given);", 0)]
    public async Task Of_a_class(string registration, int count) => Assert.Equal(count, await CountAsync($$"""
        public class Orders(IChannel channel) : AsyncDefaultBasicConsumer(channel)
        {
            public override Task HandleBasicDeliverAsync(string tag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellation = default) => Task.CompletedTask;
        }

        public class Late(IChannel channel) : Orders(channel);

        public class Program(IChannel channel)
        {
            private readonly Orders _kept = new(channel);

            public async Task Run(IAsyncBasicConsumer given)
            {
                {{registration}}
            }
        }
        """));

    [Fact]
    public async Task Of_a_class_that_is_called_what_the_client_calls_its_own() => Assert.Equal(1, await CountAsync("""
        public static class Program
        {
            public static Task Run(IChannel channel) => channel.BasicConsumeAsync("orders", false, new Own.AsyncEventingBasicConsumer(channel));
        }

        namespace Own
        {
            public class AsyncEventingBasicConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
            {
                public override Task HandleBasicDeliverAsync(string tag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellation = default) => Task.CompletedTask;
            }
        }
        """));

    private static async Task<int> CountAsync(string code)
    {
        var known = await Knowledge.OfAsync(V7, code);
        return known.Handlers.ConsumesOf(known.Handlers.All.Single()).Length;
    }
}
