using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Rules;

/// <summary>RMQ4xxx: how connections, channels and consumers live, and what they hand over.</summary>
internal static class LifetimeRules
{
    public static readonly DiagnosticDescriptor HeaderIsTakenForString = Rule.Create(
        "RMQ4011",
        "Header value is compared or cast as string",
        "{0}, sent as a string, arrives as byte[]: {1}",
        RuleCategory.Lifetime,
        DiagnosticSeverity.Warning,
        "A header that was sent as a string is received as byte[]: the client does not decode it. A cast to string throws InvalidCastException, 'as string' is null, ToString() gives 'System.Byte[]', and no comparison is ever true. Decode it with Encoding.UTF8.GetString((byte[])value).");
}
