using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>A project in which one file of a hundred uses the client, beside its compilation and beside as many analyzers that do nothing.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 3)] // 5 000 files take minutes.
public class SolutionBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [Params(100, 1_000, 5_000)]
    public int Files { get; set; }

    [GlobalSetup]
    public void Compile() => _compilation = ProjectCode.Compile(Generation.V7, Solutions.Create(Files, clients: Files / 100));

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Diagnostic> Compilation() => ProjectCode.Fresh(_compilation).GetDiagnostics();

    [Benchmark]
    public Task<AnalysisResult> Nothing() => Analysis.OfAsync(_compilation, Rules.Empty(areCalled: true));

    [Benchmark]
    public Task<AnalysisResult> AllRules() => Analysis.OfAsync(_compilation, Rules.All);
}
