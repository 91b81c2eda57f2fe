using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>The assemblies of the two forms of a program.</summary>
internal sealed record Programs(string Unreliable, string Repaired)
{
    public string Assembly(Code code) => code == Code.Unreliable ? Unreliable : Repaired;
}
