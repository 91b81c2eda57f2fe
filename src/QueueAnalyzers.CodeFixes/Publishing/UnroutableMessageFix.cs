using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Publishing;

/// <summary>Fixes RMQ3006: asks the broker to return what it cannot route.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnroutableMessageFix))]
public sealed class UnroutableMessageFix : QueueCodeFixProvider
{
    private const string Mandatory = "mandatory: true,";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(PublishingRules.UnroutableMessageIsDropped.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant("RMQ3006.Mandatory", "Have unroutable messages returned", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        if ((context.Site(CallKind.Publish, ArgumentRole.Mandatory) ?? context.Site(CallKind.AddToBatch, ArgumentRole.Mandatory)) is not { } site)
            return null;
        var plan = new EditPlan();
        if (site.Argument(ArgumentRole.Mandatory) is not null)
            return plan.TrySet(context.Document.Project.Solution, site, new[] { (ArgumentRole.Mandatory, "true") }) ? plan : null;
        return site.IsDirect ? TakeOverload(site.Call, context, plan) : null;
    }

    /// <summary>Takes the overload that has the parameter, before properties and body.</summary>
    private static EditPlan? TakeOverload(ClientCall call, FixContext context, EditPlan plan)
    {
        var publish = call.Invocation.Syntax;
        var next = call.Arguments
            .Where(argument => argument is { IsWritten: true, Role: ArgumentRole.Properties or ArgumentRole.Body, Syntax: ArgumentSyntax })
            .Select(argument => argument.Syntax.SpanStart)
            .DefaultIfEmpty(-1)
            .Min();
        if (next < 0)
            return null;
        var layout = new Layout(context.Root.SyntaxTree.GetText());
        var added = Mandatory + (layout.IsFirstOnLine(next) ? layout.NewLine + layout.IndentAt(next) : " ");
        var (text, offset) = (publish.ToString(), next - publish.SpanStart);
        var changed = SyntaxFactory.ParseExpression(text.Substring(0, offset) + added + text.Substring(offset));
        return context.Model.GetSpeculativeSymbolInfo(publish.SpanStart, changed, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol method
            && context.Compilation.Client.Declares(method) && method.Parameters.Any(parameter => ClientMembers.RoleOf(parameter.Name) == ArgumentRole.Mandatory)
                ? plan.Insert(context.Document, next, added)
                : null;
    }
}
