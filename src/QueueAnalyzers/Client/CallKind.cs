namespace QueueAnalyzers.Client;

/// <summary>What a call of the client asks of the broker, whatever its name in one generation or another.</summary>
internal enum CallKind
{
    /// <summary>No call of the client, or one that no rule asks about.</summary>
    None,

    CreateConnection,
    CreateChannel,
    CreateProperties,
    CreatePublishBatch,
    Close,

    DeclareQueue,
    /// <summary>Asks whether the queue exists; declares nothing.</summary>
    CheckQueue,
    BindQueue,
    UnbindQueue,
    DeleteQueue,
    PurgeQueue,
    CountMessages,
    CountConsumers,

    DeclareExchange,
    /// <summary>Asks whether the exchange exists; declares nothing.</summary>
    CheckExchange,
    BindExchange,
    UnbindExchange,
    DeleteExchange,

    Publish,
    /// <summary>Adds a message to a publish batch of 5.x and 6.x.</summary>
    AddToBatch,
    PublishBatch,
    SelectConfirms,
    WaitForConfirms,
    WaitForConfirmsOrDie,
    SelectTransaction,
    CommitTransaction,
    RollBackTransaction,

    Consume,
    CancelConsumer,
    Get,
    LimitPrefetch,
    Acknowledge,
    NegativelyAcknowledge,
    Reject,
    /// <summary>Settles a delivery in a way that is not known: a method that the user says does.</summary>
    SettleSomehow,
    /// <summary>Asks the broker to deliver everything unsettled again.</summary>
    Recover,
}

/// <summary>Groups of <see cref="CallKind"/> that rules ask for.</summary>
internal static class CallKinds
{
    /// <summary>Whether the call declares a queue or an exchange, and does not only ask for one.</summary>
    public static bool Declares(this CallKind kind) => kind is CallKind.DeclareQueue or CallKind.DeclareExchange;

    /// <summary>Whether the call settles a delivery: tells the broker what has become of it.</summary>
    public static bool Settles(this CallKind kind) =>
        kind is CallKind.Acknowledge or CallKind.NegativelyAcknowledge or CallKind.Reject or CallKind.SettleSomehow;
}
