using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Acknowledgement;
using QueueAnalyzers.Lifetime;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>Handlers whose consumer is handed out, so that the call that registers it is out of sight: what they do to a delivery is seen all the same.</summary>
public class UnregisteredHandlersTests
{
    private const string ForgetsAPath = "if (args.Redelivered) {|RMQ1004:return;|} ACK;";
    private const string AcknowledgesFailures = "try { Work(args.Body.ToArray()); } catch (Exception e) { Console.WriteLine(e); } await~ channel.{|RMQ1007:BasicAck~|}(args.DeliveryTag, false);";

    [Theory, AllGenerations]
    public Task A_consumer_that_is_returned(ClientVersion version) => Reports<UnsettledPathAnalyzer>(version, Returned(ForgetsAPath));

    [Theory, AllGenerations]
    public Task A_consumer_that_is_passed_on(ClientVersion version) => Reports<UnsettledPathAnalyzer>(version, PassedOn(ForgetsAPath));

    [Theory, AllGenerations]
    public Task A_consumer_that_comes_from_out_of_sight(ClientVersion version) => Reports<UnsettledPathAnalyzer>(version, InProgram(
        $$"""
        public void Run(EventingConsumer~ consumer, IChannel~ channel) { consumer.Received~ += async~ (sender, args) => { {{ForgetsAPath}} }; }
        """));

    [Theory, AllGenerations]
    public Task A_consumer_class_that_nobody_creates(ClientVersion version) => Reports<UnsettledPathAnalyzer>(version,
        """
        public sealed class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                if (redelivered)
                    {|RMQ1004:return;|}
                await~ channel.BasicAck~(deliveryTag, false);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task A_failure_that_is_acknowledged(ClientVersion version) => Reports<FailureAcknowledgedAnalyzer>(version, Returned(AcknowledgesFailures));

    [Theory, AllGenerations]
    public Task Work_that_can_throw(ClientVersion version) => Reports<UnsettledFailureAnalyzer>(version, Returned("Work(args.Body.ToArray()); ACK;", "{|RMQ1005:Received~|}"));

    [Theory, AllGenerations]
    public Task An_early_acknowledgement(ClientVersion version) => Reports<AcknowledgedEarlyAnalyzer>(version, Returned(
        "await~ channel.{|RMQ1006:BasicAck~|}(args.DeliveryTag, false); Work(args.Body.ToArray());"));

    [Theory, AllGenerations]
    public Task A_second_settle(ClientVersion version) => Reports<SettledTwiceAnalyzer>(version, Returned(
        "ACK; await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);"));

    [Theory, AllGenerations]
    public Task An_endless_requeue(ClientVersion version) => Reports<UnlimitedRequeueAnalyzer>(version, Returned(
        "try { Work(args.Body.ToArray()); ACK; } catch (Exception) { await~ channel.BasicReject~(args.DeliveryTag, {|RMQ1011:true|}); }"));

    [Theory, Generations(V6, V71, V7)]
    public Task A_body_that_is_kept(ClientVersion version) => Reports<OutlivedBodyAnalyzer>(version, Returned("bodies.Add({|RMQ4004:args.Body|}); ACK;"));

    [Theory, AllGenerations]
    public Task The_path_is_repaired_on_the_channel_that_the_others_use(ClientVersion version) => Verify.Fixes<UnsettledPathAnalyzer, UnsettledPathFix>(
        version,
        Fixable(
            """
            if (args.Redelivered)
                {|RMQ1004:return;|}
            """),
        Fixable(
            """
            if (args.Redelivered)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                return;
            }
            """),
        "RMQ1004.Acknowledge");

    [Theory, AllGenerations]
    public Task Silent_when_a_registration_in_sight_acknowledges_automatically(ClientVersion version) => Silent<UnsettledPathAnalyzer>(version, InProgram(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { if (args.Redelivered) return; ACK; };
            await~ channel.BasicConsume~("orders", true, consumer);
            Keep(consumer);
        }

        private static void Keep(IConsumer~ consumer) => Console.WriteLine(consumer);
        """));

    [Theory, AllGenerations]
    public Task Silent_when_another_handler_gets_the_same_deliveries(ClientVersion version) => Silent<UnsettledPathAnalyzer>(version, InProgram(
        """
        public IConsumer~ Consumer(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { if (args.Redelivered) return; ACK; };
            consumer.Received~ += async~ (sender, args) => { if (args.Redelivered) { NACK; } };
            return consumer;
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_when_nobody_in_sight_settles(ClientVersion version) => Verify.AllSilent(version, InProgram(
        """
        public IConsumer~ Consumer(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { Work(args.Body.ToArray()); };
            return consumer;
        }
        """));

    [Theory, AllGenerations]
    public Task Silent_about_an_event_of_the_same_name(ClientVersion version) => Silent<UnsettledPathAnalyzer>(version, InProgram(
        """
        public event Action<IChannel~, BasicDeliverEventArgs> Received = (_, _) => { };
        public void Run(IChannel~ own)
        {
            Received += (channel, args) => { if (args.Redelivered) return; channel.BasicAck~(args.DeliveryTag, false){~~.AsTask().Wait()}; };
        }
        """));

    private static string Returned(string statements, string received = "Received~") => InProgram(
        $$"""
        public IConsumer~ Consumer(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.{{received}} += async~ (sender, args) => { {{statements}} };
            return consumer;
        }
        """);

    private static string PassedOn(string statements) => InProgram(
        $$"""
        public void Run(IChannel~ channel, Action<IConsumer~> start)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { {{statements}} };
            start(consumer);
        }
        """);

    private static string Fixable(string statements) =>
        $$"""
        public class Program
        {
            public IConsumer~ Consumer(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) =>
                {
                    {{statements.ReplaceLineEndings("\n            ")}}
                    Console.WriteLine(args.RoutingKey);
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                };
                return consumer;
            }
        }

        """;

    private static string InProgram(string members) =>
        $$"""
        public class Program
        {
            private readonly List<ReadOnlyMemory<byte>> bodies = new();
            {{members.Replace("NACK;", "await~ channel.BasicNack~(args.DeliveryTag, false, false);", StringComparison.Ordinal).Replace(" ACK;", " await~ channel.BasicAck~(args.DeliveryTag, false);", StringComparison.Ordinal)}}
            private static void Work(byte[] body) { if (body.Length > 100) throw new FormatException(); }
        }
        """;

    private static Task Reports<TAnalyzer>(ClientVersion version, string code)
        where TAnalyzer : DiagnosticAnalyzer, new() => Verify.Reports<TAnalyzer>(version, code);

    private static Task Silent<TAnalyzer>(ClientVersion version, string code)
        where TAnalyzer : DiagnosticAnalyzer, new() => Verify.Silent<TAnalyzer>(version, code);
}
