namespace QueueAnalyzers.Tests.Robustness;

/// <summary>Tests that measure run when all others have ended.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public static class Alone;
