namespace QueueAnalyzers.Durability;

/// <summary>What becomes of a string that may be the name of a queue or exchange.</summary>
[Flags]
internal enum NameUses
{
    /// <summary>Nothing that depends on the broker: it is logged, or not used at all.</summary>
    None = 0,

    /// <summary>It names the queue or exchange.</summary>
    Name = 1,

    /// <summary>It means something else to the broker: an exchange of the same name, a routing key to another exchange.</summary>
    SomethingElse = 2,

    /// <summary>It goes where it cannot be followed, or into a name that is made of it.</summary>
    Unknown = 4,
}
