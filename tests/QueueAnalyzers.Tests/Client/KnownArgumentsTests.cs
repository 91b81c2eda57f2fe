using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Tests.Client;

/// <summary>The table of arguments agrees with itself and with the client; brokers are asked elsewhere.</summary>
public class KnownArgumentsTests
{
    public static TheoryData<string> Names => [.. KnownArguments.All.Select(known => $"{known.Holder} {known.Name}")];

    [Theory]
    [MemberData(nameof(Names))]
    public void RowSaysWhereItIsKnownFrom(string row) => Assert.NotEmpty(RowOf(row).Source);

    [Theory]
    [MemberData(nameof(Names))]
    public void SomeTypeOfQueueTakesIt(string row) => Assert.NotEqual(QueueTypes.None, RowOf(row).Types);

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatItRequiresIsKnown(string row) => Assert.True(RowOf(row).Requires is not { } required || KnownArguments.Find(RowOf(row).Holder, required) is not null);

    [Theory]
    [MemberData(nameof(Names))]
    public void ExampleIsAccepted(string row)
    {
        var value = RowOf(row).Value;
        Assert.True(value.Kind != ArgumentValueKind.Text || value.Accepts(value.Texts.IsEmpty ? value.Example : value.Texts[0]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void KeyIsNoMisspellingOfAnother(string row) => Assert.Null(KnownArguments.MeantBy(RowOf(row).Holder, RowOf(row).Name));

    /// <summary>Every constant of the newest client that names an argument of a queue is in the table under its value.</summary>
    [Fact]
    public void ConstantsAreThoseOfTheClient()
    {
        var client = CSharpCompilation.Create("client", references: [.. References.Framework, .. References.Client(V7)]);
        var headers = client.GetTypeByMetadataName("RabbitMQ.Client.Headers")!.GetMembers().OfType<IFieldSymbol>().ToDictionary(field => field.Name, field => (string)field.ConstantValue!);
        var named = KnownArguments.All.Where(known => known.Constant is not null).ToArray();
        Assert.All(named, known => Assert.Equal(known.Name, headers[known.Constant!]));
        Assert.Empty(headers.Keys.Except(named.Select(known => known.Constant)));
    }

    /// <summary>The names as the documentation of RabbitMQ and its plugins has them, past and present.</summary>
    [Fact]
    public void DocumentedArgumentsAreKnown()
    {
        AreKnown(
            ArgumentHolder.Queue,
            "x-queue-type", "x-expires", "x-message-ttl", "x-dead-letter-exchange", "x-dead-letter-routing-key", "x-dead-letter-strategy", "x-max-length", "x-max-length-bytes", "x-overflow",
            "x-max-priority", "x-single-active-consumer", "x-delivery-limit", "x-quorum-initial-group-size", "x-queue-leader-locator", "x-max-in-memory-length", "x-max-in-memory-bytes",
            "x-consumer-timeout", "x-consumer-disconnected-timeout", "x-delayed-retry-type", "x-delayed-retry-min", "x-delayed-retry-max", "x-max-age", "x-stream-max-segment-size-bytes",
            "x-stream-filter-size-bytes", "x-initial-cluster-size", "x-queue-mode", "x-queue-version", "x-queue-master-locator", "x-ha-policy", "ha-mode", "ha-params", "ha-sync-mode",
            "ha-sync-batch-size", "ha-promote-on-shutdown", "ha-promote-on-failure");
        AreKnown(ArgumentHolder.Exchange, "alternate-exchange", "x-delayed-type", "hash-header", "hash-property");
        AreKnown(ArgumentHolder.Consumer, "x-priority", "x-consumer-timeout", "x-stream-offset", "x-stream-filter", "x-stream-match-unfiltered", "x-cancel-on-ha-failover");

        static void AreKnown(ArgumentHolder holder, params string[] names) => Assert.All(names, name => Assert.NotNull(KnownArguments.Find(holder, name)));
    }

    [Theory]
    [InlineData("x-dead-letter-exhange", "x-dead-letter-exchange")]
    [InlineData("message-ttl", "x-message-ttl")]
    [InlineData("X-Message-TTL", "x-message-ttl")]
    [InlineData("x_max_length", "x-max-length")]
    [InlineData("x-queue-name", null)]
    [InlineData("x-cache-size", null)]
    [InlineData("priority", null)]
    [InlineData("alternate-exchange", null)]
    public void MisspellingsAreRecognized(string key, string? meant) => Assert.Equal(meant, KnownArguments.MeantBy(ArgumentHolder.Queue, key));

    [Theory]
    [InlineData("x-max-priority", 0, true)]
    [InlineData("x-max-priority", 255L, true)]
    [InlineData("x-max-priority", 256, false)]
    [InlineData("x-max-priority", "5", false)]
    [InlineData("x-expires", 0, false)]
    [InlineData("x-message-ttl", (short)0, true)]
    [InlineData("x-message-ttl", 5.0, false)]
    [InlineData("x-overflow", "reject-publish", true)]
    [InlineData("x-overflow", "Reject-Publish", false)]
    [InlineData("x-max-age", "7D", true)]
    [InlineData("x-max-age", "7days", false)]
    [InlineData("x-single-active-consumer", true, true)]
    [InlineData("x-single-active-consumer", 1, false)]
    public void ValuesAreJudged(string name, object value, bool accepted) => Assert.Equal(accepted, KnownArguments.Find(ArgumentHolder.Queue, name)!.Value.Accepts(value));

    [Theory]
    [InlineData("x-max-priority", QueueTypes.Quorum | QueueTypes.Stream, QueueTypes.Stream)]
    [InlineData("x-message-ttl", QueueTypes.Stream, QueueTypes.None)]
    [InlineData("x-queue-leader-locator", QueueTypes.None, QueueTypes.None)]
    [InlineData("x-delivery-limit", QueueTypes.Classic | QueueTypes.Stream, QueueTypes.Stream)]
    public void BrokersRefuse(string name, object onRabbitMQ, object onLavinMQ)
    {
        var known = KnownArguments.Find(ArgumentHolder.Queue, name)!;
        Assert.Equal((QueueTypes)onRabbitMQ, known.RefusedBy(Broker.RabbitMQ));
        Assert.Equal((QueueTypes)onLavinMQ, known.RefusedBy(Broker.LavinMQ));
    }

    private static KnownArgument RowOf(string row) => KnownArguments.All.Single(known => $"{known.Holder} {known.Name}" == row);
}
