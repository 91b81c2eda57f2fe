using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MutationScore;

/// <summary>A small mistake that Stryker has built into our code, and that does nothing until it is chosen.</summary>
/// <param name="Id">What it is chosen by.</param>
/// <param name="File">The file of ours.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Mutator">What kind of mistake it is.</param>
/// <param name="Replacement">The code that runs instead.</param>
internal sealed record Mutant(int Id, string File, int Line, int Column, string Mutator, string Replacement)
{
    /// <summary>The mutants of one of Stryker's reports that compile.</summary>
    public static List<Mutant> Read(string report)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(report));
        return
        [
            .. from file in document.RootElement.GetProperty("files").EnumerateObject()
               from mutant in file.Value.GetProperty("mutants").EnumerateArray()
               where mutant.GetProperty("status").GetString() is not ("CompileError" or "Ignored")
               select new Mutant(
                   int.Parse(mutant.GetProperty("id").GetString()!),
                   file.Name,
                   mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32(),
                   mutant.GetProperty("location").GetProperty("start").GetProperty("column").GetInt32(),
                   mutant.GetProperty("mutatorName").GetString()!,
                   mutant.GetProperty("replacement").GetString()!),
        ];
    }

    /// <summary>Whether the code runs once in a process: it makes the value of a static field or property.</summary>
    public bool RunsOnce()
    {
        var tree = CSharpSyntaxTree.ParseText(System.IO.File.ReadAllText(File));
        var position = tree.GetText().Lines[Line - 1].Start + Column - 1;
        return tree.GetRoot().FindToken(position).Parent!.AncestorsAndSelf().OfType<EqualsValueClauseSyntax>()
            .Any(value => value.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member && member.Modifiers.Any(SyntaxKind.StaticKeyword) && member is not BaseMethodDeclarationSyntax
                && !value.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax));
    }
}
