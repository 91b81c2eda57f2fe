using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>A statement of a drawn handler: a line, or heads with blocks below them.</summary>
internal sealed record Statement(string Text, ImmutableArray<Part> Parts)
{
    private static readonly string[] TakingCare = ["Work", "Settle", "Try", "Local", "throw", "Open", " = ", "++"];

    /// <summary>Whether a catch clause with this statement does more about a failure than tell of it and settle.</summary>
    public bool TakesCare => Array.Exists(TakingCare, Has) || Parts.Any(part => Array.Exists(TakingCare, word => part.Head.Contains(word, StringComparison.Ordinal)) || part.TakesCare);

    public bool IsSwitch => Text.StartsWith("switch", StringComparison.Ordinal);

    public bool IsTry => Parts.Length > 0 && Parts[0].Head == "try";

    public static Statement Line(string text) => new(text, []);

    public static Statement Of(params Part[] parts) => new("", [.. parts]);

    private bool Has(string word) => Text.Contains(word, StringComparison.Ordinal);
}

/// <summary>A head, <c>else</c> say, and the block below it.</summary>
internal sealed record Part(string Head, ImmutableArray<Statement> Body, string Tail = "")
{
    public bool TakesCare => Body.Any(statement => statement.TakesCare);
}

/// <summary>A method or local function that a drawn handler can call.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Answers">Whether it returns a bool.</param>
/// <param name="Parameter">What it knows the delivery by; empty for a local function.</param>
/// <param name="Body">Its statements.</param>
internal sealed record Function(string Name, bool Answers, string Parameter, ImmutableArray<Statement> Body);

/// <summary>A drawn handler.</summary>
internal sealed record DrawnHandler(int Number, ImmutableArray<Statement> Body, ImmutableArray<Function> Methods, ImmutableArray<Function> Locals)
{
    public string Name => $"Handler{Number}";

    /// <summary>Whether the handler itself settles; the rules on paths are about those that do.</summary>
    public bool Settles => Source.Of(Body).Contains("channel.Basic", StringComparison.Ordinal);
}
