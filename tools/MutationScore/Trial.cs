using System.Diagnostics;

namespace MutationScore;

/// <summary>Whether the tests notice a mutant.</summary>
internal enum Verdict
{
    /// <summary>A test fails, hangs or dies.</summary>
    Noticed,

    /// <summary>No test that comes there fails.</summary>
    Survived,

    /// <summary>No test comes there.</summary>
    Untested,

    /// <summary>The time for one mutant was over before all tests that come there had run. None had failed.</summary>
    Undecided,
}

/// <summary>Runs tests on a mutant until one fails.</summary>
/// <param name="tests">All tests.</param>
/// <param name="mutants">All mutants.</param>
/// <param name="coverage">Which tests come to which mutants.</param>
/// <param name="budget">The time for one mutant.</param>
internal sealed class Trial(IReadOnlyList<Test> tests, IReadOnlyList<Mutant> mutants, Coverage coverage, TimeSpan budget)
{
    public async Task<Verdict> JudgeAsync(Mutant mutant, TestProcess process)
    {
        var runsOnce = mutant.RunsOnce();
        var candidates = (runsOnce ? TestsOfFile(mutant) : Ordered(coverage.TestsOf(mutant.Id))).Distinct().ToList();
        if (runsOnce)
            process.Restart(mutant.Id);

        var clock = Stopwatch.StartNew();
        try
        {
            foreach (var test in candidates)
            {
                if (clock.Elapsed > budget)
                    return Verdict.Undecided;
                if (await process.RunAsync(new Command(test, mutant.Id)) is not { Passes: true })
                    return Verdict.Noticed;
            }
        }
        finally
        {
            if (runsOnce)
                process.Dispose();
        }

        return candidates.Count == 0 ? Verdict.Untested : Verdict.Survived;
    }

    // Only the first test of a process comes to code that runs once; who uses what it makes is named for the file, or comes to its other code.
    private IEnumerable<int> TestsOfFile(Mutant mutant) =>
    [
        .. Enumerable.Range(0, tests.Count).Except(coverage.Failing).Where(test => tests[test].Class.Name.StartsWith(Path.GetFileNameWithoutExtension(mutant.File), StringComparison.Ordinal)),
        .. mutants.Where(other => other.File == mutant.File).SelectMany(other => coverage.TestsOf(other.Id)).OrderBy(coverage.MutantsOf),
    ];

    // In turn the test that is most about the code, and one of the next method: tests of a method tend to notice the same.
    private IEnumerable<int> Ordered(IReadOnlyList<int> candidates)
    {
        var narrow = candidates.OrderBy(coverage.MutantsOf);
        var mixed =
            from test in candidates
            group test by tests[test].Method into method
            from ranked in method.Index()
            orderby ranked.Index
            select ranked.Item;
        return narrow.Zip(mixed, (first, second) => new[] { first, second }).SelectMany(pair => pair);
    }
}
