using System.Reflection;

namespace MutationScore;

/// <summary>The switch that Stryker has built into the assembly with the mutants.</summary>
internal static class MutantControl
{
    private static readonly Type Injected = QueueAnalyzers.Tests.Shipped.AnalyzerAssembly.GetTypes().SingleOrDefault(type => type.Name == "MutantControl")
        ?? throw new InvalidOperationException("QueueAnalyzers.dll has no mutants: tools/mutation-score puts the assembly there that Stryker makes.");

    private static readonly FieldInfo ActiveMutant = Injected.GetField("ActiveMutant")!;
    private static readonly FieldInfo CaptureCoverage = Injected.GetField("CaptureCoverage")!;
    private static readonly MethodInfo GetCoverageData = Injected.GetMethod("GetCoverageData")!;

    /// <summary>From here on, this mistake is made.</summary>
    public static void Choose(int mutant)
    {
        CaptureCoverage.SetValue(null, false);
        ActiveMutant.SetValue(null, mutant);
    }

    /// <summary>From here on, no mistake is made, and it is written down where one could be.</summary>
    public static void StartCoverage() => CaptureCoverage.SetValue(null, true);

    /// <summary>The mutants that have been passed since the last call.</summary>
    public static int[] TakeCoverage() => [.. ((IList<int>[])GetCoverageData.Invoke(null, null)!)[0]];
}
