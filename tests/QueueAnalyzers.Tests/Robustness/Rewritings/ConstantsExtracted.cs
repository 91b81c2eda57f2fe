using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Arguments that are literals are constants of a class.</summary>
internal sealed class ConstantsExtracted : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root)
    {
        var type = $"Extracted_{string.Concat(model.SyntaxTree.FilePath.Where(char.IsLetterOrDigit))}";
        var constants = new StringBuilder($"\ninternal static class {type}\n{{\n");
        var count = 0;
        foreach (var literal in root.DescendantNodes().OfType<LiteralExpressionSyntax>().Where(IsExtracted))
        {
            yield return Edit.Replace(literal.Span, $"{type}.C{count}");
            constants.Append(CultureInfo.InvariantCulture, $"    public const {model.GetTypeInfo(literal).Type!.ToDisplayString()} C{count++} = {literal};\n");
        }

        yield return Edit.Insert(root.FullSpan.End, constants.Append("}\n").ToString());
    }

    private static bool IsExtracted(LiteralExpressionSyntax literal) => literal is { Parent: ArgumentSyntax, RawKind: not ((int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression or (int)SyntaxKind.Utf8StringLiteralExpression) };
}
