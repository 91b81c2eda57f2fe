namespace QueueAnalyzers.Flow.Paths;

/// <summary>What has become of a delivery at a point of a path.</summary>
internal enum Typestate
{
    /// <summary>The broker waits for an answer.</summary>
    Pending,

    /// <summary>The broker has its answer.</summary>
    Settled,

    /// <summary>Somebody out of sight has the delivery and may settle it: nothing can be said of the rest of the path.</summary>
    Escaped,

    /// <summary>A settle has thrown: its channel is gone, and with it all that could still be done about the delivery.</summary>
    Lost,
}
