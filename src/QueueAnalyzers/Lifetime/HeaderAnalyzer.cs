using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4011: the bytes of a received header are taken for a string.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HeaderAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.HeaderIsTakenForString);

    private protected override void Register(QueueRegistration registration) => registration.OnCode(Topics.Headers, Judge, HeaderMisuse.Kinds);

    private static void Judge(CodeContext context)
    {
        foreach (var misuse in HeaderMisuse.In(context.Code, context.Compilation))
        {
            if (!NumberTexts.IsNamed(misuse.Header.Key))
            {
                context.Report(
                    LifetimeRules.HeaderIsTakenForString,
                    Location.Create(context.Code.SyntaxTree, misuse.Span),
                    misuse.Header.Key is { Length: > 0 } key ? $"Header '{key}'" : "A header",
                    ConsequenceOf(misuse.Use));
            }
        }
    }

    private static string ConsequenceOf(HeaderUse use) => use switch
    {
        HeaderUse.Cast => "the cast throws InvalidCastException, 'Unable to cast object of type 'System.Byte[]' to type 'System.String''",
        HeaderUse.Test => "it is never a string here",
        HeaderUse.Text => "its text is 'System.Byte[]'",
        _ => "it never equals a string",
    };
}
