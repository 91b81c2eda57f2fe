using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Flow;

/// <summary>Code that only looks at what it is given: logging, tracing and diagnostics. Handing a delivery to it is no escape.</summary>
internal static class Observers
{
    private static readonly string[] Namespaces =
    {
        "Microsoft.Extensions.Logging", "System.Diagnostics", "OpenTelemetry", "Serilog", "NLog", "log4net", "Common.Logging",
    };

    /// <summary>Whether the method only observes its arguments.</summary>
    public static bool Include(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is null)
            return false;
        if (type is { Name: "Console" or "Exception", ContainingNamespace.Name: "System" } || type.SpecialType is SpecialType.System_String or SpecialType.System_Object)
            return true;
        var name = type.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return Array.Exists(Namespaces, known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal));
    }
}
