using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3001: how messages are marked as persistent.</summary>
public class MessageIsNotPersistentFixTests
{
    private const string Parameters = "IChannel~ channel, Body~ body";

    public static TheoryData<string, string> ArgumentsOfV7 => new()
    {
        {
            """exchange: "", routingKey: "q", body: body""",
            """exchange: "", routingKey: "q", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body"""
        },
        {
            """ "", "q", body""",
            """ "", "q", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body"""
        },
        {
            """ "", "q", body, CancellationToken.None""",
            """ "", "q", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body, CancellationToken.None"""
        },
        {
            """ "", "q", body, cancellationToken: CancellationToken.None""",
            """ "", "q", mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body, cancellationToken: CancellationToken.None"""
        },
        {
            """ "", "q", true, body""",
            """ "", "q", true, basicProperties: new BasicProperties { Persistent = true }, body: body"""
        },
        {
            """body: body, routingKey: "q", mandatory: true, exchange: "" """,
            """basicProperties: new BasicProperties { Persistent = true }, body: body, routingKey: "q", mandatory: true, exchange: "" """
        },
        {
            """new CachedString("e"), new CachedString("q"), /* the order */ body""",
            """new CachedString("e"), new CachedString("q"), /* the order */ mandatory: false, basicProperties: new BasicProperties { Persistent = true }, body: body"""
        },
    };

    public static TheoryData<string, string> CreationsOfV7 => new()
    {
        { "new BasicProperties()", "new BasicProperties { Persistent = true }" },
        { "new BasicProperties(/* none */)", "new BasicProperties(/* none */) { Persistent = true }" },
        { "new BasicProperties { }", "new BasicProperties { Persistent = true }" },
        { "new BasicProperties { AppId = \"shop\" }", "new BasicProperties { AppId = \"shop\", Persistent = true }" },
        { "new BasicProperties { AppId = \"shop\", }", "new BasicProperties { AppId = \"shop\", Persistent = true, }" },
        { "new RabbitMQ.Client.BasicProperties { AppId = \"shop\" }", "new RabbitMQ.Client.BasicProperties { AppId = \"shop\", Persistent = true }" },
    };

    public static TheoryData<string, string> EmbeddedStatements => new()
    {
        {
            """
            if (body.Length > 0)
                [|PUBLISH|]
            """,
            """
            if (body.Length > 0)
            {
                MARK
                PUBLISH
            }
            """
        },
        {
            """
            if (body.Length > 0) [|PUBLISH|]
            else [|PUBLISH|] // nothing to say
            """,
            """
            if (body.Length > 0)
            {
                MARK
                PUBLISH
            }
            else
            {
                MARK1
                PUBLISH1 // nothing to say
            }
            """
        },
        {
            """
            while (body.Length > 0) // for ever
                // and ever
                [|PUBLISH|] // amen
            """,
            """
            while (body.Length > 0) // for ever
            {
                // and ever
                MARK
                PUBLISH // amen
            }
            """
        },
        {
            """
            switch (body.Length)
            {
                case 0:
                    [|PUBLISH|]
                    break;
                default:
                    // larger
                    [|PUBLISH|]
                    break;
            }
            """,
            """
            switch (body.Length)
            {
                case 0:
                    MARK
                    PUBLISH
                    break;
                default:
                    // larger
                    MARK1
                    PUBLISH1
                    break;
            }
            """
        },
        {
            """
            { [|PUBLISH|] }
            """,
            """
            {
                MARK
                PUBLISH
            }
            """
        },
        {
            """
            Action publish = () => [|PUBLISH|]
            publish();
            """,
            """
            Action publish = () =>
            {
                MARK
                PUBLISH
            };
            publish();
            """
        },
    };

    [Theory]
    [MemberData(nameof(ArgumentsOfV7))]
    public Task AddsTheArguments(string before, string after) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod($"await channel.[|BasicPublishAsync|]({before});", Parameters),
        InMethod($"await channel.BasicPublishAsync({after});", Parameters));

    [Fact]
    public Task AddsTheArgumentsOnTheirLines() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod(
            """
            await channel.[|BasicPublishAsync|](
                exchange: "", // straight to the queue
                routingKey: "q",
                body: body).ConfigureAwait(false);
            """,
            Parameters),
        InMethod(
            """
            await channel.BasicPublishAsync(
                exchange: "", // straight to the queue
                routingKey: "q",
                mandatory: false,
                basicProperties: new BasicProperties { Persistent = true },
                body: body).ConfigureAwait(false);
            """,
            Parameters));

    [Theory]
    [MemberData(nameof(CreationsOfV7))]
    public async Task MarksTheCreation(string before, string after)
    {
        await Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
            V7,
            InMethod($"await channel.BasicPublishAsync(\"e\", \"k\", false, [|{before}|], body);", Parameters),
            InMethod($"await channel.BasicPublishAsync(\"e\", \"k\", false, {after}, body);", Parameters));
        await Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
            V7,
            InMethod(
                $"""
                var properties = {before};
                properties.Type = "order";
                await channel.BasicPublishAsync("e", "k", false, [|basicProperties: properties|], body);
                """,
                Parameters),
            InMethod(
                $"""
                var properties = {after};
                properties.Type = "order";
                await channel.BasicPublishAsync("e", "k", false, basicProperties: properties, body);
                """,
                Parameters));
    }

    [Fact]
    public Task MarksTargetTypedCreationsAndNull() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod(
            """
            BasicProperties first = new(), second = new() { AppId = "shop" };
            await channel.BasicPublishAsync("e", "k", false, [|first|], body);
            await channel.BasicPublishAsync("e", "k", false, [|second|], body);
            await channel.BasicPublishAsync<BasicProperties>("e", "k", false, [|new()|], body);
            await channel.BasicPublishAsync<BasicProperties>("e", "k", false, [|null!|], body);
            await channel.BasicPublishAsync("e", "k", false, [|(BasicProperties)null!|], body);
            """,
            Parameters),
        InMethod(
            """
            BasicProperties first = new() { Persistent = true }, second = new() { AppId = "shop", Persistent = true };
            await channel.BasicPublishAsync("e", "k", false, first, body);
            await channel.BasicPublishAsync("e", "k", false, second, body);
            await channel.BasicPublishAsync<BasicProperties>("e", "k", false, new() { Persistent = true }, body);
            await channel.BasicPublishAsync<BasicProperties>("e", "k", false, new BasicProperties { Persistent = true }, body);
            await channel.BasicPublishAsync("e", "k", false, new BasicProperties { Persistent = true }, body);
            """,
            Parameters));

    [Fact]
    public Task MarksTheCreationOnItsLines() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod(
            """
            var first = new BasicProperties
            {
                AppId = "shop",
                Type = "order" // a new one
            };
            var second = new BasicProperties()
            {
                AppId = "shop",
                Type = "order",
            };
            await channel.BasicPublishAsync("e", "k", false, [|first|], body);
            await channel.BasicPublishAsync("e", "k", false, [|second|], body);
            """,
            Parameters),
        InMethod(
            """
            var first = new BasicProperties
            {
                AppId = "shop",
                Type = "order", // a new one
                Persistent = true
            };
            var second = new BasicProperties()
            {
                AppId = "shop",
                Type = "order",
                Persistent = true,
            };
            await channel.BasicPublishAsync("e", "k", false, first, body);
            await channel.BasicPublishAsync("e", "k", false, second, body);
            """,
            Parameters));

    [Fact]
    public Task QualifiesTheTypeWhereItsNameMeansAnother() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        """
        namespace Shop.RabbitMQ
        {
            public class BasicProperties
            {
            }

            public class Publisher
            {
                public async Task Publish(IChannel channel, byte[] body) => await channel.[|BasicPublishAsync|]("e", "k", body);
            }
        }
        """,
        """
        namespace Shop.RabbitMQ
        {
            public class BasicProperties
            {
            }

            public class Publisher
            {
                public async Task Publish(IChannel channel, byte[] body) => await channel.BasicPublishAsync("e", "k", mandatory: false, basicProperties: new global::RabbitMQ.Client.BasicProperties { Persistent = true }, body: body);
            }
        }
        """);

    [Theory, OldGenerations]
    public Task CreatesPropertiesBeforeTheCall(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InMethod(
            """
            // to the queue
            channel.BasicPublish(exchange: "", routingKey: "q", [|basicProperties: null|], body: body); // gone
            channel.BasicPublish("", "q", [|null|], body);
            """,
            Parameters),
        InMethod(
            """
            // to the queue
            var properties = channel.CreateBasicProperties();
            properties.Persistent = true;
            channel.BasicPublish(exchange: "", routingKey: "q", basicProperties: properties, body: body); // gone
            var properties1 = channel.CreateBasicProperties();
            properties1.Persistent = true;
            channel.BasicPublish("", "q", properties1, body);
            """,
            Parameters));

    [Theory, Generations(V6)]
    public Task AddsTheDefaultedArgument(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InMethod("""channel.[|BasicPublish|]("", "q", body: body);""", Parameters),
        InMethod(
            """
            var properties = channel.CreateBasicProperties();
            properties.Persistent = true;
            channel.BasicPublish("", "q", basicProperties: properties, body: body);
            """,
            Parameters));

    [Theory, OldGenerations]
    public Task MarksAfterTheCreation(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InMethod(
            """
            var properties = channel.CreateBasicProperties(); // of the order
            properties.Type = "order";
            channel.BasicPublish("e", "k", [|properties|], body);
            channel.BasicPublish("e", "l", [|properties|], body);
            IBasicProperties later;
            if (body.Length > 0)
                later = channel.CreateBasicProperties();
            else
            {
                later = channel.CreateBasicProperties();
            }
            channel.BasicPublish("e", "k", [|later|], body);
            channel.BasicPublish("e", "k", [|channel.CreateBasicProperties()|], body);
            """,
            Parameters),
        InMethod(
            """
            var properties = channel.CreateBasicProperties(); // of the order
            properties.Persistent = true;
            properties.Type = "order";
            channel.BasicPublish("e", "k", properties, body);
            channel.BasicPublish("e", "l", properties, body);
            IBasicProperties later;
            if (body.Length > 0)
            {
                later = channel.CreateBasicProperties();
                later.Persistent = true;
            }
            else
            {
                later = channel.CreateBasicProperties();
                later.Persistent = true;
            }
            channel.BasicPublish("e", "k", later, body);
            var properties1 = channel.CreateBasicProperties();
            properties1.Persistent = true;
            channel.BasicPublish("e", "k", properties1, body);
            """,
            Parameters));

    [Theory, OldGenerations]
    public Task MarksConditionalProperties(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InMethod(
            """
            IBasicProperties? properties = null;
            if (body.Length > 100)
            {
                properties = channel.CreateBasicProperties();
                properties.ContentEncoding = "gzip";
            }
            channel.BasicPublish("e", "k", [|properties|], body);
            """,
            Parameters),
        InMethod(
            """
            IBasicProperties? properties = channel.CreateBasicProperties();
            properties.Persistent = true;
            if (body.Length > 100)
            {
                properties = channel.CreateBasicProperties();
                properties.Persistent = true;
                properties.ContentEncoding = "gzip";
            }
            channel.BasicPublish("e", "k", properties, body);
            """,
            Parameters));

    [Fact]
    public Task MarksConditionalPropertiesOfV7() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod(
            """
            BasicProperties? properties = null;
            if (body.Length > 100)
                properties = new BasicProperties { ContentEncoding = "gzip" };
            await channel.BasicPublishAsync("e", "k", false, [|properties!|], body);
            """,
            Parameters),
        InMethod(
            """
            BasicProperties? properties = new BasicProperties { Persistent = true };
            if (body.Length > 100)
                properties = new BasicProperties { ContentEncoding = "gzip", Persistent = true };
            await channel.BasicPublishAsync("e", "k", false, properties!, body);
            """,
            Parameters));

    [Theory]
    [MemberData(nameof(EmbeddedStatements))]
    public Task MakesRoomForStatements(string before, string after)
    {
        const string Before = """channel.BasicPublish("", "q", [|null|], body);""";
        return Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
            V6,
            InMethod(before.Replace("[|PUBLISH|]", Before), Parameters),
            InMethod(Written(after), Parameters));

        static string Written(string after) => string.Join('\n', after.ReplaceLineEndings("\n").Split('\n').Select(line =>
        {
            var number = line.Contains('1', StringComparison.Ordinal) ? "1" : "";
            var indent = line[..^line.TrimStart().Length];
            return line
                .Replace("MARK" + number, $"var properties{number} = channel.CreateBasicProperties();\n{indent}properties{number}.Persistent = true;")
                .Replace("PUBLISH" + number, $"channel.BasicPublish(\"\", \"q\", properties{number}, body);");
        }));
    }

    [Theory, OldGenerations]
    public Task TurnsExpressionBodiesIntoBlocks(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InClass(
            """
            private readonly IModel _channel = null!;

            public void Publish(Body~ body) => _channel.BasicPublish("", "q", [|null|], body);

            public void PublishAll(List<Body~> bodies) => bodies.ForEach(body => this._channel.BasicPublish("", "q", [|null|], body));
            """),
        InClass(
            """
            private readonly IModel _channel = null!;

            public void Publish(Body~ body)
            {
                var properties = _channel.CreateBasicProperties();
                properties.Persistent = true;
                _channel.BasicPublish("", "q", properties, body);
            }

            public void PublishAll(List<Body~> bodies) => bodies.ForEach(body =>
            {
                var properties = this._channel.CreateBasicProperties();
                properties.Persistent = true;
                this._channel.BasicPublish("", "q", properties, body);
            });
            """));

    [Fact]
    public Task KeepsTheBraceStyle() => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        V6,
        """
        public class Program {
            public void Run(IModel channel, byte[] body) {
                if (body.Length > 0)
                    channel.BasicPublish("", "q", [|null|], body);
                else channel.BasicPublish("", "q", [|null|], body);
                foreach (var b in body) channel.BasicPublish("", "q", [|null|], body);
            }
        }
        """,
        """
        public class Program {
            public void Run(IModel channel, byte[] body) {
                if (body.Length > 0) {
                    var properties = channel.CreateBasicProperties();
                    properties.Persistent = true;
                    channel.BasicPublish("", "q", properties, body);
                }
                else {
                    var properties1 = channel.CreateBasicProperties();
                    properties1.Persistent = true;
                    channel.BasicPublish("", "q", properties1, body);
                }
                foreach (var b in body) {
                    var properties2 = channel.CreateBasicProperties();
                    properties2.Persistent = true;
                    channel.BasicPublish("", "q", properties2, body);
                }
            }
        }
        """);

    [Theory, OldGenerations]
    public Task WorksInTopLevelStatements(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        """
        IModel channel = null!;
        channel.BasicPublish("", "q", [|null|], new byte[1]);
        if (args.Length > 0)
            channel.BasicPublish("", "q", [|null|], new byte[1]);
        """,
        """
        IModel channel = null!;
        var properties = channel.CreateBasicProperties();
        properties.Persistent = true;
        channel.BasicPublish("", "q", properties, new byte[1]);
        if (args.Length > 0)
        {
            var properties1 = channel.CreateBasicProperties();
            properties1.Persistent = true;
            channel.BasicPublish("", "q", properties1, new byte[1]);
        }
        """);

    [Theory, AllGenerations]
    public Task MarksInTheMethodThatCreates(ClientVersion version) => Verify.That(
        version,
        """
        public class Publisher
        {
            public async~ Task~ Run(IChannel~ channel, Body~ body) => await~ channel.BasicPublish~("e", "k", false, [|Messages.Describe(channel)|], body);
        }
        """)
        .WithDocument(
            "Messages.cs",
            """
            public static class Messages
            {
                public static {IBasicProperties~~BasicProperties} Describe(IChannel~ channel)
                {
                    return Properties~(channel);
                }
            }
            """)
        .Changing(
            "Messages.cs",
            version.IsAsynchronous()
                ? """
                public static class Messages
                {
                    public static BasicProperties Describe(IChannel channel)
                    {
                        return new BasicProperties { Persistent = true };
                    }
                }
                """
                : """
                public static class Messages
                {
                    public static IBasicProperties Describe(IModel channel)
                    {
                        var properties = channel.CreateBasicProperties();
                        properties.Persistent = true;
                        return properties;
                    }
                }
                """)
        .Fixes<PersistenceAnalyzer, PersistenceFix>(
            """
            public class Publisher
            {
                public async~ Task~ Run(IChannel~ channel, Body~ body) => await~ channel.BasicPublish~("e", "k", false, Messages.Describe(channel), body);
            }
            """);

    [Theory, OldGenerations]
    public Task MarksBatchMessages(ClientVersion version) => Verify.Fixes<PersistenceAnalyzer, PersistenceFix>(
        version,
        InMethod(
            """
            var batch = channel.CreateBasicPublishBatch();
            batch.Add("e", "k", false, [|null|], body);
            batch.Publish();
            """,
            Parameters),
        InMethod(
            """
            var batch = channel.CreateBasicPublishBatch();
            var properties = channel.CreateBasicProperties();
            properties.Persistent = true;
            batch.Add("e", "k", false, properties, body);
            batch.Publish();
            """,
            Parameters));

    [Theory, AllGenerations]
    public Task ReplacesWhatIsWrittenOut(ClientVersion version) => Verify.That(
        version,
        InMethod(
            """
            var first = Properties~(channel);
            first.Persistent = false;
            await~ channel.BasicPublish~("e", "k", false, [|first|], body);
            var second = Properties~(channel);
            second.DeliveryMode = {1~~DeliveryModes.Transient};
            await~ channel.BasicPublish~("e", "k", false, [|second|], body);
            """,
            Parameters))
        .WithOption("report_explicit_transient", "true")
        .Fixes<PersistenceAnalyzer, PersistenceFix>(InMethod(
            """
            var first = Properties~(channel);
            first.Persistent = true;
            await~ channel.BasicPublish~("e", "k", false, first, body);
            var second = Properties~(channel);
            second.DeliveryMode = {2~~DeliveryModes.Persistent};
            await~ channel.BasicPublish~("e", "k", false, second, body);
            """,
            Parameters));

    /// <summary>Nothing that would run in another order, twice, or not surely.</summary>
    [Theory, OldGenerations(
        """Channel().BasicPublish("", "q", [|null|], body);""",
        """channels[0].BasicPublish("", "q", [|null|], body);""",
        """_channel?.BasicPublish("", "q", [|null|], body);""",
        """Get(Channel())?.BasicPublish("", "q", [|null|], body);""",
        """var properties = _channel?.CreateBasicProperties(); _channel?.BasicPublish("", "q", [|properties|], body);""",
        """var properties = _channel?.CreateBasicProperties(); if (properties is not null) properties.Type = "order"; _channel?.BasicPublish("", "q", [|properties|], body);""",
        """Fresh.BasicPublish("", "q", [|null|], body);""",
        """Batch().Add("", "q", false, [|null|], body);""")]
    public Task IsNotOfferedWhereItIsNotSure(ClientVersion version, string statement) => Verify.OffersNoFix<PersistenceAnalyzer, PersistenceFix>(
        version,
        InClass(
            $$"""
            private readonly IModel? _channel = null;

            public void Run(IModel[] channels, Body~ body)
            {
                {{statement}}
            }

            private static IModel? Get(IModel? channel) => channel;

            private IModel Channel() => _channel!;

            private IModel Fresh => Channel();

            private IBasicPublishBatch Batch() => Channel().CreateBasicPublishBatch();
            """));

    [Fact]
    public Task IsNotOfferedForTheExtensionAsAMethod() => Verify.OffersNoFix<PersistenceAnalyzer, PersistenceFix>(
        V7,
        InMethod("""await IChannelExtensions.[|BasicPublishAsync|](channel, "e", "k", body);""", Parameters));
}
