using System.Globalization;
using BenchmarkDotNet.Running;
using QueueAnalyzers.Benchmarks.Check;

// --check and --write-baseline measure ratios in about a minute; everything else is for BenchmarkDotNet.
if (args is not ["--check" or "--write-baseline"])
{
    BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(args);
    return 0;
}

var isCheck = args[0] == "--check";
var baseline = isCheck ? Baseline.Read() : [];
var measured = new List<Comparison>();
var failed = 0;
Console.WriteLine($"{"",-58} {"bytes",9} {"was",9} {"time",9} {"ms",9} {"KB",11}");
foreach (var comparison in Comparisons.Measure())
{
    measured.Add(comparison);
    var isKnown = baseline.TryGetValue(comparison.Name, out var was);
    var isWorse = isCheck && (!isKnown || comparison.Bytes > 2 * was);
    failed += isWorse ? 1 : 0;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{comparison.Name,-58} {comparison.Bytes,9:0.0000} {(isKnown ? was : double.NaN),9:0.0000} {comparison.Time,9:0.0000} {comparison.Subject.Milliseconds,9:0.00} {comparison.Subject.Bytes / 1024,11:0.0}{(isWorse ? "  WORSE" : "")}"));
}

foreach (var missing in baseline.Keys.Except(measured.Select(comparison => comparison.Name)))
{
    failed++;
    Console.WriteLine($"{missing} is in the baseline and was not measured");
}

if (!isCheck)
    Baseline.Write(measured);
return failed == 0 ? 0 : 1;
