using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>Decodes the bytes of a header where they are taken for a string (RMQ4011).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HeaderFix))]
public sealed class HeaderFix : QueueCodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(LifetimeRules.HeaderIsTakenForString.Id);

    private protected override ImmutableArray<FixVariant> Variants { get; } = ImmutableArray.Create(
        new FixVariant(LifetimeRules.HeaderIsTakenForString.Id + ".Decode", "Decode the header", context => Task.FromResult(Plan(context))));

    private static EditPlan? Plan(FixContext context)
    {
        var span = context.Diagnostic.Location.SourceSpan;
        foreach (var code in PlacesAround(context.Root.FindNode(span, getInnermostNodeForTie: true)))
        {
            if (Array.IndexOf(HeaderMisuse.Kinds, code.Kind()) >= 0
                && HeaderMisuse.In(code, context.Compilation).FirstOrDefault(misuse => misuse.Span == span) is { } misuse)
                return misuse.Header.MayBeReplaced ? null : new Decoding(context, code, misuse).Plan();
        }

        return null;
    }

    /// <summary>The code around the value of a header, and what is called on it right of <c>?.</c>.</summary>
    private static IEnumerable<SyntaxNode> PlacesAround(SyntaxNode value) =>
        value.AncestorsAndSelf().SelectMany(node => node is ConditionalAccessExpressionSyntax access ? access.WhenNotNull.DescendantNodesAndSelf() : new[] { node });

    /// <summary>One place, and how it reads when the header is decoded there.</summary>
    private sealed class Decoding
    {
        private readonly FixContext _context;
        private readonly SyntaxNode _code;
        private readonly HeaderMisuse _misuse;
        private readonly SourceText _text;

        public Decoding(FixContext context, SyntaxNode code, HeaderMisuse misuse)
        {
            _context = context;
            _code = code;
            _misuse = misuse;
            _text = code.SyntaxTree.GetText();
        }

        private string Value => _text.ToString(_misuse.Span);

        /// <summary>Whether the program goes on where the header, or all of them, are not there.</summary>
        private bool MayBeMissing => _misuse.Span.Start != _misuse.Value.SpanStart || _misuse.Value is ConditionalAccessExpressionSyntax;

        public EditPlan? Plan() => _code switch
        {
            CastExpressionSyntax cast => MayBeMissing || cast.Type is NullableTypeSyntax ? Around(cast.Span, orElse: "null") : Around(cast.Span),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression } test => Around(test.Span, orElse: "null"),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression } test => new EditPlan().Replace(_context.Document, test.Right.Span, "byte[]"),
            IsPatternExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax => PlanPattern(),
            InvocationExpressionSyntax call when _misuse.Use == HeaderUse.Text => PlanText(call),
            InvocationExpressionSyntax call => PlanEquals(call),
            _ when _misuse.Use == HeaderUse.Text && _misuse.Header.Key is null => IsRepeatable ? Around(_misuse.Span, orElse: Value) : null,
            _ => MayBeMissing || _misuse.Header.Key is null ? Around(_misuse.Span, orElse: "null") : Around(_misuse.Span),
        };

        private bool IsRepeatable => RepeatableExpression.Of(_misuse.Value, _context.Compilation) is not null;

        private EditPlan? PlanPattern()
        {
            // What is decoded is a string, and can be compared with nothing else.
            var constants = TypeTests.LabelsIn(_code).SelectMany(label => label.DescendantNodesAndSelf()).Where(node => node.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax).ToList();
            if (!TypeTests.TypesIn(_code).All(TypeTests.IsString)
                || constants.Any(constant => _context.Model.GetTypeInfo(constant).Type is { SpecialType: not SpecialType.System_String }))
                return null;
            return _misuse.Use == HeaderUse.Test || MayBeMissing || _misuse.Header.Key is null || constants.Any(constant => constant.IsKind(SyntaxKind.NullLiteralExpression))
                ? Around(_misuse.Span, orElse: "null")
                : Around(_misuse.Span);
        }

        private EditPlan? PlanText(InvocationExpressionSyntax call)
        {
            // Convert.ToString makes an empty text of nothing.
            if (call.ArgumentList.Arguments.Count > 0)
                return _misuse.Header.Key is null ? null : Around(call.Span, orElse: "\"\"");

            var start = Math.Min(_misuse.Span.Start, call.Expression is MemberAccessExpressionSyntax access ? access.Expression.SpanStart : call.SpanStart);
            var whole = TextSpan.FromBounds(start, call.Span.End);
            if (_misuse.Header.Key is null)
                return IsRepeatable ? Around(whole, orElse: _text.ToString(whole)) : null;
            if (call.Expression is not MemberBindingExpressionSyntax && !MayBeMissing)
                return Around(whole);
            // What follows is skipped when there is nothing, as it was.
            return Around(whole, orElse: "null", suffix: call.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax ? "?" : string.Empty);
        }

        private EditPlan? PlanEquals(InvocationExpressionSyntax call)
        {
            var isReceiver = call.Expression.Span.Contains(_misuse.Span) || call.Expression is MemberBindingExpressionSyntax && _misuse.Span.End < call.SpanStart + 1;
            if (!isReceiver)
                return MayBeMissing || _misuse.Header.Key is null ? Around(_misuse.Span, orElse: "null") : Around(_misuse.Span);
            if (call.Expression is MemberBindingExpressionSyntax)
                return Around(_misuse.Span, orElse: "null");
            return MayBeMissing || _misuse.Header.Key is null ? null : Around(_misuse.Span);
        }

        /// <summary>Decodes the header in the place of what took it for a string.</summary>
        /// <param name="whole">That place; of it, nothing but the header itself stays.</param>
        /// <param name="orElse">What stands for a header that holds no bytes; without it, one that does not is an error.</param>
        /// <param name="suffix">What follows.</param>
        private EditPlan? Around(TextSpan whole, string? orElse = null, string suffix = "")
        {
            var before = TextSpan.FromBounds(whole.Start, _misuse.Span.Start);
            var after = TextSpan.FromBounds(_misuse.Span.End, whole.End);
            if (HasComment(before) || HasComment(after) || _context.Compilation.Compilation.GetTypeByMetadataName("System.Text.Encoding") is not { } encoding)
                return null;

            var getString = TypeNames.Shortest(encoding, _context.Model, whole.Start) + ".UTF8.GetString(";
            if (orElse is null)
                return Surround(getString + "(byte[])", (MayBeNull ? "!)" : ")") + suffix);

            var bytes = _context.Names.Take(_code, "bytes", _context.Model);
            var (open, close) = NeedsParentheses(whole) ? ("(", ")") : (string.Empty, string.Empty);
            return Surround(open, $" is byte[] {bytes} ? {getString}{bytes}) : {orElse}{close}{suffix}");

            EditPlan Surround(string head, string tail) => new EditPlan().Replace(_context.Document, before, head).Replace(_context.Document, after, tail);
        }

        private bool MayBeNull =>
            _misuse.Value.Parent is PostfixUnaryExpressionSyntax
            || (_context.Model.GetNullableContext(_misuse.Value.SpanStart).WarningsEnabled()
                && _context.Model.GetTypeInfo(_misuse.Value) is { Nullability.FlowState: NullableFlowState.MaybeNull });

        private bool NeedsParentheses(TextSpan whole) =>
            _context.Root.FindNode(whole, getInnermostNodeForTie: true) is not { } node || node.Span != whole
            || node.Parent is not (ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax or AssignmentExpressionSyntax);

        private bool HasComment(TextSpan span) => _text.ToString(span) is { } text && (text.Contains("//") || text.Contains("/*") || text.Contains("#"));
    }
}
