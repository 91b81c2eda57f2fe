using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace QueueAnalyzers.Editing;

/// <summary>A place of a solution where code mentions a symbol.</summary>
/// <param name="Document">The document.</param>
/// <param name="Reference">The whole reference: <c>name</c>, <c>this.name</c> or <c>Type.name</c>.</param>
internal sealed record Mention(Document Document, ExpressionSyntax Reference)
{
    /// <summary>All places where code mentions the symbol, in all projects. Documentation and the names of named arguments do not count.</summary>
    public static async Task<ImmutableArray<Mention>> AllOfAsync(ISymbol symbol, Solution solution, CancellationToken cancellationToken)
    {
        var mentions = ImmutableArray.CreateBuilder<Mention>();
        foreach (var found in await SymbolFinder.FindReferencesAsync(symbol, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in found.Locations.Where(location => !location.IsImplicit))
            {
                var root = await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
                if (root?.FindToken(location.Location.SourceSpan.Start).Parent is SimpleNameSyntax name
                    && name.Span == location.Location.SourceSpan
                    && name.Parent is not NameColonSyntax { Parent: ArgumentSyntax })
                    mentions.Add(new Mention(location.Document, WholeReference(name)));
            }
        }

        return mentions.ToImmutable();
    }

    private static ExpressionSyntax WholeReference(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name;
}
