using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>A statement of a drawn handler: a line, or heads with blocks below them.</summary>
internal sealed record Statement(string Text, ImmutableArray<Part> Parts)
{
    private static readonly string[] TakingCare = ["Work", "Settle", "Try", "Local", "Later", "Accept", "Finish", "Done", "Open", " = ", "|=", "&=", "^="];

    /// <summary>Whether a catch clause with this statement does more about a failure than tell of it and settle.</summary>
    public bool TakesCare => Array.Exists(TakingCare, Has) || Parts.Any(part => Array.Exists(TakingCare, word => part.Head.Contains(word, StringComparison.Ordinal)) || part.TakesCare);

    /// <summary>Whether anything in it throws.</summary>
    public bool Throws => Has("throw") || Parts.Any(part => part.Throws);

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

    public bool Throws => Body.Any(statement => statement.Throws);
}

/// <summary>A method, local function or lambda that a drawn handler can call.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Answers">Whether it returns a bool.</param>
/// <param name="Parameter">What it knows the delivery by, <c>args</c> or <c>tag</c>; empty where it sees the handler's.</param>
/// <param name="Body">Its statements.</param>
internal sealed record Function(FunctionKind Kind, string Name, bool Answers, string Parameter, ImmutableArray<Statement> Body)
{
    /// <summary>Whether a function that knows the delivery by <paramref name="known"/> can call it.</summary>
    public bool IsCallableFrom(string known) => known switch
    {
        "" => true,
        "tag" => Parameter == "tag",
        _ => Parameter.Length > 0,
    };

    /// <summary>A call; <c>TAG</c> and <c>ARGS</c> stand for what the caller knows the delivery by.</summary>
    public string Call => Kind switch
    {
        FunctionKind.Lambda => $"await~ {Name}()",
        FunctionKind.Local => $"await~ {Name}~()",
        FunctionKind.Generic => $"await~ {Name}~({Passed}, 1)",
        _ => $"await~ {Name}~({Passed})",
    };

    /// <summary>Whether an inner function has to do with the delivery that it sees.</summary>
    public bool UsesDelivery => Array.Exists(["args", "Local", "Later"], Source.Of(Body).Contains);

    private string Passed => Parameter == "tag" ? "TAG" : "ARGS";
}

/// <summary>What a function is.</summary>
internal enum FunctionKind
{
    Method,
    Generic,
    Local,
    Lambda,
}

/// <summary>How a handler gets its deliveries.</summary>
internal enum Shape
{
    /// <summary>By the event of an eventing consumer.</summary>
    Event,

    /// <summary>By an override in a consumer class.</summary>
    Override,

    /// <summary>By fetching them in a loop.</summary>
    Loop,
}

/// <summary>A drawn handler.</summary>
internal sealed record DrawnHandler(int Number, Shape Shape, ImmutableArray<Statement> Body, ImmutableArray<Function> Methods, ImmutableArray<Function> Inner)
{
    public string Name => $"Handler{Number}";

    /// <summary>Whether the handler itself settles; the rules on paths are about those that do.</summary>
    public bool Settles => Source.Of(Body).Contains("channel.Basic", StringComparison.Ordinal);
}
