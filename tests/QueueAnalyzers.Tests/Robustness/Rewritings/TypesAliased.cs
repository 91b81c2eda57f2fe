using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>The client's types are called by aliases.</summary>
internal sealed class TypesAliased : Rewriting
{
    protected override IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root)
    {
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in root.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (model.GetSymbolInfo(name).Symbol is INamedTypeSymbol { ContainingAssembly.Name: "RabbitMQ.Client", IsGenericType: false, ContainingType: null } type
                && name.Identifier.ValueText == type.Name
                && name.Parent is not (QualifiedNameSyntax or AttributeSyntax or UsingDirectiveSyntax or MemberBindingExpressionSyntax)
                && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
            {
                types[type.Name] = type.ToDisplayString();
                yield return Edit.Replace(name.Span, $"Aliased{type.Name}");
            }
        }

        yield return Edit.Insert(
            root.Usings.Count == 0 ? root.GetFirstToken().SpanStart : root.Usings.Last().Span.End,
            string.Concat(types.Select(type => $"\nusing Aliased{type.Key} = {type.Value};\n")));
    }
}
