using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Reasons to leave a delivery as it is: the program stops, or its channel is gone. The broker delivers it again, and rightly.
/// </summary>
internal static class Excuses
{
    private static readonly string[] Words = { "cancel", "stop", "dispos", "clos", "shut", "abort", "exit", "running" };

    /// <summary>Whether a condition asks for cancellation, stopping or disposal, or whether its channel is there and open.</summary>
    public static bool Include(IOperation condition, QueueCompilation compilation) => condition.DescendantsAndSelf().Any(part => part switch
    {
        IMemberReferenceOperation { Member.Name: "IsOpen" or "IsClosed" or "CloseReason" } state => compilation.Client.Declares(state.Member),
        IMemberReferenceOperation member => compilation.Client.IsChannel(member.Type) || IsNamed(member.Member.Name),
        ILocalReferenceOperation local => compilation.Client.IsChannel(local.Type) || IsNamed(local.Local.Name),
        IParameterReferenceOperation parameter => compilation.Client.IsChannel(parameter.Type) || IsNamed(parameter.Parameter.Name),
        IInvocationOperation invocation => IsNamed(invocation.TargetMethod.Name),
        _ => false,
    });

    /// <summary>Whether a clause catches what cancellation or a lost channel throws.</summary>
    public static bool Include(ICatchClauseOperation clause) => clause.ExceptionType is { Name: var name }
        && name is "OperationCanceledException" or "TaskCanceledException" or "ObjectDisposedException"
            or "AlreadyClosedException" or "OperationInterruptedException" or "ChannelClosedException";

    private static bool IsNamed(string name) => Array.Exists(Words, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
