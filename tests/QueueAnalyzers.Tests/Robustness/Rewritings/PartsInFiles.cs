using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>Classes are partial, and every second member of theirs stands in another file.</summary>
internal sealed class PartsInFiles : Rewriting
{
    public override ImmutableArray<RewrittenFile> Rewrite(SemanticModel model, CompilationUnitSyntax root)
    {
        var (path, text) = (model.SyntaxTree.FilePath, model.SyntaxTree.ToString());
        var edits = new List<Edit>();
        var part = new List<Piece> { Piece.New(0, root.Usings.ToFullString()) };
        foreach (var type in root.ContainsDirectives ? [] : root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(IsSplit))
        {
            var moved = type.Members.Where((_, index) => index % 2 == 1).ToArray();
            edits.AddRange(moved.Select(member => new Edit(member.FullSpan)));
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                edits.Add(Edit.Insert(type.Keyword.SpanStart, "partial "));
            var name = (type.Parent as BaseNamespaceDeclarationSyntax)?.Name;
            part.Add(Piece.New(0, $"{(name is null ? "" : $"namespace {name}\n{{\n")}partial class {type.Identifier}{type.TypeParameterList}\n{{\n"));
            part.AddRange(moved.Select(member => Piece.Kept(member.FullSpan)));
            part.Add(Piece.New(0, name is null ? "\n}\n" : "\n}\n}\n"));
        }

        var kept = RewrittenFile.Of(path, text, edits);
        return edits.Count == 0 ? [kept] : [kept, new RewrittenFile(Path.ChangeExtension(path, ".More.cs"), text, part)];
    }

    private static bool IsSplit(ClassDeclarationSyntax type) =>
        type is { Parent: CompilationUnitSyntax or BaseNamespaceDeclarationSyntax { Parent: CompilationUnitSyntax }, Members.Count: > 1 } && !type.Modifiers.Any(SyntaxKind.FileKeyword);
}
