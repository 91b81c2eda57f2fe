using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Options;

/// <summary>Tells test projects by the test frameworks that they reference.</summary>
internal static class TestProjects
{
    private static readonly string[] Frameworks =
    {
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
    };

    /// <summary>Whether the compilation references a test framework.</summary>
    public static bool Include(Compilation compilation) => compilation.ReferencedAssemblyNames.Any(name => Frameworks.Contains(name.Name));
}
