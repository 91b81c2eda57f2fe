using System.Globalization;
using MutationScore;

if (args is [TestProcess.Argument, .. var first])
{
    await TestProcess.ServeAsync(first is [var mutant] ? int.Parse(mutant, CultureInfo.InvariantCulture) : null);
    return 0;
}

if (args is not [var report, var sizeText, var seedText] || !int.TryParse(sizeText, out var size) || !int.TryParse(seedText, out var seed))
{
    Console.Error.WriteLine("usage: MutationScore REPORT SIZE SEED");
    return 2;
}

var mutants = Mutant.Read(report);
var sample = mutants.ToArray();
new Random(seed).Shuffle(sample);
sample = [.. sample.Take(size)];

var tests = await Test.FindAsync();
using var processes = new Processes();
var coverage = await Coverage.CaptureAsync(tests.Count, processes);
Console.WriteLine($"{sample.Length} of {mutants.Count} mutants, {tests.Count} tests, {coverage.Failing.Count} of them left out as they fail without a mutant.");

var trial = new Trial(tests, mutants, coverage, TimeSpan.FromMinutes(1));
var verdicts = new Dictionary<Verdict, int>();
await processes.ForEachAsync(sample, async (mutant, process) =>
{
    var verdict = await trial.JudgeAsync(mutant, process);
    lock (verdicts)
    {
        verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        if (verdicts.Values.Sum() % 50 == 0)
            Console.WriteLine($"{verdicts.Values.Sum()} judged.");
        if (verdict != Verdict.Noticed)
            Console.WriteLine($"{verdict}: {mutant.File}:{mutant.Line}:{mutant.Column} {mutant.Mutator}: {mutant.Replacement.ReplaceLineEndings(" ")}");
    }
});

foreach (var (verdict, count) in verdicts.OrderBy(pair => pair.Key))
    Console.WriteLine($"{verdict} {count}");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Noticed {(double)verdicts.GetValueOrDefault(Verdict.Noticed) / sample.Length:P1}"));
return 0;
