namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Draws the conditions of a handler.</summary>
internal sealed class ConditionDrawing(Random random)
{
    private static readonly string[] Everywhere =
    [
        "C0", "C1", "C2", "!C0", "!C1", "C0 && C1", "C0 || !C2", "Kind == 1", "Kind != 2", "Flip()", "Kind is 1", "Kind is not 2", "Kind is 1 or 2", "Kind > 1", "Kind < 3", "Kind >= 2 && Kind != 2", "C0 | C1", "C0 ^ C2", "C0 == false", "C1 is true",
        "C2 || Flip()", "C0 ? C1 : C2", "Other is not null", "Kind switch { 1 => true, 2 => C0, _ => false }",
    ];

    private static readonly string[] OfFlags = ["f0", "!f0", "f1", "!f1", "o0 is null", "o0 != null", "f0 && C2", "o0 is not null", "o0 is { }", "f0 || f1", "o0 is { } v && C1", "f0 == f1", "f0 ^ f1", "f1 == true"];

    public string Draw(Scope scope, Function[] callable)
    {
        var asked = callable.Where(function => function.Answers).ToArray();
        if (asked.Length > 0 && random.Next(10) == 0)
            return $"{(random.Next(2) == 0 ? "C0 && " : "!C1 || ")}({asked[random.Next(asked.Length)].Call})";
        var at = random.Next(scope.SeesFlags ? Everywhere.Length + OfFlags.Length : Everywhere.Length);
        // A variable of a pattern is visible in the rest of its block.
        return at < Everywhere.Length ? Everywhere[at] : OfFlags[at - Everywhere.Length].Replace("{ } v", $"{{ }} v{random.Next(1_000_000)}", StringComparison.Ordinal);
    }
}
