using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4008: a lost connection stays lost.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RecoveryOffAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.AutomaticRecoveryIsTurnedOff);

    private protected override void Register(QueueRegistration registration) =>
        registration.OnCode(Topics.Recovery, Judge, SyntaxKind.SimpleAssignmentExpression);

    private static void Judge(CodeContext context)
    {
        if (FactorySettings.MeantBy((AssignmentExpressionSyntax)context.Code) is not (FactorySetting.AutomaticRecovery or FactorySetting.TopologyRecovery)
            || context.Compilation.Client.SettingOf(context.Compilation.OperationOf(context.Code)) is not { } assignment
            || !context.Compilation.Constants.Of(assignment.Value).IsFalse
            || IsBeforeTheEnd(assignment.Syntax)
            || (Reconnection.TypeOf(assignment.Syntax, context.Compilation) is { } type && Reconnection.IsDoneFor(type, context.Compilation)))
            return;
        var isAutomatic = assignment.Setting == FactorySetting.AutomaticRecovery;
        context.Report(
            LifetimeRules.AutomaticRecoveryIsTurnedOff,
            assignment.Syntax.Right.GetLocation(),
            isAutomatic ? "Automatic recovery" : "Topology recovery",
            isAutomatic ? "the connection stays closed, and its consumers get nothing more" : "the connection comes back without its consumers");
    }

    /// <summary>Whether a factory that is in use gets the setting so that nothing comes back while everything is closed.</summary>
    private static bool IsBeforeTheEnd(AssignmentExpressionSyntax assignment)
    {
        if (assignment.Parent is InitializerExpressionSyntax || assignment.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method)
            return false;
        var later = method.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(call => call.SpanStart > assignment.Span.End)
            .Select(call => ClientCall.NameOf(call)?.Identifier.ValueText ?? string.Empty)
            .ToImmutableArray();
        return IsEnd(method.Identifier.ValueText) || (later.Any(IsEnd) && !later.Any(name => name.StartsWith("CreateConnection", StringComparison.Ordinal)));
    }

    private static bool IsEnd(string name) =>
        name.StartsWith("Dispose", StringComparison.Ordinal) || name.StartsWith("Close", StringComparison.Ordinal) || name.StartsWith("Abort", StringComparison.Ordinal);
}
