using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>The declaration of a queue or an exchange, as the code that decides on its flags sees it.</summary>
internal sealed class Declaration
{
    private readonly ConstantValues _constants;

    /// <summary>Reads a call site whose call declares a queue or an exchange.</summary>
    public Declaration(CallSite site, QueueCompilation compilation)
    {
        Site = site;
        _constants = compilation.Constants;
    }

    /// <summary>The call site.</summary>
    public CallSite Site { get; }

    /// <summary>The role of the argument that names what is declared.</summary>
    public ArgumentRole NameRole => IsQueue ? ArgumentRole.Queue : ArgumentRole.Exchange;

    /// <summary>The name of what is declared.</summary>
    public Constant Name => ConstantOf(NameRole);

    /// <summary>Whether it survives a restart of the broker.</summary>
    public Constant Durable => ConstantOf(ArgumentRole.Durable);

    /// <summary>Whether the call may be one that only asks whether the queue or exchange exists.</summary>
    public bool MayBePassive => Site.Argument(ArgumentRole.Passive) is not null && !ConstantOf(ArgumentRole.Passive).IsFalse;

    /// <summary>Whether the call only asks whether the queue or exchange exists.</summary>
    public bool IsPassive => ConstantOf(ArgumentRole.Passive).IsTrue;

    /// <summary>Whether the name is left to the server, or belongs to the broker itself.</summary>
    public bool IsNamedByBroker =>
        Site.Argument(NameRole) is null
        || Name is { IsKnown: true, Value: null or "" }
        || (IsQueue ? QueueNames.IsReplyPseudoQueue(Name.Text) : Name.Text?.StartsWith("amq.", StringComparison.Ordinal) == true);

    /// <summary>Whether the queue is exclusive only because nobody said otherwise: the client's short overload makes it so.</summary>
    public bool IsExclusiveByDefault => IsLeftToClient(ArgumentRole.Exclusive) && ConstantOf(ArgumentRole.Exclusive).IsTrue;

    /// <summary>Whether the queue is auto-delete only because nobody said otherwise.</summary>
    public bool IsAutoDeleteByDefault => IsLeftToClient(ArgumentRole.AutoDelete) && ConstantOf(ArgumentRole.AutoDelete).IsTrue;

    /// <summary>Whether it dies with its connection or its last user, because somebody wrote so.</summary>
    public bool IsTemporary => IsQueue
        ? ConstantOf(ArgumentRole.Exclusive).IsTrue && !IsExclusiveByDefault
        : ConstantOf(ArgumentRole.AutoDelete).IsTrue;

    /// <summary>Whether it is unknown how long it lives.</summary>
    public bool MayBeTemporary => !ConstantOf(IsQueue ? ArgumentRole.Exclusive : ArgumentRole.AutoDelete).IsKnown;

    private bool IsQueue => Site.Call.Kind == CallKind.DeclareQueue;

    private Constant ConstantOf(ArgumentRole role) => _constants.Of(Site.Argument(role)?.Value);

    /// <summary>A wrapper that passes its own default on has written the argument.</summary>
    private bool IsLeftToClient(ArgumentRole role) => Site.Call.Argument(role) is { IsWritten: false };
}
