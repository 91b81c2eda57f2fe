using QueueAnalyzers.Publishing;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Publishing;

/// <summary>RMQ3006: unroutable messages come back.</summary>
public class UnroutableMessageFixTests
{
    private const string Parameters = "IChannel~ channel, Body~ body, {IBasicProperties~~BasicProperties} properties, string key";

    [Theory, AllGenerations(
        "\"events\", key, [|false|], properties, body > \"events\", key, true, properties, body",
        "\"events\", key, [|mandatory: false|] /* why? */, basicProperties: properties, body: body > \"events\", key, mandatory: true /* why? */, basicProperties: properties, body: body",
        "body: body, basicProperties: properties, [|mandatory: false|], routingKey: key, exchange: \"events\" > body: body, basicProperties: properties, mandatory: true, routingKey: key, exchange: \"events\"")]
    public Task SetsTheFlag(ClientVersion version, string change)
    {
        var parts = change.Split(" > ");
        return Fixes(version, $"await~ channel.BasicPublish~({parts[0]}); // sent", $"await~ channel.BasicPublish~({parts[1]}); // sent");
    }

    [Theory, OldGenerations(
        "channel.[|BasicPublish|](\"events\", key, properties, body); > channel.BasicPublish(\"events\", key, mandatory: true, properties, body);",
        "channel.[|BasicPublish|](\"events\", key, basicProperties: properties, body: body); > channel.BasicPublish(\"events\", key, mandatory: true, basicProperties: properties, body: body);",
        "channel.[|BasicPublish|](exchange: \"events\", routingKey: key, basicProperties: properties, body: body); > channel.BasicPublish(exchange: \"events\", routingKey: key, mandatory: true, basicProperties: properties, body: body);")]
    public Task TakesTheOldOverload(ClientVersion version, string change)
    {
        var parts = change.Split(" > ");
        return Fixes(version, parts[0], parts[1]);
    }

    [Theory, Generations(V71, V7, Cases = [
        "\"events\", key, body > \"events\", key, mandatory: true, body",
        "\"events\", key, body, CancellationToken.None > \"events\", key, mandatory: true, body, CancellationToken.None",
        "exchange: \"events\", routingKey: key, body: body > exchange: \"events\", routingKey: key, mandatory: true, body: body",
        "\"events\", /* the key */ key, /* the body */ body > \"events\", /* the key */ key, /* the body */ mandatory: true, body",
        "new CachedString(\"events\"), new CachedString(key), body > new CachedString(\"events\"), new CachedString(key), mandatory: true, body"])]
    public Task TakesTheNewOverload(ClientVersion version, string change)
    {
        var parts = change.Split(" > ");
        return Fixes(version, $"await channel.[|BasicPublishAsync|]({parts[0]});", $"await channel.BasicPublishAsync({parts[1]});");
    }

    [Theory, AllGenerations]
    public Task HasALineOfItsOwnWhereTheOthersHave(ClientVersion version) => Fixes(
        version,
        """
        await~ channel.[|BasicPublish~|](
                    exchange: "events",
                    routingKey: key,
                    {basicProperties: null,~~// as it came}
                    body: body);
        """,
        """
        await~ channel.BasicPublish~(
                    exchange: "events",
                    routingKey: key,
                    {mandatory: true,~~// as it came}
                    {basicProperties: null,~~mandatory: true,}
                    body: body);
        """);

    [Theory, AllGenerations]
    public Task SetsTheFlagOfACaller(ClientVersion version)
    {
        const string Code =
            """
            public async~ Task~ Run(IChannel~ channel, Body~ body)
            {
                await~ channel.ExchangeDeclare~("events", "topic", durable: true);
                await~ FIRST;
                await~ SECOND;
            }

            private static {void~~ValueTask} Publish(IChannel~ channel, Body~ body, bool mandatory = false) =>
                channel.BasicPublish~("events", "key", mandatory, Create(channel), body);

            private static {IBasicProperties~~BasicProperties} Create(IChannel~ channel)
            {
                var properties = Properties~(channel);
                properties.Persistent = true;
                return properties;
            }
            """;
        return Verify.That(version, InClass(Code.Replace("FIRST", "Publish(channel, body, [|false|])", StringComparison.Ordinal).Replace("SECOND", "[|Publish|](channel, body)", StringComparison.Ordinal)))
            .Uncovering("RMQ3005")
            .Fixes<UnroutableMessageAnalyzer, UnroutableMessageFix>(
                InClass(Code.Replace("FIRST", "Publish(channel, body, true)", StringComparison.Ordinal).Replace("SECOND", "Publish(channel, body, mandatory: true)", StringComparison.Ordinal)));
    }

    [Theory, AllGenerations]
    public Task OffersNothingForAnAddress(ClientVersion version) => Verify.OffersNoFix<UnroutableMessageAnalyzer, UnroutableMessageFix>(version, InMethod(
        """
        await~ channel.ExchangeDeclare~("events", "topic", durable: true);
        await~ channel.[|BasicPublish~|](new PublicationAddress("topic", "events", key), properties, body);
        """,
        Parameters));

    private static Task Fixes(ClientVersion version, string before, string after) =>
        Verify.That(version, Code(before)).Uncovering("RMQ3005").Fixes<UnroutableMessageAnalyzer, UnroutableMessageFix>(Code(after));

    private static string Code(string statement) => InMethod(
        $"""
        properties.Persistent = true;
        await~ channel.ExchangeDeclare~("events", "topic", durable: true);
        {statement}
        """,
        Parameters);
}
