using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>Tells code that asks what a header is from code that takes it for granted.</summary>
internal static class TypeTests
{
    /// <summary>Whether the member around a value tells what the value is: then what follows knows better than the analysis.</summary>
    /// <param name="value">The value of a header.</param>
    /// <param name="header">The header.</param>
    /// <param name="use">What the value is taken for. A test for a string is right only beside one for bytes.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool Distinguish(ExpressionSyntax value, HeaderValue header, HeaderUse use, QueueCompilation compilation)
    {
        var member = Functions.MemberAround(value);
        return (member ?? value.SyntaxTree.GetRoot()).DescendantNodes().Any(node =>
            TestedBy(node) is { } tested
            && (use == HeaderUse.Test ? MentionsBytes(node) : node is not CastExpressionSyntax && Tells(node))
            && IsSame(tested));

        bool IsSame(ExpressionSyntax tested) =>
            tested.ToString() == value.ToString()
            || (header.Key is not null && compilation.OperationOf(tested) is { } operation && compilation.ReceivedHeaders.ValueOf(operation)?.Key == header.Key);
    }

    /// <summary>What a pattern or <c>switch</c> takes a header for: a string by its type, or one of some strings; <see langword="null"/> for neither.</summary>
    public static HeaderUse? UseIn(SyntaxNode code)
    {
        if (TypesIn(code).Any(IsString))
            return HeaderUse.Test;
        return LabelsIn(code).SelectMany(label => label.DescendantNodesAndSelf()).Any(node => node.IsKind(SyntaxKind.StringLiteralExpression) && node.Parent is ConstantPatternSyntax or CaseSwitchLabelSyntax)
            ? HeaderUse.Comparison
            : null;
    }

    /// <summary>The expression whose type is asked for, or <see langword="null"/> when the code asks for none.</summary>
    public static ExpressionSyntax? TestedBy(SyntaxNode code) => code switch
    {
        IsPatternExpressionSyntax test => test.Expression,
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AsExpression or (int)SyntaxKind.IsExpression } test => test.Left,
        SwitchStatementSyntax choice => choice.Expression,
        SwitchExpressionSyntax choice => choice.GoverningExpression,
        CastExpressionSyntax cast when IsBytes(cast.Type) => cast.Expression,
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } call when ClientCall.NameOf(call)?.Identifier.ValueText == "GetType" => HeaderMisuse.ReceiverOf(call),
        _ => null,
    };

    /// <summary>Whether the type is a string, by how it is written.</summary>
    public static bool IsString(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => IsString(nullable.ElementType),
        PredefinedTypeSyntax predefined => predefined.Keyword.IsKind(SyntaxKind.StringKeyword),
        _ => WrittenTypes.LastNameOf(type) == nameof(String),
    };

    private static bool IsBytes(TypeSyntax type) => type switch
    {
        NullableTypeSyntax nullable => IsBytes(nullable.ElementType),
        ArrayTypeSyntax { ElementType: PredefinedTypeSyntax element } => element.Keyword.IsKind(SyntaxKind.ByteKeyword),
        _ => false,
    };

    /// <summary>Whether the test is for any type that not everything has; <c>GetType()</c> may be compared with all.</summary>
    private static bool Tells(SyntaxNode test) =>
        test is InvocationExpressionSyntax || TypesIn(test).Any(type => type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.ObjectKeyword });

    private static bool MentionsBytes(SyntaxNode test) => test is InvocationExpressionSyntax || TypesIn(test).Any(IsBytes);

    /// <summary>The types that a test names.</summary>
    public static IEnumerable<TypeSyntax> TypesIn(SyntaxNode test) => test switch
    {
        BinaryExpressionSyntax { Right: TypeSyntax type } => new[] { type },
        CastExpressionSyntax cast => new[] { cast.Type },
        _ => LabelsIn(test).SelectMany(label => label.DescendantNodesAndSelf()).Select(node => node switch
        {
            DeclarationPatternSyntax pattern => pattern.Type,
            TypePatternSyntax pattern => pattern.Type,
            RecursivePatternSyntax pattern => pattern.Type,
            ConstantPatternSyntax { Expression: TypeSyntax type } => type,
            _ => null,
        }).OfType<TypeSyntax>(),
    };

    /// <summary>The patterns of a test, or the labels of a <c>switch</c>.</summary>
    public static IEnumerable<SyntaxNode> LabelsIn(SyntaxNode test) => test switch
    {
        IsPatternExpressionSyntax pattern => new SyntaxNode[] { pattern.Pattern },
        SwitchStatementSyntax choice => choice.Sections.SelectMany(section => section.Labels),
        SwitchExpressionSyntax choice => choice.Arms.Select(arm => arm.Pattern),
        _ => Enumerable.Empty<SyntaxNode>(),
    };
}
