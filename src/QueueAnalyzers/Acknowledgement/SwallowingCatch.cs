using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Catch clauses that make a failure disappear.</summary>
internal static class SwallowingCatch
{
    /// <summary>Whether the clause catches whatever processing throws, and does no more about it than tell of it.</summary>
    public static bool Include(ICatchClauseOperation clause, QueueCompilation compilation) =>
        CatchClauses.CatchesEverything(clause) && !TakesCare(clause, compilation) && !clause.Handler.Descendants().Any(operation => operation is IThrowOperation);

    /// <summary>Whether the clause hands the message or the exception to somebody, or goes on with another value.</summary>
    public static bool TakesCare(ICatchClauseOperation clause, QueueCompilation compilation) => clause.Handler.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => compilation.Client.CallOf(call) is { } known ? !known.Kind.Settles() : !Tells(call) && !Harmless.Include(call, compilation),
        IAssignmentOperation or IIncrementOrDecrementOperation => true,
        _ => false,
    });

    /// <summary>Whether a method of the program's own only logs, whatever it logs to, or tidies up behind that.</summary>
    private static bool Tells(IInvocationOperation call) => IsConsole(call.Instance) || Tells(call.TargetMethod);

    // Console.Error and Console.Out are writers like any other but for where they lead.
    private static bool IsConsole(IOperation? writer) =>
        writer is IPropertyReferenceOperation { Property.ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } };

    private static bool Tells(IMethodSymbol method) =>
        method.Name is "Dispose" or "DisposeAsync"
        || (method.Name.StartsWith("Log", StringComparison.Ordinal) && (method.Name.Length == 3 || char.IsUpper(method.Name[3])))
        || (method.ContainingType?.Name is { } type && (type.EndsWith("Logger", StringComparison.Ordinal) || type is "Log" or "ILog"));
}
