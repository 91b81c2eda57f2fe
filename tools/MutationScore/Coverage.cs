namespace MutationScore;

/// <summary>Which tests come to which mutants.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<int, List<int>> _testsOf = [];
    private readonly Dictionary<int, int> _mutantsOf = [];

    /// <summary>The tests that fail without any mistake, so that they say nothing.</summary>
    public List<int> Failing { get; } = [];

    /// <summary>The tests that come to the mutant.</summary>
    public IReadOnlyList<int> TestsOf(int mutant) => _testsOf.TryGetValue(mutant, out var tests) ? tests : [];

    /// <summary>To how many mutants a test comes: the fewer, the more it is about each.</summary>
    public int MutantsOf(int test) => _mutantsOf.GetValueOrDefault(test);

    /// <summary>Runs every test once.</summary>
    public static async Task<Coverage> CaptureAsync(int tests, Processes processes)
    {
        var coverage = new Coverage();
        await processes.ForEachAsync(Enumerable.Range(0, tests), async (test, process) =>
        {
            var outcome = await process.RunAsync(new Command(test, Mutant: null));
            lock (coverage)
                coverage.Add(test, outcome);
        });
        return coverage;
    }

    private void Add(int test, Outcome? outcome)
    {
        if (outcome is not { Passes: true, Mutants: var mutants })
        {
            Failing.Add(test);
            return;
        }

        _mutantsOf.Add(test, mutants.Length);
        foreach (var mutant in mutants)
        {
            if (!_testsOf.TryGetValue(mutant, out var tests))
                _testsOf.Add(mutant, tests = []);
            tests.Add(test);
        }
    }
}
