using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>The events of the client that rules ask about.</summary>
internal static class ClientEvents
{
    /// <summary>The names of the events, of all generations, that hand on a delivery.</summary>
    public static readonly ImmutableHashSet<string> DeliveryNames = ImmutableHashSet.Create("Received", "ReceivedAsync");

    /// <summary>The names of the events of 5.x and 6.x that call their handlers and do not wait for them: those of type <c>EventHandler</c>.</summary>
    public static readonly ImmutableHashSet<string> SynchronousNames = ImmutableHashSet.Create(
        "Received", "Registered", "Unregistered", "Shutdown", "ConsumerCancelled",
        "BasicAcks", "BasicNacks", "BasicReturn", "BasicRecoverOk", "FlowControl", "ModelShutdown", "CallbackException",
        "ConnectionShutdown", "ConnectionBlocked", "ConnectionUnblocked", "RecoverySucceeded", "Recovery", "ConnectionRecoveryError",
        "ConsumerTagChangeAfterRecovery", "QueueNameChangeAfterRecovery");

    /// <summary>The names of the events, of all generations, by which a channel hands on what the broker has answered to a message.</summary>
    public static readonly ImmutableHashSet<string> AnswerNames = ImmutableHashSet.Create(
        "BasicReturn", "BasicAcks", "BasicNacks", "BasicReturnAsync", "BasicAcksAsync", "BasicNacksAsync");

    /// <summary>Reads an assignment as the subscription to an event that does not await its handlers. Names are compared before anything is bound.</summary>
    /// <returns>The subscription, or <see langword="null"/> when it is none, or one to an event that awaits its handlers.</returns>
    public static IEventAssignmentOperation? SubscriptionOf(AssignmentExpressionSyntax assignment, QueueCompilation compilation) =>
        SynchronousNames.Contains(NameOf(assignment))
        && compilation.OperationOf(assignment) is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { } subject } } subscription
        && compilation.Client.Declares(subject)
        && subject.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true }
            ? subscription
            : null;

    /// <summary>The name of what is assigned to or subscribed to, as it is written; empty when it has none.</summary>
    public static string NameOf(AssignmentExpressionSyntax assignment) => assignment.Left switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        _ => string.Empty,
    };
}
