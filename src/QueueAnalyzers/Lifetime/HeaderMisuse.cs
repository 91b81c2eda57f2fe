using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>What code takes the value of a header for.</summary>
internal enum HeaderUse
{
    /// <summary>It is cast to a string.</summary>
    Cast,

    /// <summary>It is asked whether it is a string.</summary>
    Test,

    /// <summary>Its text is taken.</summary>
    Text,

    /// <summary>It is compared with a string.</summary>
    Comparison,
}

/// <summary>A place where the value of a received header is taken for a string.</summary>
/// <param name="Use">What it is taken for.</param>
/// <param name="Value">The expression that gives the value.</param>
/// <param name="Header">The header.</param>
internal sealed record HeaderMisuse(HeaderUse Use, ExpressionSyntax Value, HeaderValue Header)
{
    /// <summary>What can hold a misuse.</summary>
    public static readonly SyntaxKind[] Kinds =
    {
        SyntaxKind.CastExpression, SyntaxKind.AsExpression, SyntaxKind.IsExpression, SyntaxKind.IsPatternExpression, SyntaxKind.SwitchStatement, SyntaxKind.SwitchExpression,
        SyntaxKind.EqualsExpression, SyntaxKind.NotEqualsExpression, SyntaxKind.AddExpression, SyntaxKind.Interpolation, SyntaxKind.InvocationExpression,
    };

    /// <summary>The expression as it is written, with what stands left of <c>?.</c>.</summary>
    public TextSpan Span
    {
        get
        {
            var start = Value.SpanStart;
            for (SyntaxNode node = Value; node.Parent is ExpressionSyntax parent; node = parent)
            {
                if (parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == node)
                    start = access.SpanStart;
            }

            return TextSpan.FromBounds(start, Value.Span.End);
        }
    }

    /// <summary>The misuses in a piece of code of one of the <see cref="Kinds"/>; not those in code inside of it.</summary>
    public static IEnumerable<HeaderMisuse> In(SyntaxNode code, QueueCompilation compilation)
    {
        foreach (var (use, expression) in CandidatesIn(code))
        {
            var value = expression is null ? null : (ExpressionSyntax)Expressions.Inside(expression);
            if (value is null or LiteralExpressionSyntax || compilation.OperationOf(value) is not { } operation || compilation.ReceivedHeaders.ValueOf(operation) is not { } header)
                continue;
            if (!IsTakenForString(code, expression!, compilation) || TypeTests.Distinguish(value, header, use, compilation) || compilation.ReceivedHeaders.IsSetAround(operation, header))
                continue;
            yield return new HeaderMisuse(use, value, header);
        }
    }

    private static IEnumerable<(HeaderUse Use, ExpressionSyntax? Value)> CandidatesIn(SyntaxNode code)
    {
        switch (code)
        {
            case CastExpressionSyntax cast when TypeTests.IsString(cast.Type):
                yield return (HeaderUse.Cast, cast.Expression);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.IsExpression, Right: TypeSyntax type } test when TypeTests.IsString(type):
                yield return (HeaderUse.Test, test.Left);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison:
                yield return (HeaderUse.Comparison, comparison.Left);
                yield return (HeaderUse.Comparison, comparison.Right);
                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                yield return (HeaderUse.Text, sum.Left);
                yield return (HeaderUse.Text, sum.Right);
                break;
            case InterpolationSyntax interpolation:
                yield return (HeaderUse.Text, interpolation.Expression);
                break;
            case IsPatternExpressionSyntax or SwitchStatementSyntax or SwitchExpressionSyntax:
                if (TypeTests.UseIn(code) is { } use)
                    yield return (use, TypeTests.TestedBy(code));
                break;
            case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: <= 2 } arguments } invocation:
                switch (ClientCall.NameOf(invocation)?.Identifier.ValueText)
                {
                    case "ToString":
                        yield return (HeaderUse.Text, arguments.Count == 0 ? ReceiverOf(invocation) : arguments[0].Expression);
                        break;
                    case "Equals":
                        yield return (HeaderUse.Comparison, ReceiverOf(invocation));
                        foreach (var argument in arguments)
                            yield return (HeaderUse.Comparison, argument.Expression);
                        break;
                }

                break;
        }
    }

    private static bool IsTakenForString(SyntaxNode code, ExpressionSyntax value, QueueCompilation compilation) => code switch
    {
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison =>
            IsText(comparison.Left == value ? comparison.Right : comparison.Left, compilation),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } => compilation.OperationOf(code) is { Type.SpecialType: SpecialType.System_String },
        InvocationExpressionSyntax invocation => compilation.OperationOf(invocation) is IInvocationOperation { TargetMethod: var method } call && method.Name switch
        {
            // Whoever parses the text knows that it is a number.
            "ToString" => (method.ContainingType.SpecialType == SpecialType.System_Object || method.ContainingType.Name == "Convert") && !NumberTexts.IsParsed(invocation, compilation),
            _ => call.Arguments.Select(argument => argument.Value.Syntax).Append(ReceiverOf(invocation)).Any(other => other is ExpressionSyntax text && text != value && IsText(text, compilation)),
        },
        _ => true,
    };

    private static bool IsText(ExpressionSyntax expression, QueueCompilation compilation) =>
        compilation.OperationOf(expression) is { Type.SpecialType: SpecialType.System_String, ConstantValue: not { HasValue: true, Value: null } };

    /// <summary>What a method is called on, also left of <c>?.</c>.</summary>
    public static ExpressionSyntax? ReceiverOf(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression,
        MemberBindingExpressionSyntax => invocation.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression,
        _ => null,
    };
}
