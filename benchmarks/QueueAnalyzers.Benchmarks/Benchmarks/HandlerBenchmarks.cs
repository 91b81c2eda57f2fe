using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>One large handler: its compilation, its paths alone, and all rules.</summary>
[MemoryDiagnoser]
public class HandlerBenchmarks
{
    private CSharpCompilation _compilation = null!;
    private Handler _handler = null!;

    /// <summary>300 statements, 40 of them conditions; 2 000 conditions; helpers that call each other for ever.</summary>
    [Params("long", "branches", "recursive")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Compile()
    {
        _compilation = ProjectCode.Compile(Generation.V6, [Shape switch
        {
            "long" => Handlers.Long(statements: 300, branches: 40),
            "branches" => Handlers.Branches(2_000),
            _ => Handlers.Recursive(40),
        }]);
        _handler = new Handler(_compilation);
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Diagnostic> Compilation() => ProjectCode.Fresh(_compilation).GetDiagnostics();

    [Benchmark]
    public bool Paths() => _handler.Explore();

    [Benchmark]
    public Task<AnalysisResult> AllRules() => Analysis.OfAsync(_compilation, Rules.All);
}
