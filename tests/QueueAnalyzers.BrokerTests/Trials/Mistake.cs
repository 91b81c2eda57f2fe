namespace QueueAnalyzers.BrokerTests.Trials;

/// <summary>A small program of the folder <c>Programs</c> that makes one mistake, and how it is repaired.</summary>
/// <param name="Program">The rule and the name of the program, as in <c>RMQ1008/AckedTwice</c>; a file each for the clients it is written for.</param>
/// <param name="Fixes">
/// The keys of the fixes that repair it, in their order. Without any, the repaired program is a file of its own: the pattern that the rule's page recommends.
/// </param>
internal sealed record Mistake(string Program, params string[] Fixes)
{
    public string Rule => Program[..Program.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The program that does it right, where the fix is not the only way, and not the one that is tried.</summary>
    public string? Pattern { get; init; }

    /// <summary>The name of the program, and of the queues it works on.</summary>
    public string Name => Program.Replace('/', '.');

    /// <summary>What tells this repair from others of the same program.</summary>
    public string Repair => Pattern?.Replace('/', '.') ?? (Fixes is [] ? "Repaired" : string.Join('+', Fixes));

    /// <summary>The file of the program for a client.</summary>
    public string File(string client) => $"{Program}.{client}.cs";

    /// <summary>The file of the repaired program, where it is not made by fixes.</summary>
    public string RepairedFile(string client) => Pattern is null ? $"{Program}.{client}.Repaired.cs" : $"{Pattern}.{client}.cs";
}
