using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace QueueAnalyzers.Tests;

/// <summary>Runs a theory once on each of the named client versions, and on each with every case, if there are any.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class GenerationsAttribute(params ClientVersion[] versions) : DataAttribute
{
    /// <summary>Values of the theory's second parameter.</summary>
    public object[] Cases { get; init; } = [];

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        IReadOnlyCollection<ITheoryDataRow> rows = Cases.Length == 0
            ? [.. versions.Select(version => new TheoryDataRow(version))]
            : [.. versions.SelectMany(version => Cases.Select(value => new TheoryDataRow(version, value)))];
        return new(rows);
    }

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>5.x, 6.x and the newest 7.x.</summary>
public sealed class AllGenerationsAttribute : GenerationsAttribute
{
    public AllGenerationsAttribute(params object[] cases)
        : base(ClientVersion.V5, ClientVersion.V6, ClientVersion.V7) => Cases = cases;
}

/// <summary>The generations with <c>IModel</c>.</summary>
public sealed class OldGenerationsAttribute : GenerationsAttribute
{
    public OldGenerationsAttribute(params object[] cases)
        : base(ClientVersion.V5, ClientVersion.V6) => Cases = cases;
}

/// <summary>Every version there is, for the few tests that are about differences between them.</summary>
public sealed class AllClientsAttribute : GenerationsAttribute
{
    public AllClientsAttribute(params object[] cases)
        : base(ClientVersion.V5, ClientVersion.V6, ClientVersion.V71, ClientVersion.V7) => Cases = cases;
}
