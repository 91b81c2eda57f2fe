using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>A project that does not reference the client.</summary>
[MemoryDiagnoser]
public class NotReferencedBenchmarks
{
    private CSharpCompilation _compilation = null!;

    [GlobalSetup]
    public void Compile() => _compilation = ProjectCode.Compile(Generation.None, Solutions.Create(files: 100, clients: 0));

    [Benchmark(Baseline = true)]
    public Task<AnalysisResult> Nothing() => Analysis.OfAsync(_compilation, Rules.Empty(areCalled: false));

    [Benchmark]
    public Task<AnalysisResult> AllRules() => Analysis.OfAsync(_compilation, Rules.All);
}
