using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>RMQ3008: expirations that the broker cannot read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExpirationAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(PublishingRules.ExpirationIsInvalid);

    private protected override void Register(QueueRegistration registration) => registration.OnCode(Topics.Expiration, Judge, SyntaxKind.SimpleAssignmentExpression, SyntaxKind.CoalesceAssignmentExpression);

    private static void Judge(CodeContext context)
    {
        if (!SetsExpiration((AssignmentExpressionSyntax)context.Code)
            || context.Compilation.OperationOf(context.Code) is not IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value }
            || !context.Compilation.Client.IsProperties(property.ContainingType))
            return;
        foreach (var mistake in MessageExpiration.MistakesIn(value, context.Compilation.Constants, context.Options.Broker))
            context.Report(PublishingRules.ExpirationIsInvalid, mistake.Value.Syntax.GetLocation(), mistake.Problem);
    }

    private static bool SetsExpiration(AssignmentExpressionSyntax assignment) => assignment.Left switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText == MessageExpiration.PropertyName,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText == MessageExpiration.PropertyName,
        IdentifierNameSyntax name => name.Identifier.ValueText == MessageExpiration.PropertyName,
        _ => false,
    };
}
