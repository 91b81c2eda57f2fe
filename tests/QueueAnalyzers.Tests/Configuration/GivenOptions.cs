using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests.Configuration;

/// <summary>A configuration with one option, of a host that does not list the keys.</summary>
internal sealed class GivenOptions(string key, string value) : AnalyzerConfigOptions
{
    public override bool TryGetValue(string wanted, [NotNullWhen(true)] out string? given)
    {
        given = wanted == key ? value : null;
        return given is not null;
    }
}
