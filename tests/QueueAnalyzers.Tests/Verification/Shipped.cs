using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests;

/// <summary>What the package holds, found as its hosts find it.</summary>
public static class Shipped
{
    public static Assembly AnalyzerAssembly { get; } = Assembly.Load("QueueAnalyzers");

    public static Assembly CodeFixAssembly { get; } = Assembly.Load("QueueAnalyzers.CodeFixes");

    public static ImmutableArray<Type> AnalyzerTypes { get; } = Concrete<DiagnosticAnalyzer>(AnalyzerAssembly);

    public static ImmutableArray<Type> CodeFixTypes { get; } =
        [.. Concrete<CodeFixProvider>(CodeFixAssembly).Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute)))];

    public static ImmutableArray<DiagnosticAnalyzer> CreateAnalyzers() => [.. AnalyzerTypes.Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    public static ImmutableArray<CodeFixProvider> CreateCodeFixes() => [.. CodeFixTypes.Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    private static ImmutableArray<Type> Concrete<T>(Assembly assembly)
        => [.. assembly.GetTypes().Where(type => !type.IsAbstract && typeof(T).IsAssignableFrom(type)).OrderBy(type => type.FullName, StringComparer.Ordinal)];
}
