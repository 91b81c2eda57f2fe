using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>
/// What a handler does to its deliveries, over all that it calls. A local function that settles by a parameter stands in its handler, where the
/// tag may be anybody's, and is called by it, which says whose it is: the settle is found twice, and counts once, with what is surer.
/// </summary>
public class SettlementsTests
{
    private const string Settling = "async~ Task~ Settle(ulong tag) { await~ other.{0}(tag, {1}); }";

    [Theory, AllGenerations(
        Settling + " await~ {2}(args.DeliveryTag);",
        "await~ {2}(args.DeliveryTag); " + Settling)]
    public Task A_local_function_knows_the_delivery_by_its_parameter(ClientVersion version, string body) =>
        Verify.Reports<ForeignChannelAnalyzer>(version, Handled(body, "{|also:BasicAck~|}", "false", "{|RMQ1010:Settle|}"));

    [Theory, AllGenerations(
        Settling + " var copy = args.Body.ToArray(); _ = Task.Run(() => System.IO.File.WriteAllBytes(\"orders\", copy)); await~ {2}(args.DeliveryTag);",
        "var copy = args.Body.ToArray(); _ = Task.Run(() => System.IO.File.WriteAllBytes(\"orders\", copy)); await~ {2}(args.DeliveryTag); " + Settling)]
    public Task What_it_settles_is_the_deliverys_own(ClientVersion version, string body) =>
        Verify.Reports<CoveringAcknowledgementAnalyzer>(version, Handled(body, "BasicAck~", "{|RMQ1018:true|}", "Settle"));

    [Theory, AllGenerations(
        Settling + " await~ {2}(last);",
        Settling + " tags.Add(args.DeliveryTag); await~ {2}(tags[0]);",
        Settling + " last = args.DeliveryTag; await~ {2}(last);")]
    public async Task The_tag_may_be_that_of_another(ClientVersion version, string body)
    {
        var work = "_ = Task.Run(() => System.IO.File.WriteAllBytes(\"orders\", args.Body.ToArray())); ";
        await Verify.Silent<ForeignChannelAnalyzer>(version, Handled(body, "BasicAck~", "false", "Settle"));
        await Verify.Silent<CoveringAcknowledgementAnalyzer>(version, Handled(work + body, "BasicAck~", "true", "Settle"));
    }

    private static string Handled(string body, string settle, string multiple, string call) => Snippet.InClass(
        $$"""
        private readonly List<ulong> tags = new();
        private ulong last;

        public async~ Task~ Run(IConnection connection)
        {
            var channel = await~ connection.CreateChannel~();
            var other = await~ connection.CreateChannel~();
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                {{body.Replace("{0}", settle, StringComparison.Ordinal).Replace("{1}", multiple, StringComparison.Ordinal).Replace("{2}", call, StringComparison.Ordinal)}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
            Console.WriteLine(last);
        }
        """);
}
