using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>A property of the connection factory that rules ask about.</summary>
internal enum FactorySetting
{
    /// <summary>Any other property.</summary>
    None,

    AutomaticRecovery,
    TopologyRecovery,
    /// <summary>Whether consumers are asynchronous: <c>DispatchConsumersAsync</c> of 5.x and 6.x.</summary>
    AsynchronousDispatch,
    /// <summary>How many deliveries of a channel are handled at a time.</summary>
    DispatchConcurrency,
}

/// <summary>An assignment to a property of a connection factory: a statement, or a member of an object initializer.</summary>
/// <param name="Setting">What is set.</param>
/// <param name="Operation">The assignment.</param>
internal sealed record FactoryAssignment(FactorySetting Setting, ISimpleAssignmentOperation Operation)
{
    /// <summary>What it is set to.</summary>
    public IOperation Value => Operation.Value;

    /// <summary>The assignment as it is written.</summary>
    public AssignmentExpressionSyntax Syntax => (AssignmentExpressionSyntax)Operation.Syntax;
}

/// <summary>The names of the settings, which are the same in all generations that have them.</summary>
internal static class FactorySettings
{
    /// <summary>The name of <see cref="FactorySetting.DispatchConcurrency"/>.</summary>
    public const string DispatchConcurrencyName = "ConsumerDispatchConcurrency";

    private static readonly ImmutableDictionary<string, FactorySetting> Names = new Dictionary<string, FactorySetting>
    {
        ["AutomaticRecoveryEnabled"] = FactorySetting.AutomaticRecovery,
        ["TopologyRecoveryEnabled"] = FactorySetting.TopologyRecovery,
        ["DispatchConsumersAsync"] = FactorySetting.AsynchronousDispatch,
        [DispatchConcurrencyName] = FactorySetting.DispatchConcurrency,
    }.ToImmutableDictionary();

    /// <summary>The names of the settings that turn recovery on and off.</summary>
    public static IEnumerable<string> RecoveryNames =>
        Names.Where(name => name.Value is FactorySetting.AutomaticRecovery or FactorySetting.TopologyRecovery).Select(name => name.Key);

    /// <summary>The setting of that name; <see cref="FactorySetting.None"/> if it is not in the table.</summary>
    public static FactorySetting Named(string propertyName) => Names.TryGetValue(propertyName, out var setting) ? setting : FactorySetting.None;

    /// <summary>The setting that an assignment could be meant for, by name alone.</summary>
    public static FactorySetting MeantBy(AssignmentExpressionSyntax assignment) => assignment.Left switch
    {
        IdentifierNameSyntax name => Named(name.Identifier.ValueText),
        MemberAccessExpressionSyntax access => Named(access.Name.Identifier.ValueText),
        _ => FactorySetting.None,
    };
}
