namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>The two forms in which every sample is run.</summary>
internal enum Code
{
    /// <summary>As it stands in <c>samples</c>, warnings and all.</summary>
    Unreliable,

    /// <summary>After its warnings were repaired.</summary>
    Repaired,
}
