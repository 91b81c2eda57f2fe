using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>Conditions that ask whether the program stops, and code that runs when it does. A message that says <c>IsCancelled</c> of an order asks for something else.</summary>
internal static class Stops
{
    private static readonly string[] Stopping =
    {
        "stop", "stopped", "stopping", "stoprequested", "disposed", "disposing", "shutdown", "shuttingdown", "closing", "exiting",
        "cancelled", "canceled", "cancelling", "canceling", "cancellationrequested",
    };

    // Of the program's own services and of the client's consumers.
    private static readonly string[] StoppingMethods =
    {
        "Stop", "StopAsync", "Close", "CloseAsync", "Dispose", "DisposeAsync",
        "OnCancel", "OnCancelAsync", "HandleBasicCancel", "HandleBasicCancelAsync", "HandleBasicCancelOk", "HandleBasicCancelOkAsync",
        "HandleModelShutdown", "HandleChannelShutdownAsync",
    };

    /// <summary>The outcome of a condition, without <c>!</c>, <c>&amp;&amp;</c> and <c>||</c>, that means the program stops.</summary>
    /// <returns>The outcome, or <see langword="null"/> when the condition asks for nothing of that kind.</returns>
    public static bool? OutcomeOf(IOperation condition) => Operations.WithoutConversions(condition) switch
    {
        IPropertyReferenceOperation { Property: { Name: "IsCancellationRequested", ContainingType.Name: "CancellationToken" or "CancellationTokenSource" } } => true,
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation, Member: IFieldSymbol or IPropertySymbol, Type.SpecialType: SpecialType.System_Boolean } state =>
            OutcomeOf(state.Member.Name),
        _ => null,
    };

    /// <summary>The value of a <c>bool</c> with that name that means the program stops, or <see langword="null"/>.</summary>
    public static bool? OutcomeOf(string name)
    {
        name = name.TrimStart('_').ToLowerInvariant();
        if (name.StartsWith("is", StringComparison.Ordinal))
            name = name.Substring(2);
        return name == "running" ? false : Array.IndexOf(Stopping, name) >= 0 ? true : null;
    }

    /// <summary>Whether a method runs when the program, its consumer or its channel stops.</summary>
    public static bool Include(MethodDeclarationSyntax method) => Array.IndexOf(StoppingMethods, method.Identifier.ValueText) >= 0;

    /// <summary>Whether a clause catches what cancellation throws.</summary>
    public static bool Include(ICatchClauseOperation clause) => clause.ExceptionType is { Name: "OperationCanceledException" or "TaskCanceledException" };
}
