using Microsoft.CodeAnalysis;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>The declaration of a queue or an exchange, as the code that decides on its flags sees it.</summary>
internal sealed class Declaration
{
    private readonly QueueCompilation _compilation;

    /// <summary>Reads a call site whose call declares a queue or an exchange.</summary>
    public Declaration(CallSite site, QueueCompilation compilation)
    {
        Site = site;
        _compilation = compilation;
    }

    /// <summary>The call site.</summary>
    public CallSite Site { get; }

    /// <summary>Whether a queue is declared, and not an exchange.</summary>
    public bool IsQueue => Site.Call.Kind == CallKind.DeclareQueue;

    /// <summary>The role of the argument that names what is declared.</summary>
    public ArgumentRole NameRole => IsQueue ? ArgumentRole.Queue : ArgumentRole.Exchange;

    /// <summary>The name of what is declared.</summary>
    public Constant Name => ConstantOf(NameRole);

    /// <summary>What is declared, to begin a sentence with: <c>Queue 'orders'</c>, or <c>The queue</c> when its name is not constant.</summary>
    public string Subject => Name.Text is { Length: > 0 } name ? $"{(IsQueue ? "Queue" : "Exchange")} '{name}'" : $"The {(IsQueue ? "queue" : "exchange")}";

    /// <summary>Whether it survives a restart of the broker.</summary>
    public Constant Durable => ConstantOf(ArgumentRole.Durable);

    /// <summary>Whether the queue belongs to its connection.</summary>
    public Constant Exclusive => ConstantOf(ArgumentRole.Exclusive);

    /// <summary>Whether it is deleted with its last user.</summary>
    public Constant AutoDelete => ConstantOf(ArgumentRole.AutoDelete);

    /// <summary>The arguments, as far as they can be seen.</summary>
    public ArgumentTable Arguments => _compilation.Arguments.Of(Site);

    /// <summary>The type of queue that the arguments surely ask for, in the broker's words; unknown when they ask for none, or perhaps for another.</summary>
    public Constant QueueType => IsQueue ? ConstantOf("x-queue-type") : Constant.Unknown;

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
    public bool IsExclusiveByDefault => IsLeftToClient(ArgumentRole.Exclusive) && Exclusive.IsTrue;

    /// <summary>Whether the queue is auto-delete only because nobody said otherwise.</summary>
    public bool IsAutoDeleteByDefault => IsLeftToClient(ArgumentRole.AutoDelete) && AutoDelete.IsTrue;

    /// <summary>Whether it dies with its connection or its last user, because somebody wrote so.</summary>
    public bool IsTemporary => IsQueue ? Exclusive.IsTrue && !IsExclusiveByDefault : AutoDelete.IsTrue;

    /// <summary>Whether it is unknown how long it lives.</summary>
    public bool MayBeTemporary => !(IsQueue ? Exclusive : AutoDelete).IsKnown;

    /// <summary>The constant value of the argument of that role; unknown when the overload has none.</summary>
    public Constant ConstantOf(ArgumentRole role) => _compilation.Constants.Of(Site.Argument(role)?.Value);

    /// <summary>The constant value that surely stands under a key of the arguments.</summary>
    public Constant ConstantOf(string argument) => _compilation.Constants.Of(Arguments.Find(argument)?.Value);

    /// <summary>A wrapper that passes its own default on has written the argument.</summary>
    private bool IsLeftToClient(ArgumentRole role) => Site.Call.Argument(role) is { IsWritten: false };
}
