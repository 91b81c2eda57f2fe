using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Work that nobody waits for: it goes on when the code that has started it goes on too, and its end and its failure are
/// nobody's business. A task that is stored, returned or passed on may be waited for out of sight: that is unknown, and not
/// taken for un-awaited.
/// </summary>
internal static class UnawaitedWork
{
    /// <summary>Whether an operation starts work that nobody waits for.</summary>
    /// <param name="operation">Any operation. What the work is given, a lambda with all that it captures included, is part of it.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>
    /// <see langword="true"/> for a call whose task is dropped (<c>Task.Run</c> and <c>StartNew</c> too) unless it surely has
    /// completed by then, a work item of the thread pool, a thread that is started and never joined, a timer, and a call of an
    /// <c>async void</c> method or an <c>async void</c> lambda that is passed to somebody.
    /// </returns>
    public static bool IsStartedBy(IOperation operation, QueueCompilation compilation) => operation switch
    {
        IInvocationOperation { TargetMethod: { ContainingType.Name: "ThreadPool", Name: "QueueUserWorkItem" or "UnsafeQueueUserWorkItem" } method } => IsIn(method, "System.Threading"),
        IInvocationOperation call when call.TargetMethod.ReturnsVoid => call.TargetMethod.IsAsync && !CompletesAtOnce(call, compilation),
        IInvocationOperation call => IsTask(call.Type) && IsDropped(call, compilation) && !CompletesAtOnce(call, compilation),
        IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } } lambda => IsPassed(lambda) && lambda.Descendants().Any(part => part is IAwaitOperation),
        IObjectCreationOperation { Type: { Name: "Thread" } type } thread => IsIn(type, "System.Threading") && IsStartedOnly(thread, compilation),
        IObjectCreationOperation { Type: { Name: "Timer" } type } => IsIn(type, "System.Threading") || IsIn(type, "System.Timers"),
        _ => false,
    };

    /// <summary>Whether an operation starts work that nobody waits for, and whose exceptions do not come to whoever starts it.</summary>
    public static bool FailsElsewhere(IOperation operation, QueueCompilation compilation) =>
        operation is IInvocationOperation { TargetMethod: var method } && (method.IsAsync || RunsElsewhere(operation)) && IsStartedBy(operation, compilation);

    /// <summary>Whether all of the work that an operation starts is done by another thread, later.</summary>
    public static bool RunsElsewhere(IOperation start) => start switch
    {
        IInvocationOperation { TargetMethod: { } method } => (method.Name, method.ContainingType?.Name) is
            ("Run" or "ContinueWith", "Task") or ("StartNew", "TaskFactory") or ("QueueUserWorkItem" or "UnsafeQueueUserWorkItem", "ThreadPool"),
        IObjectCreationOperation { Type.Name: "Thread" or "Timer" } => true,
        _ => false,
    };

    /// <summary>Whether nobody can wait for a task: it is an expression statement, discarded, or kept in a local that nobody reads, also behind <c>ContinueWith</c>.</summary>
    /// <param name="task">An operation that gives a task.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool IsDropped(IOperation task, QueueCompilation compilation)
    {
        for (var value = task; value is not null; value = CombinationOf(value))
        {
            if (DroppedTasks.Include(value, compilation.Assignments))
                return true;
        }

        return false;
    }

    /// <summary>The task that a task has become a part of, and that nobody waits for either unless somebody waits for it.</summary>
    private static IOperation? CombinationOf(IOperation task)
    {
        var (value, around) = DroppedTasks.Whole(task);
        while (around is IArrayInitializerOperation or IArrayCreationOperation or IConversionOperation or IArgumentOperation)
            around = around.Parent;
        return around is IInvocationOperation call
            && (call.Instance == value ? call.TargetMethod.Name == "ContinueWith" : call.TargetMethod is { Name: "WhenAll" or "WhenAny" or "Unwrap", ContainingType.Name: "Task" or "TaskExtensions" })
                ? call
                : null;
    }

    private static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask" } && IsIn(type, "System.Threading.Tasks");

    private static bool IsIn(ISymbol symbol, string containingNamespace) => symbol.ContainingNamespace?.ToDisplayString() == containingNamespace;

    /// <summary>Whether a method in sight does all of its work before it returns: it awaits nothing, and gives only tasks that are done.</summary>
    private static bool CompletesAtOnce(IInvocationOperation call, QueueCompilation compilation)
    {
        if (compilation.Callees.ImplementationOf(call) is not { } implementation || compilation.Callees.CodeOf(implementation) is not { } body)
            return false;
        return implementation.IsAsync
            ? !body.Descendants().Any(part => part is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
            : Callees.ReturnsOf(implementation).All(returned => IsCompleted(compilation.OperationOf(returned)));
    }

    private static bool IsCompleted(IOperation? task) => task is not null && Operations.WithoutConversions(task) switch
    {
        IPropertyReferenceOperation { Property: { Name: "CompletedTask", ContainingType.Name: "Task" or "ValueTask" } } => true,
        IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } } => true,
        IDefaultValueOperation => true,
        _ => false,
    };

    private static bool IsPassed(IAnonymousFunctionOperation lambda) => Operations.UserOf(lambda) is IArgumentOperation;

    private static bool IsStartedOnly(IObjectCreationOperation thread, QueueCompilation compilation) => thread.Parent switch
    {
        IInvocationOperation { TargetMethod.Name: "Start" or "UnsafeStart" } => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => compilation.Assignments.MentionsOf(local).ToList() is { Count: > 0 } mentions
            && mentions.All(mention => mention.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Start" or "UnsafeStart" or "IsBackground" or "Name" or "Priority" }),
        _ => false,
    };
}
