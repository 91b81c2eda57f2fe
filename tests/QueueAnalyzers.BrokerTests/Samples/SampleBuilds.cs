namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>Both forms of all samples, ready to be run.</summary>
internal sealed class SampleBuilds : IDisposable
{
    private readonly Dictionary<Code, SampleCopy> _copies = [];

    /// <summary>
    /// Where the repaired programs come from: <c>format</c> is the code that <c>dotnet format</c> makes of the unreliable one,
    /// <c>twins</c> are the programs in the folders <c>*.Repaired</c>.
    /// </summary>
    private static string RepairedBy => Environment.GetEnvironmentVariable("QUEUE_ANALYZERS_REPAIRED_BY") ?? "format";

    private static bool RunsTwins => RepairedBy == "twins";

    public static string RepairedProgram => RunsTwins ? "repaired twin" : "repaired by dotnet format";

    public static async Task<SampleBuilds> CreateAsync()
    {
        var builds = new SampleBuilds();
        try
        {
            await builds.BuildAsync();
            return builds;
        }
        catch
        {
            builds.Dispose();
            throw;
        }
    }

    public string Assembly(Sample sample, Code code, string program) => _copies[code].Assembly(sample, program);

    /// <summary>The queue's name in the program: a twin has a new one where the queue had to change its properties.</summary>
    public static string Queue(Sample sample, Code code) =>
        code == Code.Repaired && RunsTwins && sample.Name != "Notifications" ? $"{sample.Queue}_1" : sample.Queue;

    public void Dispose()
    {
        foreach (var copy in _copies.Values)
            copy.Dispose();
    }

    private Task BuildAsync()
    {
        var unreliable = _copies[Code.Unreliable] = SampleCopy.OfUnreliable();
        var repaired = _copies[Code.Repaired] = RunsTwins ? SampleCopy.OfTwins() : SampleCopy.OfUnreliable();
        return Task.WhenAll(unreliable.BuildAsync(), RepairAndBuildAsync(repaired));
    }

    private static async Task RepairAndBuildAsync(SampleCopy copy)
    {
        if (!RunsTwins)
            await copy.FormatAsync();
        await copy.BuildAsync();
    }
}
