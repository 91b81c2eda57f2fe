namespace QueueAnalyzers.Client;

/// <summary>What a file may have to do with, by the words that stand in it. A rule on other code than calls looks only into files with its topic.</summary>
[Flags]
internal enum Topics
{
    /// <summary>Nothing that a rule asks about.</summary>
    None = 0,

    /// <summary>Operations of 7.x that end when their task does.</summary>
    AsynchronousCalls = 1 << 0,

    /// <summary>Events that do not await their handlers.</summary>
    SynchronousEvents = 1 << 1,

    /// <summary>Events by which a channel hands on what the broker answers.</summary>
    AnswerEvents = 1 << 2,

    /// <summary>Classes of consumers.</summary>
    Consumers = 1 << 3,

    /// <summary>Headers: <c>Headers</c> where a message hands them out, <c>headers</c> where a method gets them.</summary>
    Headers = 1 << 4,

    /// <summary>The time after which a message expires.</summary>
    Expiration = 1 << 5,

    /// <summary>Recovery of connections and of what was declared on them.</summary>
    Recovery = 1 << 6,

    /// <summary>The options of a channel of 7.x.</summary>
    ChannelOptions = 1 << 7,

    /// <summary>How many deliveries of a channel are handled at a time.</summary>
    DispatchConcurrency = 1 << 8,

    /// <summary>Hosts and virtual hosts to connect to.</summary>
    Brokers = 1 << 9,

    /// <summary>Code that receives deliveries: what attaches it to a consumer, or declares it in a class of consumers.</summary>
    Handlers = 1 << 10,

    /// <summary>Methods that a test framework runs.</summary>
    Tests = 1 << 11,

    /// <summary>Publish batches of 5.x and 6.x.</summary>
    Batches = 1 << 12,

    /// <summary>Deliveries, by the name of their type: what a method needs to be attached as a handler in another file.</summary>
    Deliveries = 1 << 13,
}
