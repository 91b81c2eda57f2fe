using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

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
        // Who asks for a logger or starts an activity is about to tell of something, whatever the method is called.
        return IsOfObservers(type) || IsOfObservers(method.ReturnType);
    }

    /// <summary>Whether a call only tells of something: it observes, writes to the console, or is a method of the program's own that logs or tidies up, by its name.</summary>
    public static bool Tell(IInvocationOperation call) => Include(call.TargetMethod) || IsConsole(call.Instance) || IsNamedSo(call.TargetMethod);

    private static bool IsOfObservers(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, Name: not ("Process" or "ProcessStartInfo"), ContainingNamespace: { } around } && Array.Exists(Namespaces, known => IsWithin(around, known));

    /// <summary>Whether a namespace is one of that name, or inside of it. It is asked of every call, so its name is not put together.</summary>
    private static bool IsWithin(INamespaceSymbol around, string known)
    {
        for (var candidate = around; candidate is { IsGlobalNamespace: false }; candidate = candidate.ContainingNamespace)
        {
            if (IsNamed(candidate, known, known.Length))
                return true;
        }

        return false;

        static bool IsNamed(INamespaceSymbol candidate, string name, int end)
        {
            var start = end - candidate.Name.Length;
            if (start < 0 || string.CompareOrdinal(name, start, candidate.Name, 0, candidate.Name.Length) != 0)
                return false;
            return candidate.ContainingNamespace.IsGlobalNamespace ? start == 0 : start > 0 && name[start - 1] == '.' && IsNamed(candidate.ContainingNamespace, name, start - 1);
        }
    }

    // Console.Error and Console.Out are writers like any other but for where they lead.
    private static bool IsConsole(IOperation? writer) =>
        writer is IPropertyReferenceOperation { Property.ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } };

    private static bool IsNamedSo(IMethodSymbol method) =>
        method.Name is "Dispose" or "DisposeAsync"
        || (method.Name.StartsWith("Log", StringComparison.Ordinal) && (method.Name.Length == 3 || char.IsUpper(method.Name[3])))
        || (method.ContainingType?.Name is { } type && (type.EndsWith("Logger", StringComparison.Ordinal) || type is "Log" or "ILog"));
}
