using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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

    private protected override void Register(QueueRegistration registration) => registration.OnFactorySetting(Judge);

    private static void Judge(FactorySettingContext context)
    {
        var setting = context.Assignment.Setting;
        if (setting is not (FactorySetting.AutomaticRecovery or FactorySetting.TopologyRecovery) || !context.Value.IsFalse
            || IsBeforeTheEnd(context.Assignment.Syntax)
            || (Reconnection.TypeOf(context.Assignment.Syntax, context.Compilation) is { } type && Reconnection.IsDoneFor(type, context.Compilation)))
            return;
        context.Report(
            LifetimeRules.AutomaticRecoveryIsTurnedOff,
            setting == FactorySetting.AutomaticRecovery ? "Automatic recovery" : "Topology recovery",
            setting == FactorySetting.AutomaticRecovery ? "the connection stays closed, and its consumers get nothing more" : "the connection comes back without its consumers");
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
