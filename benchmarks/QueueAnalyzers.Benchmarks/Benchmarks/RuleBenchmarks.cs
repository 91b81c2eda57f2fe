using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>Each rule, on the program that its page shows and on the one that is nearly like it, beside an analyzer that does nothing there.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [ParamsSource(nameof(Examples))]
    public RuleExample Example { get; set; } = null!;

    public static IEnumerable<RuleExample> Examples => RuleExample.All;

    [GlobalSetup]
    public void Compile() => _compilation = ProjectCode.CompileProgram(Example.Client, Example.Code);

    [Benchmark(Baseline = true)]
    public Task<AnalysisResult> Nothing() => Analysis.OfAsync(_compilation, [new EmptyFileAnalyzer()]);

    [Benchmark]
    public Task<AnalysisResult> Rule() => Analysis.OfAsync(_compilation, Rules.Of(Example.Rule));
}
