using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4004: copies the body where it escapes, or before the work that nobody waits for is started.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutlivedBodyFix))]
public sealed class OutlivedBodyFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.BodyOutlivesHandler.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(new FixVariant("RMQ4004.CopyBody", "Copy the body", PlanAsync));

    private static async Task<EditPlan?> PlanAsync(FixContext context)
    {
        if (context.Root.FindNode(context.Diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression
            || HandlerOf(expression, context) is not var (handler, fate))
            return null;
        switch (fate)
        {
            case BodyFate.Stored:
                return CanBeArray(expression, context) ? new EditPlan().Insert(context.Document, expression.Span.End, ".ToArray()") : null;
            case BodyFate.Unawaited:
                var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
                var plan = new EditPlan();
                var edits = new StatementEdits(plan, context.Document, context.Root, text);
                if (!TryCopyBefore(expression, handler, context, edits))
                    return null;
                edits.Close();
                return plan;
            default:
                return null;
        }
    }

    private static (DeliveryHandler Handler, BodyFate Fate)? HandlerOf(ExpressionSyntax expression, FixContext context)
    {
        foreach (var handler in context.Compilation.Handlers.All)
        {
            if (BodyEscapes.Of(handler, context.Compilation).FirstOrDefault(escape => escape.Expression == expression) is { } escape)
                return (handler, escape.Fate);
        }

        return null;
    }

    /// <summary>Copies the body before the statement that starts the work, and lets the work use the copy.</summary>
    private static bool TryCopyBefore(ExpressionSyntax body, DeliveryHandler handler, FixContext context, StatementEdits edits)
    {
        var work = body.Ancestors().FirstOrDefault(node => node is AnonymousFunctionExpressionSyntax);
        var start = work?.Ancestors().TakeWhile(node => node != handler.Declaration).OfType<StatementSyntax>().FirstOrDefault();
        if (body is not MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax delivery }
            || start is not (ExpressionStatementSyntax or LocalDeclarationStatementSyntax) || start.Parent is not (BlockSyntax or IfStatementSyntax or ElseClauseSyntax)
            || !ClientModel.Same(context.Compilation.SymbolOf(delivery), handler.Delivery)
            // A lambda inside another one would copy when that runs.
            || start.Ancestors().First(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax) != handler.Declaration)
            return false;

        var uses = start.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Where(node => SyntaxFactory.AreEquivalent(node, body)).ToList();
        if (!uses.All(use => WholeUse(use) is { } whole && (whole != use || CanBeArray(use, context))))
            return false;
        var name = context.Names.Take(start, "body", context.Model);
        edits.InsertBefore(start, $"var {name} = {body}.ToArray();");
        foreach (var use in uses)
            edits.Replace(WholeUse(use)!.Span, name);
        return true;
    }

    /// <summary>What an array can stand for: the body itself, its copy, its span as an argument; or <see langword="null"/>.</summary>
    private static ExpressionSyntax? WholeUse(ExpressionSyntax body) => body.Parent switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray", Parent: InvocationExpressionSyntax copy } => copy,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Span", Parent: ArgumentSyntax or ElementAccessExpressionSyntax } span => span,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } => body,
        MemberAccessExpressionSyntax => null,
        _ => body,
    };

    /// <summary>Whether the code still means the same with an array, which becomes memory where memory is wanted.</summary>
    private static bool CanBeArray(ExpressionSyntax body, FixContext context) =>
        body.Parent is MemberAccessExpressionSyntax || (context.Model.GetTypeInfo(body).Type is { Name: "ReadOnlyMemory" } && IsWanted(body, context));

    /// <summary>Whether the place of an expression has a type of its own, and that is what stands there.</summary>
    private static bool IsWanted(ExpressionSyntax value, FixContext context)
    {
        var type = context.Model.GetTypeInfo(value);
        // Of a tuple's elements each has been looked at; the names may differ.
        return (value is TupleExpressionSyntax ? type.ConvertedType is { IsTupleType: true } : ClientModel.Same(type.Type, type.ConvertedType))
            && value.Parent switch
            {
                ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => IsWanted(tuple, context),
                ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => context.Compilation.SymbolOf(call) is IMethodSymbol { IsGenericMethod: false },
                ArgumentSyntax or AssignmentExpressionSyntax or ConditionalExpressionSyntax => true,
                _ => false,
            };
    }
}
