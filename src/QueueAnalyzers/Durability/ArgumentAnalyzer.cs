using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>RMQ2005: an argument that the broker does not know, or does not accept.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ArgumentAnalyzer : DeclarationAnalyzer
{
    private protected override DiagnosticDescriptor Rule => DurabilityRules.ArgumentIsInvalid;

    private protected override IEnumerable<Finding> FindingsIn(DeclarationContext context)
    {
        var declaration = context.Declaration;
        if (declaration.MayBePassive)
            yield break;
        var contradictions = declaration.IsQueue ? new Contradictions(declaration, context.Options.Broker) : null;
        foreach (var entry in declaration.Arguments.Entries)
        {
            if (entry.Name is null || contradictions?.Include(entry) == true || context.Options.IsKnownArgument(entry.Name))
                continue;
            if (FindingIn(entry, context) is { } finding)
                yield return finding with { Entry = entry };
        }
    }

    private static Finding? FindingIn(ArgumentEntry entry, DeclarationContext context)
    {
        var holder = context.Declaration.IsQueue ? ArgumentHolder.Queue : ArgumentHolder.Exchange;
        var broker = context.Options.Broker;
        if (KnownArguments.Find(holder, entry.Name!) is not { } known)
        {
            // The one key that the two brokers spell differently.
            return KnownArguments.MeantBy(holder, entry.Name!) is { } meant && !(broker == Broker.LavinMQ && entry.Name == "x-alternate-exchange")
                ? new Finding(entry.Key.Syntax.GetLocation(), entry.Name!, $"is unknown to the broker, which ignores it: '{meant}' is meant")
                : null;
        }

        if (known.Requires is { } required && !context.Declaration.Arguments.MayContain(required))
            return new Finding(entry.Key.Syntax.GetLocation(), known.Name, $"needs '{required}': without it the broker refuses the declaration, '406 PRECONDITION_FAILED'");

        return ProblemOf(entry, known, context) is { } problem ? new Finding(entry.Value.Syntax.GetLocation(), known.Name, problem) : null;
    }

    private static string? ProblemOf(ArgumentEntry entry, KnownArgument known, DeclarationContext context)
    {
        var given = new GivenValue(entry.Value, context.Compilation);
        var broker = context.Options.Broker;
        var accepted = known.ValueOn(broker);
        if (broker != Broker.LavinMQ && known.Retires(given.Constant.Value))
            return null;
        if (known.IsDuration && given.IsPartOfTimeSpan)
            return "is given TimeSpan.Milliseconds, which is only the part below one second: TotalMilliseconds is meant";
        if (given.Constant.IsNull)
            return broker == Broker.LavinMQ || accepted.Kind == ArgumentValueKind.Anything || known.IsIgnoredWithWrongType ? null : "is null: " + RefusalOf(known, accepted);
        if (given.Type is { } type && accepted.Refuses(type))
        {
            return known.IsIgnoredWithWrongType && broker != Broker.LavinMQ
                ? $"is given a value of type '{type.ToDisplayString()}': the broker accepts and ignores it"
                : $"is given a value of type '{type.ToDisplayString()}': " + RefusalOf(known, accepted);
        }

        return given.Constant.Value is { } value && given.Type is { } own && !accepted.Refuses(own) && !accepted.Accepts(value) && accepted.Kind != ArgumentValueKind.Anything && IsComparable(value)
            ? $"is given '{value}': " + RefusalOf(known, accepted)
            : null;
    }

    private static bool IsComparable(object value) =>
        value is string or bool or sbyte or byte or short or ushort or int or uint or long;

    private static string RefusalOf(KnownArgument known, ArgumentValue accepted) =>
        $"the broker refuses the declaration, '406 PRECONDITION_FAILED - invalid arg '{known.Name}'', and accepts only {Describe(accepted)}";

    private static string Describe(ArgumentValue accepted) => accepted switch
    {
        { Kind: ArgumentValueKind.Flag } => "true or false",
        { Kind: ArgumentValueKind.Text, Texts.IsEmpty: false } => string.Join(", ", accepted.Texts.Select(text => $"'{text}'")),
        { Kind: ArgumentValueKind.Text, Pattern: not null } => $"a string like '{accepted.Example}'",
        { Kind: ArgumentValueKind.Text } => "a string",
        { Minimum: > 0 and var least, Maximum: < long.MaxValue and var most } => $"whole numbers from {least} to {most}",
        { Minimum: 0, Maximum: < long.MaxValue and var most } => $"whole numbers from 0 to {most}",
        { Minimum: > long.MinValue and var least } => $"whole numbers from {least}",
        _ => "whole numbers",
    };
}
