using BenchmarkDotNet.Attributes;
using QueueAnalyzers.Benchmarks.Code;

namespace QueueAnalyzers.Benchmarks;

/// <summary>All reports of a file repaired in one go.</summary>
[MemoryDiagnoser]
public class FixAllBenchmarks
{
    private Repair _repair = null!;

    [Params(50, 500)]
    public int Reports { get; set; }

    [GlobalSetup]
    public void Report() => _repair = Repair.CreateAsync(Reports).GetAwaiter().GetResult();

    [Benchmark]
    public Task<int> FixAll() => _repair.FixAllAsync();
}
