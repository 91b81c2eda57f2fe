using System.Globalization;

namespace MutationScore;

/// <summary>What a process is told.</summary>
/// <param name="Test">The test to run, by its place among all.</param>
/// <param name="Mutant">The mistake to make. Null: none, but say which could have been made.</param>
internal readonly record struct Command(int Test, int? Mutant)
{
    public static Command Parse(string line) => line.Split(' ') is [var test, var mutant]
        ? new(int.Parse(test, CultureInfo.InvariantCulture), int.Parse(mutant, CultureInfo.InvariantCulture))
        : new(int.Parse(line, CultureInfo.InvariantCulture), null);

    public override string ToString() => Mutant is { } mutant ? $"{Test} {mutant}" : $"{Test}";
}

/// <summary>What a process answers.</summary>
/// <param name="Passes">Whether the test passes.</param>
/// <param name="Mutants">The mutants that it has come to, where this was asked for.</param>
internal readonly record struct Outcome(bool Passes, int[] Mutants)
{
    public static Outcome Parse(string line)
    {
        var parts = line.Split('|');
        return new(parts[0] == "passes", [.. parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture))]);
    }

    public override string ToString() => $"{(Passes ? "passes" : "fails")}|{string.Join(',', Mutants)}";
}
