using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>A change in a handler, in a project of a thousand files: what it costs until the squiggles of its file are right again.</summary>
[MemoryDiagnoser]
public class TypingBenchmarks
{
    private OpenFile _file = null!;

    [GlobalSetup]
    public void Open()
    {
        _file = new OpenFile(ProjectCode.Compile(Generation.V7, Solutions.Create(files: 1_000, clients: 10)), "await HandleAsync");
        AllRules().GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true)]
    public IReadOnlyList<Diagnostic> Compiler()
    {
        var (compilation, tree) = _file.Edit();
        return compilation.GetSemanticModel(tree).GetDiagnostics();
    }

    [Benchmark]
    public Task<AnalysisResult> AllRules()
    {
        var (compilation, tree) = _file.Edit();
        return Analysis.OfFileAsync(compilation, tree, Rules.All);
    }
}
