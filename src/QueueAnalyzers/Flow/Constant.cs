namespace QueueAnalyzers.Flow;

/// <summary>A value that is the same whenever the code runs, or the knowledge that there is none: unknown.</summary>
internal readonly struct Constant
{
    private Constant(object? value)
    {
        IsKnown = true;
        Value = value;
    }

    /// <summary>No constant: the value depends on what the program does, or cannot be seen.</summary>
    public static Constant Unknown => default;

    /// <summary>Whether there is a value; <see langword="null"/> is one.</summary>
    public bool IsKnown { get; }

    /// <summary>The value; <see langword="null"/> as well when it is unknown.</summary>
    public object? Value { get; }

    /// <summary>Whether the value is known and <see langword="true"/>.</summary>
    public bool IsTrue => Value is true;

    /// <summary>Whether the value is known and <see langword="false"/>.</summary>
    public bool IsFalse => Value is false;

    /// <summary>Whether the value is known and <see langword="null"/>.</summary>
    public bool IsNull => IsKnown && Value is null;

    /// <summary>The value if it is a string.</summary>
    public string? Text => Value as string;

    /// <summary>A known value.</summary>
    public static Constant Of(object? value) => new(value);
}
