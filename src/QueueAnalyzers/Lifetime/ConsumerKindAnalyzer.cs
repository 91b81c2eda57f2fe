using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4002: a consumer that its connection never calls, or refuses. In 7.x there is only one kind.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsumerKindAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.ConsumerKindDoesNotMatch);

    private protected override void Register(QueueRegistration registration)
    {
        if (registration.Generation != ClientGeneration.V7)
            registration.OnCode(Topics.Consumers, Judge, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
    }

    private static void Judge(CodeContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Code;
        if (creation.ArgumentList is not { Arguments.Count: > 0 }
            || ConsumerCreation.Of(context.Compilation.OperationOf(creation), context.Compilation) is not { Factory: { } factory } consumer)
            return;

        var dispatch = factory.ConstantOf("DispatchConsumersAsync", byDefault: false);
        if (!(consumer.IsAsynchronous ? dispatch.IsFalse : dispatch.IsTrue))
            return;
        context.Report(
            LifetimeRules.ConsumerKindDoesNotMatch,
            creation is ObjectCreationExpressionSyntax { Type: { } type } ? type.GetLocation() : creation.NewKeyword.GetLocation(),
            consumer.IsAsynchronous
                ? "The consumer is asynchronous, but its connection factory does not set DispatchConsumersAsync: its handlers are never called, and nothing is thrown"
                : "The consumer is synchronous, but its connection factory sets DispatchConsumersAsync: BasicConsume throws 'In the async mode you have to use an async consumer'");
    }
}
