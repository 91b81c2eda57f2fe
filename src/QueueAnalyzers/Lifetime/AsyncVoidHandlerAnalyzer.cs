using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4001: nobody awaits the handler, and nobody can catch what it throws. In 7.x all events are asynchronous.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncVoidHandlerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.AsynchronousHandlerOnSynchronousEvent);

    private protected override void Register(QueueRegistration registration)
    {
        if (registration.Generation != ClientGeneration.V7)
            registration.OnCode(Topics.SynchronousEvents, Judge, SyntaxKind.AddAssignmentExpression);
    }

    private static void Judge(CodeContext context)
    {
        if (ClientEvents.SubscriptionOf((AssignmentExpressionSyntax)context.Code, context.Compilation) is not { EventReference: IEventReferenceOperation subject } subscription)
            return;

        var handler = context.Compilation.Assignments.Resolve(subscription.HandlerValue);
        if (Consumers.DeclarationOf(handler) is ({ IsAsync: true, ReturnsVoid: true }, { } declaration) && Unguarded.IsWorkIn(declaration, context.Compilation))
            context.Report(LifetimeRules.AsynchronousHandlerOnSynchronousEvent, LocationOf(handler), subject.Event.Name);
    }

    /// <summary>The <c>async</c> of a lambda, or the name of the method.</summary>
    private static Location LocationOf(IOperation handler)
    {
        while (handler is IDelegateCreationOperation creation)
            handler = Operations.WithoutConversions(creation.Target);
        return handler.Syntax is AnonymousFunctionExpressionSyntax lambda ? lambda.AsyncKeyword.GetLocation() : handler.Syntax.GetLocation();
    }
}
