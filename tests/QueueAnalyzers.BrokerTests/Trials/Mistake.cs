namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>A small program of the folder <c>Programs</c> that makes one mistake, and how it is repaired.</summary>
/// <param name="Program">The rule and the name of the program, as in <c>RMQ1008/AckedTwice</c>; a file each for the clients it is written for.</param>
/// <param name="Fixes">
/// The keys of the fixes that repair it, in their order. Without any, the repaired program is a file of its own: the pattern that the rule's page recommends.
/// </param>
internal sealed record Mistake(string Program, params string[] Fixes)
{
    public string Rule => Program[..Program.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The name of the assembly, and of the queue it works on.</summary>
    public string Name => Program.Replace('/', '.');
}
