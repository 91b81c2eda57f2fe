using QueueAnalyzers.Client;

namespace QueueAnalyzers.Durability;

/// <summary>What can be declared: a queue or an exchange.</summary>
/// <param name="Declaration">The call that declares it.</param>
/// <param name="NameRole">The argument of that call that names it.</param>
/// <param name="Word">What every call that declares one is named with, to look for in a text.</param>
internal sealed record DeclaredKind(CallKind Declaration, ArgumentRole NameRole, string Word)
{
    public static readonly DeclaredKind Queue = new(CallKind.DeclareQueue, ArgumentRole.Queue, "QueueDeclare");

    public static readonly DeclaredKind Exchange = new(CallKind.DeclareExchange, ArgumentRole.Exchange, "ExchangeDeclare");

    /// <summary>Whether an argument of that role always names one of this kind.</summary>
    public bool IsNamedBy(ArgumentRole role) => this == Queue
        ? role == ArgumentRole.Queue
        : role is ArgumentRole.Exchange or ArgumentRole.Source or ArgumentRole.Destination;
}
