using System.Collections.Immutable;

namespace QueueAnalyzers.Client;

/// <summary>
/// The one table of what the client's members and parameters mean, for all generations. 7.x appends <c>Async</c> to the
/// names of 5.x and 6.x and keeps the parameter names, so that one row serves all of them. A test compares the table with
/// the public members of the real assemblies.
/// </summary>
internal static class ClientMembers
{
    private const string AsyncSuffix = "Async";

    private static readonly ImmutableDictionary<string, CallKind> Kinds = WithAsyncNames(new Dictionary<string, CallKind>
    {
        ["CreateConnection"] = CallKind.CreateConnection,
        ["CreateModel"] = CallKind.CreateChannel,
        ["CreateChannel"] = CallKind.CreateChannel,
        ["CreateBasicProperties"] = CallKind.CreateProperties,
        ["CreateBasicPublishBatch"] = CallKind.CreatePublishBatch,
        ["Close"] = CallKind.Close,
        ["Abort"] = CallKind.Close,

        ["QueueDeclare"] = CallKind.DeclareQueue,
        ["QueueDeclareNoWait"] = CallKind.DeclareQueue,
        ["QueueDeclarePassive"] = CallKind.CheckQueue,
        ["QueueBind"] = CallKind.BindQueue,
        ["QueueBindNoWait"] = CallKind.BindQueue,
        ["QueueUnbind"] = CallKind.UnbindQueue,
        ["QueueDelete"] = CallKind.DeleteQueue,
        ["QueueDeleteNoWait"] = CallKind.DeleteQueue,
        ["QueuePurge"] = CallKind.PurgeQueue,
        ["MessageCount"] = CallKind.CountMessages,
        ["ConsumerCount"] = CallKind.CountConsumers,

        ["ExchangeDeclare"] = CallKind.DeclareExchange,
        ["ExchangeDeclareNoWait"] = CallKind.DeclareExchange,
        ["ExchangeDeclarePassive"] = CallKind.CheckExchange,
        ["ExchangeBind"] = CallKind.BindExchange,
        ["ExchangeBindNoWait"] = CallKind.BindExchange,
        ["ExchangeUnbind"] = CallKind.UnbindExchange,
        ["ExchangeUnbindNoWait"] = CallKind.UnbindExchange,
        ["ExchangeDelete"] = CallKind.DeleteExchange,
        ["ExchangeDeleteNoWait"] = CallKind.DeleteExchange,

        ["BasicPublish"] = CallKind.Publish,
        ["Add"] = CallKind.AddToBatch,
        ["Publish"] = CallKind.PublishBatch,
        ["ConfirmSelect"] = CallKind.SelectConfirms,
        ["WaitForConfirms"] = CallKind.WaitForConfirms,
        ["WaitForConfirmsOrDie"] = CallKind.WaitForConfirmsOrDie,
        ["TxSelect"] = CallKind.SelectTransaction,
        ["TxCommit"] = CallKind.CommitTransaction,
        ["TxRollback"] = CallKind.RollBackTransaction,

        ["BasicConsume"] = CallKind.Consume,
        ["BasicCancel"] = CallKind.CancelConsumer,
        ["BasicCancelNoWait"] = CallKind.CancelConsumer,
        ["BasicGet"] = CallKind.Get,
        ["BasicQos"] = CallKind.LimitPrefetch,
        ["BasicAck"] = CallKind.Acknowledge,
        ["BasicNack"] = CallKind.NegativelyAcknowledge,
        ["BasicReject"] = CallKind.Reject,
        // BasicRecoverAsync of 5.x and 6.x returns void: its name says that the broker does not answer.
        ["BasicRecover"] = CallKind.Recover,
    });

    private static readonly ImmutableDictionary<string, ArgumentRole> Roles = new Dictionary<string, ArgumentRole>
    {
        ["queue"] = ArgumentRole.Queue,
        ["exchange"] = ArgumentRole.Exchange,
        ["type"] = ArgumentRole.ExchangeType,
        ["routingKey"] = ArgumentRole.RoutingKey,
        ["addr"] = ArgumentRole.Address,
        ["source"] = ArgumentRole.Source,
        ["destination"] = ArgumentRole.Destination,
        ["durable"] = ArgumentRole.Durable,
        ["exclusive"] = ArgumentRole.Exclusive,
        ["autoDelete"] = ArgumentRole.AutoDelete,
        ["passive"] = ArgumentRole.Passive,
        ["noWait"] = ArgumentRole.NoWait,
        ["arguments"] = ArgumentRole.Arguments,
        ["autoAck"] = ArgumentRole.AutoAck,
        ["noAck"] = ArgumentRole.AutoAck,
        ["consumer"] = ArgumentRole.Consumer,
        ["consumerTag"] = ArgumentRole.ConsumerTag,
        ["deliveryTag"] = ArgumentRole.DeliveryTag,
        ["multiple"] = ArgumentRole.Multiple,
        ["requeue"] = ArgumentRole.Requeue,
        ["prefetchSize"] = ArgumentRole.PrefetchSize,
        ["prefetchCount"] = ArgumentRole.PrefetchCount,
        ["global"] = ArgumentRole.Global,
        ["mandatory"] = ArgumentRole.Mandatory,
        ["basicProperties"] = ArgumentRole.Properties,
        ["properties"] = ArgumentRole.Properties,
        ["body"] = ArgumentRole.Body,
        ["options"] = ArgumentRole.ChannelOptions,
        ["timeout"] = ArgumentRole.Timeout,
        ["cancellationToken"] = ArgumentRole.CancellationToken,
    }.ToImmutableDictionary();

    // What no rule asks about has a task all the same.
    private static readonly ImmutableHashSet<string> OtherAsynchronousNames = ImmutableHashSet.Create("DisposeAsync", "UpdateSecretAsync", "GetNextPublishSequenceNumberAsync");

    /// <summary>All names of members in the table, and of those that are run asynchronously besides.</summary>
    public static IEnumerable<string> Names => Kinds.Keys.Concat(OtherAsynchronousNames);

    /// <summary>What the member of that name means; <see cref="CallKind.None"/> if it is not in the table.</summary>
    public static CallKind KindOf(string memberName) => Kinds.TryGetValue(memberName, out var kind) ? kind : CallKind.None;

    /// <summary>What the parameter of that name means; <see cref="ArgumentRole.None"/> if it is not in the table.</summary>
    public static ArgumentRole RoleOf(string parameterName) => Roles.TryGetValue(parameterName, out var role) ? role : ArgumentRole.None;

    /// <summary>Whether a member of that name may be one that a channel or connection of 7.x runs asynchronously. The type has to be asked as well.</summary>
    public static bool IsAsynchronous(string memberName) =>
        memberName.EndsWith(AsyncSuffix, StringComparison.Ordinal) && (Kinds.ContainsKey(memberName) || OtherAsynchronousNames.Contains(memberName));

    /// <summary>How many arguments a call of that kind is written with at least. Only asked for a name too common to bind all that bear it.</summary>
    public static int FewestArgumentsOf(CallKind kind) => kind == CallKind.AddToBatch ? 4 : 0;

    private static ImmutableDictionary<string, CallKind> WithAsyncNames(Dictionary<string, CallKind> kinds)
    {
        var all = ImmutableDictionary.CreateBuilder<string, CallKind>(StringComparer.Ordinal);
        foreach (var pair in kinds)
        {
            all.Add(pair.Key, pair.Value);
            all.Add(pair.Key + AsyncSuffix, pair.Value);
        }

        return all.ToImmutable();
    }
}
