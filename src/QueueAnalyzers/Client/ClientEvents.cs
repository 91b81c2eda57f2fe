using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>The events of 5.x and 6.x that call their handlers and do not wait for them: those of type <c>EventHandler</c>.</summary>
internal static class ClientEvents
{
    private static readonly ImmutableHashSet<string> Names = ImmutableHashSet.Create(
        "Received", "Registered", "Unregistered", "Shutdown", "ConsumerCancelled",
        "BasicAcks", "BasicNacks", "BasicReturn", "BasicRecoverOk", "FlowControl", "ModelShutdown", "CallbackException",
        "ConnectionShutdown", "ConnectionBlocked", "ConnectionUnblocked", "RecoverySucceeded", "Recovery", "ConnectionRecoveryError",
        "ConsumerTagChangeAfterRecovery", "QueueNameChangeAfterRecovery");

    /// <summary>Reads an assignment as the subscription to such an event. Names are compared before anything is bound.</summary>
    /// <returns>The subscription, or <see langword="null"/> when it is none, or one to an event that awaits its handlers.</returns>
    public static IEventAssignmentOperation? SubscriptionOf(AssignmentExpressionSyntax assignment, QueueCompilation compilation)
    {
        var name = assignment.Left switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => string.Empty,
        };
        return Names.Contains(name)
            && compilation.OperationOf(assignment) is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event: { } subject } } subscription
            && compilation.Client.Declares(subject)
            && subject.Type is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true }
                ? subscription
                : null;
    }
}
