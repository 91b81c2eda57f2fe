using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Acknowledgement;

/// <summary>Where the fix of RMQ1001 finds handlers, channels and flags.</summary>
public class HandlerPlacesFixTests
{
    [Theory, AllGenerations]
    public Task MethodOfTheClassKnowsItsField(ClientVersion version) => Fixes(
        version,
        InClass("""
            private readonly IChannel~ _channel;

            public Program(IChannel~ channel) => _channel = channel;

            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(_channel);
                consumer.Received~ += OnReceived;
                await~ _channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.RoutingKey);
            }
            """),
        InClass("""
            private readonly IChannel~ _channel;

            public Program(IChannel~ channel) => _channel = channel;

            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(_channel);
                consumer.Received~ += OnReceived;
                await~ _channel.BasicConsume~("orders", false, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.RoutingKey);
                await~ _channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            """));

    [Theory, AllGenerations]
    public Task NullableFieldIsAsserted(ClientVersion version) => Fixes(
        version,
        InClass("""
            private IChannel~? _channel;

            public async~ Task~ Run(IChannel~ channel)
            {
                _channel = channel;
                var consumer = new EventingConsumer~(_channel);
                consumer.Received~ += OnReceived;
                await~ _channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) => Console.WriteLine(args.RoutingKey);
            """),
        InClass("""
            private IChannel~? _channel;

            public async~ Task~ Run(IChannel~ channel)
            {
                _channel = channel;
                var consumer = new EventingConsumer~(_channel);
                consumer.Received~ += OnReceived;
                await~ _channel.BasicConsume~("orders", false, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.RoutingKey);
                await~ _channel!.BasicAck~(args.DeliveryTag, multiple: false);
            }
            """));

    [Theory, AllGenerations]
    public Task MethodThatIsGivenTheChannelAsksTheSender(ClientVersion version) => Fixes(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += new {EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs>(OnReceived);
                await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            }

            private static async~ Task~ OnReceived(object? _, BasicDeliverEventArgs args)
            {
            }
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += new {EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs>(OnReceived);
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private static async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                await~ ((EventingConsumer~)sender!).Channel~.BasicAck~(args.DeliveryTag, multiple: false);
            }
            """));

    [Theory, AllGenerations]
    public Task LocalFunction(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);

            {void~~Task} OnReceived(object? sender, BasicDeliverEventArgs args) => {Console.WriteLine()~~Task.Delay(1)};
            """),
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);

            {void~~async Task} OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                {Console.WriteLine()~~await Task.Delay(1)};
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            """));

    [Theory, AllGenerations]
    public Task OverrideUsesItsOwnChannel(ClientVersion version) => Fixes(
        version,
        InMethod("""await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new Printer(channel));""") + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine(routingKey);
            }
        }
        """,
        InMethod("""await~ channel.BasicConsume~("orders", false, new Printer(channel));""") + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine(routingKey);
                await~ Channel~.BasicAck~(deliveryTag, multiple: false);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task OnlyTheLastHandlerAcknowledges(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => Console.WriteLine(1);
            consumer.Received~ += async~ (sender, args) => Console.WriteLine(2);
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            """),
        InMethod("""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => Console.WriteLine(1);
            consumer.Received~ += async~ (sender, args) =>
            {
                Console.WriteLine(2);
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicConsume~("orders", false, consumer);
            """));

    [Theory, AllGenerations]
    public Task RegistrationsOfOneHandlerChangeTogether(ClientVersion version) => Fixes(
        version,
        InMethod("""
            {EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs> unused = async~ (sender, args) => { };
            var first = new EventingConsumer~(channel);
            first.Received~ += OnReceived;
            await~ channel.BasicConsume~("first", {|RMQ1001:true|}, first);
            var second = new EventingConsumer~(channel);
            second.Received~ += OnReceived;
            await~ channel.BasicConsume~("second", autoAck: {|RMQ1001:true|}, consumer: second);

            async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
            }
            """).Replace("autoAck: {|RMQ1001:true|}", "{|RMQ1001:autoAck: true|}"),
        InMethod("""
            {EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs> unused = async~ (sender, args) => { };
            var first = new EventingConsumer~(channel);
            first.Received~ += OnReceived;
            await~ channel.BasicConsume~("first", false, first);
            var second = new EventingConsumer~(channel);
            second.Received~ += OnReceived;
            await~ channel.BasicConsume~("second", autoAck: false, consumer: second);

            async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
            """));

    [Theory, AllGenerations]
    public Task FlagOfItsOwnIsChangedWhereItIsSet(ClientVersion version) => Fixes(
        version,
        InMethod("""
            const bool automatic = true;
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) => { };
            await~ channel.BasicConsume~("orders", {|RMQ1001:automatic|}, consumer);
            """),
        InMethod("""
            const bool automatic = false;
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (sender, args) =>
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            };
            await~ channel.BasicConsume~("orders", automatic, consumer);
            """));

    [Theory, AllGenerations]
    public Task WrapperIsChangedWhereItIsCalled(ClientVersion version) => Fixes(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ {|RMQ1001:Subscribe|}(channel, "orders");
                await~ Subscribe(channel, "others", {|RMQ1001:true|});
                await~ Subscribe(channel, "third", automatic: false);
            }

            private async~ Task~ Subscribe(IChannel~ channel, string queue, bool automatic = true)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) => { };
                await~ channel.BasicConsume~(queue, automatic, consumer);
            }
            """),
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                await~ Subscribe(channel, "orders", automatic: false);
                await~ Subscribe(channel, "others", false);
                await~ Subscribe(channel, "third", automatic: false);
            }

            private async~ Task~ Subscribe(IChannel~ channel, string queue, bool automatic = true)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) =>
                {
                    await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
                };
                await~ channel.BasicConsume~(queue, automatic, consumer);
            }
            """));

    [Theory, AllGenerations]
    public Task OtherDocument(ClientVersion version) => Verify
        .That(version, ElsewhereIn("{|RMQ1001:true|}"))
        .WithDocument("Handlers.cs", Handlers)
        .Choosing("RMQ1001.Acknowledge")
        .Changing("Handlers.cs", FixedHandlers)
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(ElsewhereIn("false"));

    [Theory, AllGenerations]
    public Task OtherProject(ClientVersion version) => Verify
        .That(version, ElsewhereIn("{|RMQ1001:true|}"))
        .WithProject("Handlers", Handlers)
        .Choosing("RMQ1001.Acknowledge")
        .Changing("Handlers.cs", FixedHandlers)
        .Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(ElsewhereIn("false"));

    [Theory, AllGenerations]
    public Task TopLevelStatements(ClientVersion version) => Fixes(
        version,
        """
        var connection = await~ new ConnectionFactory().CreateConnection~();
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) => Console.WriteLine(args.RoutingKey);
        await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
        """,
        """
        var connection = await~ new ConnectionFactory().CreateConnection~();
        var channel = await~ connection.CreateChannel~();
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) =>
        {
            Console.WriteLine(args.RoutingKey);
            await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
        };
        await~ channel.BasicQos~(prefetchSize: 0, prefetchCount: 10, global: false);
        await~ channel.BasicConsume~("orders", false, consumer);
        """);

    [Theory, AllGenerations]
    public Task PrimaryConstructor(ClientVersion version) => Fixes(
        version,
        """
        public class Program(IChannel~ channel)
        {
            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { }
        }
        """,
        """
        public class Program(IChannel~ channel)
        {
            public async~ Task~ Run()
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", false, consumer);
            }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                await~ channel.BasicAck~(args.DeliveryTag, multiple: false);
            }
        }
        """);

    [Theory, AllGenerations(
        "async~ (sender, args) => throw new NotSupportedException()",
        "async~ (sender, args) => { while (true) { } }",
        "async~ (sender, args) => Sink.Take(args)",
        "Sink.Handler")]
    public Task NothingIsOfferedForHandler(ClientVersion version, string handler) => OffersNothing(
        version,
        InMethod($$"""
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += {{handler}};
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            """) + """
        public static class Sink
        {
            public static Action<BasicDeliverEventArgs> Take { get; set; } = args => { };
            public static {EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs> Handler { get; set; } = async~ (sender, args) => { };
        }
        """);

    [Theory, AllGenerations]
    public Task NothingIsOfferedForConsumerOutOfSight(ClientVersion version) => OffersNothing(
        version,
        InMethod("""await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);""", "IChannel~ channel, IConsumer~ consumer"));

    [Theory, AllGenerations]
    public Task NothingIsOfferedWhenARegistrationIsUnknown(ClientVersion version) => OffersNothing(
        version,
        InMethod(
            """
            var first = new EventingConsumer~(channel);
            first.Received~ += OnReceived;
            await~ channel.BasicConsume~("first", {|RMQ1001:true|}, first);
            var second = new EventingConsumer~(channel);
            second.Received~ += OnReceived;
            await~ channel.BasicConsume~("second", automatic, second);

            async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { }
            """,
            "IChannel~ channel, bool automatic"));

    [Theory, AllGenerations]
    public Task NothingIsOfferedWhenAConsumerOfTheClassGoesElsewhere(ClientVersion version) => OffersNothing(
        version,
        InMethod("""
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, new Printer(channel));
            Program2.Consumers.Add(new Printer(channel));
            """) + """
        public static class Program2
        {
            public static List<IConsumer~> Consumers { get; } = new();
        }

        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~) => Console.WriteLine(routingKey);
        }
        """);

    [Theory, AllGenerations]
    public Task ConsumerOfTheClassInAVariable(ClientVersion version) => Fixes(
        version,
        InMethod("""
            var consumer = new Printer(channel);
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            """) + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~) { }
        }
        """,
        InMethod("""
            var consumer = new Printer(channel);
            await~ channel.BasicConsume~("orders", false, consumer);
            """) + """
        public class Printer : ConsumerBase~
        {
            public Printer(IChannel~ channel) : base(channel) { }

            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                await~ Channel~.BasicAck~(deliveryTag, multiple: false);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task NothingIsOfferedForHandlersThatExcludeEachOther(ClientVersion version) => OffersNothing(
        version,
        InMethod(
            """
            var consumer = new EventingConsumer~(channel);
            if (loud)
                consumer.Received~ += async~ (sender, args) => Console.WriteLine(1);
            else
                consumer.Received~ += async~ (sender, args) => { };
            await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
            """,
            "IChannel~ channel, bool loud"));

    [Theory, AllGenerations]
    public Task NothingIsOfferedWhenTheHandlerIsPassedOn(ClientVersion version) => OffersNothing(
        version,
        InClass("""
            public async~ Task~ Run(IChannel~ channel)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += OnReceived;
                await~ channel.BasicConsume~("orders", {|RMQ1001:true|}, consumer);
                Elsewhere(OnReceived);
            }

            private static void Elsewhere({EventHandler~~AsyncEventHandler}<BasicDeliverEventArgs> handler) { }

            private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args) { }
            """));

    private const string Handlers = """
        public static class Handlers
        {
            public static async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.RoutingKey);
            }
        }
        """;

    private const string FixedHandlers = """
        public static class Handlers
        {
            public static async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)
            {
                Console.WriteLine(args.RoutingKey);
                await~ ((EventingConsumer~)sender!).Channel~.BasicAck~(args.DeliveryTag, multiple: false);
            }
        }
        """;

    private static string ElsewhereIn(string flag) => InMethod($$"""
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += Handlers.OnReceived;
        await~ channel.BasicConsume~("orders", {{flag}}, consumer);
        """);

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.Fixes<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(version, before, after, "RMQ1001.Acknowledge");

    private static Task OffersNothing(ClientVersion version, string code) =>
        Verify.OffersNoFix<AutomaticConsumerAnalyzer, ConsumerAcknowledgesAutomaticallyFix>(version, code);
}
