using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Configuration;

/// <summary>RMQ0001 and RMQ0002: an option that has no effect, because of its value or its name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(ConfigurationRules.OptionValueIsNotAllowed, ConfigurationRules.OptionDoesNotExist);

    private protected override void Register(QueueRegistration registration)
    {
        var mistakes = new OptionMistakes();
        registration.OnConfiguration(mistakes.LookAt, mistakes.Report);
    }
}
