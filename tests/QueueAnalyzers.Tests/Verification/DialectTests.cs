namespace QueueAnalyzers.Tests;

public class DialectTests
{
    [Theory]
    [InlineData("IChannel~ channel", "IModel channel", "IChannel channel")]
    [InlineData("await~ channel.BasicAck~(1, false);", "channel.BasicAck(1, false);", "await channel.BasicAckAsync(1, false);")]
    [InlineData("public async~ Task~ Run()", "public void Run()", "public async Task Run()")]
    [InlineData("Task~<QueueDeclareOk> Declare()", "QueueDeclareOk Declare()", "Task<QueueDeclareOk> Declare()")]
    [InlineData("Task~<List<Task<int>>> Get()", "List<Task<int>> Get()", "Task<List<Task<int>>> Get()")]
    [InlineData("using~ var channel = await~ connection.CreateChannel~();", "using var channel = connection.CreateModel();", "await using var channel = await connection.CreateChannelAsync();")]
    [InlineData("await~ factory.CreateConnection~()", "factory.CreateConnection()", "await factory.CreateConnectionAsync()")]
    [InlineData("new EventingConsumer~(channel)", "new EventingBasicConsumer(channel)", "new AsyncEventingBasicConsumer(channel)")]
    [InlineData("consumer.Received~ += async~ (_, args) => { };", "consumer.Received += (_, args) => { };", "consumer.ReceivedAsync += async (_, args) => { };")]
    [InlineData("{ Work(args); return~; }", "{ Work(args); return; }", "{ Work(args); return Task.CompletedTask; }")]
    [InlineData("var properties = Properties~(channel);", "var properties = channel.CreateBasicProperties();", "var properties = new BasicProperties();")]
    [InlineData("new ConsumerBase~(consumer.Channel~)", "new DefaultBasicConsumer(consumer.Model)", "new AsyncDefaultBasicConsumer(consumer.Channel)")]
    [InlineData("{|RMQ1001:BasicGet~|}", "{|RMQ1001:BasicGet|}", "{|RMQ1001:BasicGetAsync|}")]
    [InlineData("BasicPublish~(\"\", \"q\", null~ body)", "BasicPublish(\"\", \"q\", null, body)", "BasicPublishAsync(\"\", \"q\", body)")]
    [InlineData("{sync()~~await other()};", "sync();", "await other();")]
    [InlineData("var mask = ~flags & (~1);", "var mask = ~flags & (~1);", "var mask = ~flags & (~1);")]
    public void ExpandsForBothWorlds(string neutral, string synchronous, string asynchronous)
    {
        Assert.Equal(synchronous, Dialect.Expand(neutral, V5));
        Assert.Equal(synchronous, Dialect.Expand(neutral, V6));
        Assert.Equal(asynchronous, Dialect.Expand(neutral, V71));
        Assert.Equal(asynchronous, Dialect.Expand(neutral, V7));
    }

    [Theory]
    [InlineData(V5, "byte[] body")]
    [InlineData(V6, "ReadOnlyMemory<byte> body")]
    [InlineData(V7, "ReadOnlyMemory<byte> body")]
    public void KnowsTheTypeOfBodies(ClientVersion version, string expected) => Assert.Equal(expected, Dialect.Expand("Body~ body", version));

    /// <summary>Every word in one program, which compiles on every client.</summary>
    [Theory, AllClients]
    public Task ExpandsToCodeThatCompiles(ClientVersion version) => Verify.Silent<AutoAckAnalyzer>(version, """
        var factory = new ConnectionFactory();
        using~ var connection = await~ factory.CreateConnection~();
        using~ var channel = await~ connection.CreateChannel~();
        await~ channel.ExchangeDeclare~("orders", ExchangeType.Direct, durable: true, autoDelete: false, arguments: null);
        await~ channel.QueueDeclare~("orders", durable: true, exclusive: false, autoDelete: false, arguments: null);
        await~ channel.BasicQos~(0, 10, false);
        var properties = Properties~(channel);
        properties.Persistent = true;
        var body = Encoding.UTF8.GetBytes("{}");
        await~ channel.BasicPublish~(exchange: "", routingKey: "orders", mandatory: true, basicProperties: properties, body: body);
        await~ channel.BasicPublish~("", "orders", null~ body);
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (sender, args) =>
        {
            Console.WriteLine(Encoding.UTF8.GetString(args.Body.ToArray()));
            await~ ((EventingConsumer~)sender).Channel~.BasicAck~(args.DeliveryTag, false);
        };
        consumer.Received~ += (_, _) => { return~; };
        channel.ChannelShutdown~ += (_, _) => { return~; };
        await~ channel.BasicConsume~("orders", autoAck: false, consumer: new Worker(channel));
        var fetched = await~ channel.BasicGet~("orders", autoAck: false);
        if (fetched != null)
            await~ channel.BasicNack~(fetched.DeliveryTag, multiple: false, requeue: false);

        class Worker(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                Body~ copy = body;
                ReceivedProperties~ received = properties;
                await~ Channel~.BasicReject~(deliveryTag, {copy.Length > 0~~copy.Length > 0 && received.IsHeadersPresent()});
            }

            public override Task~ HandleChannelShutdown~(object sender, ShutdownEventArgs reason) => base.HandleChannelShutdown~(sender, reason);

            public async~ Task~<uint> Count() => (await~ Channel~.QueueDeclarePassive~("orders")).MessageCount;
        }
        """);
}
