using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Editing;

/// <summary>
/// The parameters of an event handler, by name. A handler that does without them, as discards or an anonymous method
/// without a parameter list, gets the names that are asked for.
/// </summary>
internal sealed class HandlerParameters
{
    private readonly SyntaxNode _declaration;
    private readonly IMethodSymbol _method;
    private readonly SemanticModel _model;
    private readonly Dictionary<int, string> _given = new();

    public HandlerParameters(SyntaxNode declaration, IMethodSymbol method, SemanticModel model)
    {
        _declaration = declaration;
        _method = method;
        _model = model;
    }

    /// <summary>The name of a parameter, its own if it can be used.</summary>
    /// <param name="ordinal">Which parameter.</param>
    /// <param name="wanted">The name that it gets if it has none.</param>
    public string NameOf(int ordinal, string wanted)
    {
        if (_given.TryGetValue(ordinal, out var known))
            return known;
        if (SyntaxOf(ordinal) is { Identifier: { ValueText: not "_", Text: var text } })
            return text;
        var name = FreeName.In(_declaration, wanted, _model);
        _given.Add(ordinal, name);
        return name;
    }

    /// <summary>Writes the names that were given into the declaration.</summary>
    public void Plan(StatementEdits edits)
    {
        if (_given.Count == 0)
            return;
        if (_declaration is AnonymousMethodExpressionSyntax { ParameterList: null } anonymous)
        {
            var list = string.Join(", ", _method.Parameters.Select(parameter =>
                parameter.Type.ToMinimalDisplayString(_model, NullableFlowState.None, _declaration.SpanStart) + Annotation(parameter) + " " + NameOf(parameter.Ordinal, parameter.Ordinal == 0 ? "sender" : "args")));
            edits.Insert(anonymous.DelegateKeyword.Span.End, " (" + list + ")");
            return;
        }

        foreach (var pair in _given)
            edits.Replace(SyntaxOf(pair.Key)!.Identifier.Span, pair.Value);
    }

    private string Annotation(IParameterSymbol parameter) =>
        parameter.NullableAnnotation == NullableAnnotation.Annotated && _model.GetNullableContext(_declaration.SpanStart).AnnotationsEnabled() ? "?" : string.Empty;

    private ParameterSyntax? SyntaxOf(int ordinal) => Functions.ParametersOf(_declaration).ElementAtOrDefault(ordinal);
}
