using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ0xxx: what is wrong with the configuration of the rules.</summary>
internal static class ConfigurationRules
{
    public static readonly DiagnosticDescriptor OptionValueIsNotAllowed = Rule.Create(
        "RMQ0001",
        "Option has a value that is not allowed",
        "Option '{0}' has the value '{1}', which is not allowed and has no effect: it takes {2}",
        RuleCategory.Configuration,
        DiagnosticSeverity.Warning,
        "An option in an .editorconfig or a global configuration has a value that cannot be read. The rules go on as if it were not there, which is seldom what was meant. The report stands in the first file that the option holds for.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor OptionDoesNotExist = Rule.Create(
        "RMQ0002",
        "Option does not exist",
        "Option '{0}' does not exist and has no effect: {1}",
        RuleCategory.Configuration,
        DiagnosticSeverity.Warning,
        "A key in an .editorconfig or a global configuration looks like an option of these rules and is none: it is misspelt, or of another version. The report stands in the first file that the key holds for.",
        customTags: WellKnownDiagnosticTags.CompilationEnd);
}
