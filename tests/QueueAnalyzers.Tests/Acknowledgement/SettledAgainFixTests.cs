using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

public class SettledAgainFixTests
{
    [Theory, AllGenerations]
    public Task Consumer(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicConsume~(queue: "orders", autoAck: true, consumer: consumer);
            """),
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicConsume~(queue: "orders", autoAck: false, consumer: consumer);
            """));

    [Theory, AllGenerations]
    public Task AllRegistrationsOfTheHandler(ClientVersion version) => Fixes(
        version,
        InMethod("""
            foreach (var queue in new[] { "first", "second" })
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~(queue, true, consumer);
            }

            var third = new EventingConsumer~(channel);
            third.Received~ += OnReceived;
            await~ channel.BasicConsume~("third", true, third);

            async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) => await~ channel.{|RMQ1009:BasicAck~|}(args.DeliveryTag, false);
            """),
        InMethod("""
            foreach (var queue in new[] { "first", "second" })
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~(queue, false, consumer);
            }

            var third = new EventingConsumer~(channel);
            third.Received~ += OnReceived;
            await~ channel.BasicConsume~("third", false, third);

            async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) => await~ channel.BasicAck~(args.DeliveryTag, false);
            """));

    [Theory, AllGenerations]
    public Task FetchedMessage(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var result = await~ channel.BasicGet~("orders", true);
            if (result != null)
                await~ channel.{|RMQ1009:BasicAck~|}(result.DeliveryTag, false);
            """),
        InMethod("""
            var result = await~ channel.BasicGet~("orders", false);
            if (result != null)
                await~ channel.BasicAck~(result.DeliveryTag, false);
            """));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<SettledAgainAnalyzer, SettledAgainFix>(version, before, after);
}
