using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The <c>catch</c> clause that gives failed deliveries back, and leaves those of a cancelled handler to the broker.</summary>
internal static class FailureClause
{
    /// <summary>The clause without its block, in the words of the function that it is put into.</summary>
    public static string In(SyntaxNode function, SemanticModel model)
    {
        var name = FreeName.In(function, "exception", model);
        var cancelled = NameOf("System.OperationCanceledException");
        var knowsNot = function.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 };
        var condition = knowsNot ? $"{name} is not {cancelled}" : $"!({name} is {cancelled})";
        return $"catch ({NameOf("System.Exception")} {name}) when ({condition})";

        string NameOf(string type) => model.Compilation.GetTypeByMetadataName(type)?.ToMinimalDisplayString(model, function.SpanStart) ?? type;
    }
}
