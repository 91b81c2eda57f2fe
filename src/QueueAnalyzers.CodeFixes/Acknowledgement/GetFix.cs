using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>Settles a message that was fetched, after its last use and before every jump that leaves earlier.</summary>
internal sealed class GetFix
{
    private readonly FixContext _context;
    private readonly ClientCall _get;
    private readonly FetchedRegion _region;
    private readonly StatementEdits _edits;
    private readonly SettleCalls _calls;
    private readonly string _result;

    private GetFix(FixContext context, ClientCall get, FetchedRegion region, StatementEdits edits, SettleCalls calls, string result)
    {
        _result = result;
        _context = context;
        _get = get;
        _region = region;
        _edits = edits;
        _calls = calls;
    }

    /// <summary>Plans the fix of a call that fetches.</summary>
    /// <returns>The plan, or <see langword="null"/> when it is not certain that the message is settled once on every path.</returns>
    public static async Task<EditPlan?> PlanAsync(FixContext context, CallSite site)
    {
        var compilation = context.Compilation;
        if (!site.IsDirect
            || !compilation.Settlements.Of(site.Call).IsNeverSettled
            || FetchedRegion.Of(site.Call, compilation) is not { } region
            || ChannelOf(site.Call, region, compilation) is not { } channel)
            return null;

        var plan = new EditPlan();
        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var edits = new StatementEdits(plan, context.Document, context.Root, text);
        var function = Functions.Around(site.Invocation.Syntax) ?? context.Root;
        var result = region.ResultName ?? FreeName.In(function, "result", context.Model, NamedBefore(site, function, compilation));
        var isAutomatic = compilation.Constants.Of(site.Argument(ArgumentRole.AutoAck)?.Value).IsTrue;
        if (region.Unnamed is { } value)
        {
            if (!TryName(value, result, isAutomatic ? site.Argument(ArgumentRole.AutoAck) : null, region, edits))
                return null;
        }
        else if (isAutomatic && !await FlagEdits.TryPlanAsync(plan, site, compilation, context.Document.Project.Solution, context.CancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var calls = new SettleCalls(channel, result + ".DeliveryTag", compilation.Client.Generation, text.ToString().Contains("ConfigureAwait(false)"));
        return new GetFix(context, site.Call, region, edits, calls, result).TryPlan() ? plan : null;
    }

    /// <summary>How many fetches before this one in its function get a variable too.</summary>
    private static int NamedBefore(CallSite site, SyntaxNode function, QueueCompilation compilation) =>
        function.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(invocation =>
            invocation.SpanStart < site.Invocation.Syntax.SpanStart
            && compilation.Calls.CallOf(invocation) is { Kind: CallKind.Get } other
            && FetchedRegion.Of(other, compilation) is { ResultName: null });

    /// <summary>Gives the result a variable, because its delivery tag is needed.</summary>
    private static bool TryName(ExpressionSyntax value, string name, SiteArgument? flag, FetchedRegion region, StatementEdits edits)
    {
        var fetch = value;
        if (flag is not null)
        {
            if (flag.Syntax is not ArgumentSyntax argument || !value.Span.Contains(argument.Span))
                return false;
            fetch = value.ReplaceNode(argument.Expression, SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(argument.Expression));
        }

        while (fetch is ParenthesizedExpressionSyntax parenthesized)
            fetch = parenthesized.Expression;
        edits.InsertBefore(region.Statements[0], $"var {name} = {fetch.WithoutTrivia()};");
        edits.Replace(value.Span, name);
        return true;
    }

    private bool TryPlan()
    {
        var function = Functions.Around(_get.Invocation.Syntax);
        if (_calls.AreAsync && function is not null && !MethodMadeAsync.IsAsync(function))
            return false;
        var exits = _region.Exits();
        if (exits.IsDefault || (_region.MayBeNull && !exits.IsEmpty))
            return false;

        foreach (var (jump, statement) in exits)
        {
            var settle = Settle(NormalEnds.MeaningOf(jump, statement, _context.Compilation));
            if (settle is not null && !TryPlanExit(jump, settle, function))
                return false;
        }

        var last = _region.Last;
        var parts = NormalEnds.OfStatement(last, _context.Compilation);
        foreach (var part in parts)
        {
            if (CannotAwaitAt(part.Place))
                return false;
            if (Settle(part.Meaning) is { } settle)
                part.Plan(_edits, settle);
        }

        if (parts.IsEmpty && EndIsReachable(last))
        {
            if (CannotAwaitAt(last))
                return false;
            _edits.InsertAfter(last, _region.MayBeNull ? WhenFetched(last) : _calls.Acknowledge);
        }

        _edits.Close();
        return true;
    }

    private string? Settle(EndMeaning meaning) => meaning switch
    {
        EndMeaning.Processed => _calls.Acknowledge,
        EndMeaning.Failed => _calls.Reject(_result + ".Redelivered"),
        _ => null,
    };

    private bool TryPlanExit(StatementSyntax jump, string settle, SyntaxNode? function)
    {
        if (CannotAwaitAt(jump))
            return false;
        if (jump is not ReturnStatementSyntax { Expression: { } value } || value is LiteralExpressionSyntax or IdentifierNameSyntax)
        {
            _edits.InsertBefore(jump, settle);
            return true;
        }

        // The value is made of the message: it has to be there before the broker may forget the message.
        var type = _context.Model.GetTypeInfo(value);
        if (type.Type is null or { TypeKind: TypeKind.Error } || type.Type.SpecialType == SpecialType.System_Void
            || !SymbolEqualityComparer.Default.Equals(type.Type, type.ConvertedType)
            || (type.Type.Name is "Task" or "ValueTask" && (function is null || !MethodMadeAsync.IsAsync(function)))
            || value is AnonymousFunctionExpressionSyntax or RefExpressionSyntax)
            return false;
        var name = FreeName.In(function ?? _context.Root, type.Type.SpecialType == SpecialType.System_String ? "message" : "value", _context.Model);
        _edits.InsertBefore(jump);
        _edits.Replace(TextSpan.FromBounds(jump.SpanStart, value.SpanStart), $"var {name} = ");
        _edits.InsertAfter(jump, settle, $"return {name};");
        return true;
    }

    private string WhenFetched(StatementSyntax last)
    {
        var indent = _edits.IndentOf(last);
        return $"if ({_result} != null)" + _edits.Braces.Open(indent) + _edits.NewLine + _edits.Layout.Deeper(indent) + _calls.Acknowledge + _edits.NewLine + indent + "}";
    }

    private bool EndIsReachable(StatementSyntax statement) =>
        _context.Model.AnalyzeControlFlow(statement) is { Succeeded: true, EndPointIsReachable: true };

    private bool CannotAwaitAt(StatementSyntax place) =>
        _calls.AreAsync && place.AncestorsAndSelf()
            .TakeWhile(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
            .Any(node => node is LockStatementSyntax or UnsafeStatementSyntax or FixedStatementSyntax);

    /// <summary>What the message was fetched on, if the same words mean the same channel after its last use.</summary>
    private static string? ChannelOf(ClientCall get, FetchedRegion region, QueueCompilation compilation)
    {
        if (get.Receiver is not { } receiver || Operations.SymbolOf(receiver) is not { } symbol || !IsPlain(receiver))
            return null;
        var model = compilation.ModelOf(region.Last.SyntaxTree);
        if (receiver.Syntax is IdentifierNameSyntax && !model.LookupSymbols(region.Last.SpanStart, name: symbol.Name).Any(found => ClientModel.Same(found, symbol)))
            return null;
        var isSetMeanwhile = region.Statements.Any(statement => statement.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .Any(assignment => ClientModel.Same(compilation.SymbolOf(assignment.Left), symbol)));
        var mayBeNull = receiver.Syntax.Parent is ConditionalAccessExpressionSyntax && model.GetNullableContext(region.Last.SpanStart).WarningsEnabled();
        return isSetMeanwhile ? null : receiver.Syntax + (mayBeNull ? "!" : string.Empty);
    }

    /// <summary>Whether reading it again gives the same and does nothing else.</summary>
    private static bool IsPlain(IOperation operation) => Operations.WithoutConversions(operation) switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation field => field.Instance is null || IsPlain(field.Instance),
        IPropertyReferenceOperation { Property: var property } reference => (reference.Instance is null || IsPlain(reference.Instance))
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => ClientModel.Same(field.AssociatedSymbol, property)),
        _ => false,
    };
}
