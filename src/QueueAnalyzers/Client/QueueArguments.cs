using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Reads the argument dictionary of a declaration: the entries of its initializer, and those that are set or added to the
/// variable that holds it. Entries that are made elsewhere are not seen.
/// </summary>
internal sealed class QueueArguments
{
    private readonly QueueCompilation _compilation;

    public QueueArguments(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The value of an entry in sight.</summary>
    /// <param name="arguments">The dictionary, or <see langword="null"/> where none is given.</param>
    /// <param name="key">The entry's key, as the broker knows it.</param>
    /// <returns>The last value that the entry is given, or <see langword="null"/> when there is no such entry in sight.</returns>
    public IOperation? ValueOf(IOperation? arguments, string key) =>
        arguments is null ? null : EntriesOf(arguments).Where(entry => _compilation.Constants.Of(entry.Key).Text == key).Select(entry => entry.Value).LastOrDefault();

    /// <summary>The entries of a dictionary that are in sight.</summary>
    /// <param name="arguments">The dictionary.</param>
    public IEnumerable<(IOperation Key, IOperation Value)> EntriesOf(IOperation arguments)
    {
        arguments = Operations.WithoutConversions(arguments);
        if (arguments is IObjectCreationOperation { Initializer: { } initializer })
            return initializer.Initializers.Select(EntryOf).OfType<(IOperation, IOperation)>();
        return Operations.SymbolOf(arguments) is ILocalSymbol or IFieldSymbol or IPropertySymbol
            ? EntriesOf(Operations.SymbolOf(arguments)!)
            : Enumerable.Empty<(IOperation, IOperation)>();
    }

    private IEnumerable<(IOperation Key, IOperation Value)> EntriesOf(ISymbol variable)
    {
        var values = _compilation.Assignments.ValuesOf(variable);
        foreach (var value in values.IsDefault ? Enumerable.Empty<IOperation>() : values)
        {
            if (Operations.WithoutConversions(value) is IObjectCreationOperation creation)
            {
                foreach (var entry in EntriesOf(creation))
                    yield return entry;
            }
        }

        foreach (var mention in _compilation.Assignments.MentionsOf(variable))
        {
            if (EntryThrough(mention) is { } entry)
                yield return entry;
        }
    }

    /// <summary>The entry that a statement like <c>arguments.Add(…)</c> or <c>arguments[…] = …</c> makes.</summary>
    private (IOperation Key, IOperation Value)? EntryThrough(SimpleNameSyntax mention)
    {
        SyntaxNode whole = mention.Parent is MemberAccessExpressionSyntax qualified && qualified.Name == mention ? qualified : mention;
        return whole.Parent switch
        {
            ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element when assignment.Left == element =>
                EntryOf(_compilation.OperationOf(assignment)),
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax invocation } access when access.Expression == whole =>
                EntryOf(_compilation.OperationOf(invocation)),
            _ => null,
        };
    }

    private static (IOperation Key, IOperation Value)? EntryOf(IOperation? operation) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments.Length: 2 } add => (add.Arguments[0].Value, add.Arguments[1].Value),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer, Value: var value } =>
            (indexer.Arguments[0].Value, value),
        _ => null,
    };
}
