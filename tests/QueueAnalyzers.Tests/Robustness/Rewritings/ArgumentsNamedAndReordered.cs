using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>The arguments of the client's methods and of the program's own are all named, and stand in the opposite order.</summary>
internal sealed class ArgumentsNamedAndReordered : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root)
    {
        foreach (var list in root.DescendantNodes().OfType<ArgumentListSyntax>())
        {
            if (list.Arguments.Count < 2 || list.Parent is null || model.GetSymbolInfo(list.Parent).Symbol is not IMethodSymbol method || !IsReordered(method, list, model.Compilation))
                continue;
            var pieces = list.Arguments
                .Select((argument, index) => (argument, name: argument.NameColon is null ? $"{method.Parameters[index].Name}: " : ""))
                .Reverse()
                .SelectMany((pair, index) => new[] { Piece.New(pair.argument.SpanStart, (index == 0 ? "" : ", ") + pair.name), Piece.Kept(pair.argument.Span) });
            yield return new Edit(TextSpan.FromBounds(list.Arguments[0].SpanStart, list.Arguments.Last().Span.End), [.. pieces]);
        }
    }

    private static bool IsReordered(IMethodSymbol method, ArgumentListSyntax list, Compilation compilation) =>
        (method.ContainingAssembly?.Name == "RabbitMQ.Client" || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly))
        && !method.Parameters.Any(parameter => parameter.IsParams)
        && list.Arguments.All(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None));
}
