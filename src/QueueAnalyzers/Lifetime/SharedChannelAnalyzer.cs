using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4006: a channel of 5.x and 6.x in code that several threads run at once.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedChannelAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.ChannelIsShared);

    private protected override void Register(QueueRegistration registration)
    {
        if (registration.Generation == ClientGeneration.V7)
            return;
        foreach (var kind in Enum.GetValues(typeof(CallKind)).Cast<CallKind>().Where(kind => kind is not (CallKind.None or CallKind.CreateConnection or CallKind.CreateChannel)))
            registration.OnCall(kind, Judge);
    }

    private static void Judge(CallSiteContext context)
    {
        var compilation = context.Compilation;
        var call = context.Site.Invocation.Syntax;
        if (!compilation.Client.IsChannel(context.Site.Call.Receiver?.Type)
            || Operations.SymbolOf(context.Site.Call.Receiver) is not { } channel || channel is IPropertySymbol || IsThreadStatic(channel))
            return;

        foreach (var lambda in call.Ancestors().OfType<AnonymousFunctionExpressionSyntax>())
        {
            if (WhereRun(lambda, compilation) is { } place && !IsDeclaredIn(channel, place) && !IsGuarded(call, lambda, compilation))
            {
                context.Report(LifetimeRules.ChannelIsShared, context.Site.NameLocation);
                return;
            }
        }
    }

    /// <summary>The code that runs a lambda on several threads: a parallel loop, a query, a timer, or the loop that starts a task in each round.</summary>
    private static SyntaxNode? WhereRun(AnonymousFunctionExpressionSyntax lambda, QueueCompilation compilation)
    {
        var user = Expressions.Whole(lambda).Parent;
        if (user is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Elapsed" } elapsed } subscription)
            return compilation.SymbolOf(elapsed)?.ContainingType is { Name: "Timer" } ? subscription : null;
        if (user is not ArgumentSyntax { Parent.Parent: { } target })
            return null;
        switch (compilation.OperationOf(target))
        {
            case IInvocationOperation { TargetMethod.ContainingType: { Name: "Parallel" or "ParallelEnumerable" } }:
                return target;
            case IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.Name: "Task" } or { Name: "StartNew", ContainingType.Name: "TaskFactory" } or { Name: "QueueUserWorkItem", ContainingType.Name: "ThreadPool" } }:
            case IObjectCreationOperation { Type.Name: "Thread" }:
                return LoopAround(target, compilation);
            case IObjectCreationOperation { Type: { Name: "Timer", ContainingNamespace.Name: "Threading" } }:
                return target;
            default:
                return null;
        }
    }

    private static SyntaxNode? LoopAround(SyntaxNode start, QueueCompilation compilation)
    {
        foreach (var ancestor in start.Ancestors())
        {
            if (Pauses.IsLoop(ancestor))
                return ancestor;
            if (ancestor is AnonymousFunctionExpressionSyntax && Expressions.Whole(ancestor).Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax query })
                return compilation.OperationOf(query) is IInvocationOperation { TargetMethod: { Name: "Select", ContainingType.Name: "Enumerable" } } ? query : null;
            if (Functions.Include(ancestor))
                return null;
        }

        return null;
    }

    private static bool IsDeclaredIn(ISymbol channel, SyntaxNode place) =>
        channel is not IFieldSymbol && channel.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == place.SyntaxTree && place.Span.Contains(reference.Span));

    private static bool IsGuarded(SyntaxNode call, SyntaxNode lambda, QueueCompilation compilation) =>
        call.Ancestors().TakeWhile(ancestor => ancestor != lambda).Any(ancestor => ancestor is LockStatementSyntax)
        || Functions.CodeOf(lambda).OfType<InvocationExpressionSyntax>().Any(other =>
            other.SpanStart < call.SpanStart
            && compilation.OperationOf(other) is IInvocationOperation { TargetMethod: { Name: "Wait" or "WaitAsync" or "Enter" or "TryEnter" or "WaitOne", ContainingType.Name: "SemaphoreSlim" or "Semaphore" or "Monitor" or "Mutex" or "WaitHandle" or "Lock" } });

    private static bool IsThreadStatic(ISymbol channel) => channel.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "ThreadStaticAttribute");
}
