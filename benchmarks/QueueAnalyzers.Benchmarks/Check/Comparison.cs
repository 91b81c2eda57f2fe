namespace QueueAnalyzers.Benchmarks.Check;

/// <summary>A cost beside another one that is measured in the same run, so that neither the machine nor its load matters much.</summary>
/// <param name="Name">The key in the baseline.</param>
/// <param name="Subject">What is measured.</param>
/// <param name="Yardstick">What it is compared with.</param>
internal sealed record Comparison(string Name, Cost Subject, Cost Yardstick)
{
    /// <summary>How many bytes the subject allocates for each of the yardstick.</summary>
    public double Bytes => Subject.Bytes / Yardstick.Bytes;

    /// <summary>How long the subject takes, as a multiple of the yardstick.</summary>
    public double Time => Subject.Milliseconds / Yardstick.Milliseconds;
}
