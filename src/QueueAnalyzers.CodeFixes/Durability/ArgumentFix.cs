using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Options;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Durability;

/// <summary>Spells an argument right, or gives it a value that the broker accepts (RMQ2005).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentFix))]
public sealed class ArgumentFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(DurabilityRules.ArgumentIsInvalid.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(DurabilityRules.ArgumentIsInvalid.Id + ".Key", "Correct the argument's name", context => Task.FromResult(CorrectKey(context))),
        new FixVariant(DurabilityRules.ArgumentIsInvalid.Id + ".Value", "Give the argument a value that the broker accepts", context => Task.FromResult(CorrectValue(context))));

    private static EditPlan? CorrectKey(FixContext context)
    {
        if (context.Entry() is not { Name: { } name } entry || entry.Key.Syntax is not LiteralExpressionSyntax literal
            || literal.Span != context.Diagnostic.Location.SourceSpan
            || KnownArguments.MeantBy(HolderOf(entry, context), name) is not { } meant)
            return null;
        return new EditPlan().Replace(context.Document, literal.Span, Written(meant, literal, context));
    }

    /// <summary>The client's constant where it has one, which cannot be misspelt; else the key.</summary>
    private static string Written(string key, ExpressionSyntax place, FixContext context)
    {
        var constant = KnownArguments.All.First(known => known.Name == key).Constant;
        return constant is not null && context.Compilation.Client.DeclaresHeader(constant)
            && context.Model.GetSpeculativeSymbolInfo(place.SpanStart, SyntaxFactory.ParseExpression("Headers." + constant), SpeculativeBindingOption.BindAsExpression).Symbol is IFieldSymbol field
            && context.Compilation.Client.Declares(field)
                ? "Headers." + constant
                : SymbolDisplay.FormatLiteral(key, quote: true);
    }

    private static EditPlan? CorrectValue(FixContext context)
    {
        if (context.Entry() is not { Name: { } name, Value.Syntax: ExpressionSyntax value } entry || value.Span != context.Diagnostic.Location.SourceSpan
            || KnownArguments.Find(HolderOf(entry, context), name) is not { } known
            || Corrected(value, new GivenValue(entry.Value, context.Compilation), known) is not { } corrected)
            return null;
        return new EditPlan().Replace(context.Document, value.Span, corrected);
    }

    private static string? Corrected(ExpressionSyntax value, GivenValue given, KnownArgument known)
    {
        // What RabbitMQ accepts LavinMQ accepts too.
        var accepted = known.ValueOn(Broker.RabbitMQ);
        if (given.Constant is { IsKnown: true, Value: { } constant })
            return CorrectedConstant(constant, accepted);
        if (accepted.Kind != ArgumentValueKind.Integer && !known.IsDuration)
            return null;
        if (given.IsPartOfTimeSpan)
            return value is MemberAccessExpressionSyntax part ? $"(long){part.Expression}.TotalMilliseconds" : null;
        return given.Type switch
        {
            { SpecialType: SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal or SpecialType.System_UInt64 } => "(long)" + Operand(value),
            { Name: "TimeSpan" } when known.IsDuration => $"(long){Operand(value)}.TotalMilliseconds",
            _ => null,
        };
    }

    private static string? CorrectedConstant(object constant, ArgumentValue accepted)
    {
        var text = Convert.ToString(constant, CultureInfo.InvariantCulture);
        switch (accepted.Kind)
        {
            case ArgumentValueKind.Integer when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && decimal.Truncate(number) == number && number >= long.MinValue && number <= long.MaxValue && accepted.Accepts((long)number):
                return ((long)number).ToString(CultureInfo.InvariantCulture);
            case ArgumentValueKind.Flag when bool.TryParse(text, out var flag):
                return flag ? "true" : "false";
            case ArgumentValueKind.Text when Spelling.NearestOf(text.Trim().ToLowerInvariant(), accepted.Texts) is { } meant:
                return SymbolDisplay.FormatLiteral(meant, quote: true);
            default:
                return null;
        }
    }

    private static string Operand(ExpressionSyntax value) =>
        value is MemberAccessExpressionSyntax or InvocationExpressionSyntax or IdentifierNameSyntax or ParenthesizedExpressionSyntax or ElementAccessExpressionSyntax
            ? value.ToString()
            : $"({value})";

    private static ArgumentHolder HolderOf(ArgumentEntry entry, FixContext context) =>
        context.Compilation.Topology.DeclarationsWith(entry.Syntax).First().IsQueue ? ArgumentHolder.Queue : ArgumentHolder.Exchange;
}
