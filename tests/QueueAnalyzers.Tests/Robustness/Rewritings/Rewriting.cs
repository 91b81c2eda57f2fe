using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Tests.Robustness.Rewritings;

/// <summary>A way to write a program differently that changes nothing about what it does.</summary>
internal abstract class Rewriting
{
    public static ImmutableArray<Rewriting> All { get; } =
    [
        new LocalsRenamed(), new ConstantsExtracted(), new ArgumentsNamedAndReordered(), new ParenthesesAdded(), new BlocksAdded(), new PartsInFiles(),
        new TypesAliased(), new ThisAdded(), new BlockBodies(), new CommentsAdded(),
    ];

    public string Name => GetType().Name;

    /// <summary>Writes a file differently; the first file has the path of the original.</summary>
    public virtual ImmutableArray<RewrittenFile> Rewrite(SemanticModel model, CompilationUnitSyntax root) =>
        [RewrittenFile.Of(model.SyntaxTree.FilePath, model.SyntaxTree.ToString(), EditsOf(model, root))];

    public override string ToString() => Name;

    protected virtual IEnumerable<Edit> EditsOf(SemanticModel model, CompilationUnitSyntax root) => [];
}
