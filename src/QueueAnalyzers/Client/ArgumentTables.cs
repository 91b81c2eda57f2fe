using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// Reads the arguments of declarations from where their dictionary is made: initializers, what is set and added on the way to
/// the declaration, copies, and methods and properties of the compilation that return or fill one. What cannot be followed
/// makes the entry that it is about unknown, or the table incomplete.
/// </summary>
internal sealed class ArgumentTables
{
    // Wrapper, helper and base helper: real code needs two.
    private const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<(SyntaxNode Outer, SyntaxNode Inner), ArgumentTable> _ofSites = new();

    public ArgumentTables(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>The arguments of a declaration.</summary>
    public ArgumentTable Of(CallSite site) => _ofSites.GetOrAdd(site.Key, _ => Read(site));

    private ArgumentTable Read(CallSite site)
    {
        if (site.Argument(ArgumentRole.Arguments) is not { } argument)
            return ArgumentTable.Empty;
        var table = TableOf(argument.Value, argument.Invocation.Syntax, MaxDepth);
        // What a wrapper does to the dictionary on its way is not worth following.
        return argument.PassedThrough.All(parameter => _compilation.Assignments.MentionsOf(parameter).Count() == 1) ? table : table.AsIncomplete();
    }

    /// <summary>The entries of a dictionary where it is used.</summary>
    private ArgumentTable TableOf(IOperation dictionary, SyntaxNode use, int depth)
    {
        if (depth == 0)
            return ArgumentTable.Unknown;
        if (_compilation.Constants.Of(dictionary).IsNull)
            return ArgumentTable.Empty;
        dictionary = Operations.WithoutConversions(dictionary);
        if (dictionary.Syntax is CollectionExpressionSyntax { Elements.Count: 0 } || Operations.SymbolOf(dictionary) is { Name: "Empty", IsStatic: true } empty && IsOfCollections(empty.ContainingType))
            return ArgumentTable.Empty;
        switch (dictionary)
        {
            case IObjectCreationOperation creation:
                return TableOf(creation, depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return EitherOf(ImmutableArray.Create(TableOf(conditional.WhenTrue, use, depth - 1), TableOf(whenFalse, use, depth - 1)));
            case IInvocationOperation call when _compilation.Callees.ImplementationOf(call) is { } helper:
                return TableOf(Callees.ReturnsOf(helper), depth);
            case IPropertyReferenceOperation { Property: { IsVirtual: false, IsOverride: false, IsAbstract: false } property }
                when property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is PropertyDeclarationSyntax { ExpressionBody.Expression: var body }:
                return TableOf(new[] { body }, depth);
            case ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation:
                return TableOf(Operations.SymbolOf(dictionary)!, use, depth);
            default:
                return ArgumentTable.Unknown;
        }
    }

    private ArgumentTable TableOf(IEnumerable<ExpressionSyntax> results, int depth)
    {
        var tables = results.Select(result => _compilation.OperationOf(result) is { } value ? TableOf(value, result, depth - 1) : ArgumentTable.Unknown).ToImmutableArray();
        return tables.Length == 1 ? tables[0] : EitherOf(tables);
    }

    private static ArgumentTable EitherOf(ImmutableArray<ArgumentTable> tables) =>
        tables.IsEmpty ? ArgumentTable.Unknown : tables.Aggregate(ArgumentTable.Empty, (all, table) => all.With(table)).AsConditional();

    private ArgumentTable TableOf(IObjectCreationOperation creation, int depth)
    {
        if (!IsOfCollections(creation.Type))
            return ArgumentTable.Unknown;

        var table = ArgumentTable.Empty;
        foreach (var argument in creation.Arguments.Where(argument => argument.Parameter?.Name is "dictionary" or "collection"))
            table = table.With(TableOf(argument.Value, creation.Syntax, depth - 1));
        foreach (var element in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
            table = EntryOf(element, isConditional: false) is { } entry ? Plus(table, entry) : table.AsIncomplete();
        return table;
    }

    private static bool IsOfCollections(ITypeSymbol? type) => type?.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private ArgumentTable TableOf(ISymbol variable, SyntaxNode use, int depth)
    {
        var values = _compilation.Assignments.ValuesOf(variable);
        var table = variable is IParameterSymbol || values.IsDefaultOrEmpty
            ? ArgumentTable.Unknown
            : values.Length == 1
                ? TableOf(values[0], use, depth - 1)
                : EitherOf(values.Select(value => TableOf(value, use, depth - 1)).ToImmutableArray());
        foreach (var mention in _compilation.Assignments.MentionsOf(variable))
        {
            if (!IsAfter(mention, use))
                table = Continue(table, mention, use, depth);
        }

        return table;
    }

    /// <summary>What a mention of the variable makes of its table.</summary>
    private ArgumentTable Continue(ArgumentTable table, SimpleNameSyntax mention, SyntaxNode use, int depth)
    {
        var whole = Assignments.WholeReference(mention);
        switch (whole.Parent)
        {
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element when assignment.Left == element:
            case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax }:
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access when access.Expression == whole:
                return Change(table, whole, use);
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax or ObjectCreationExpressionSyntax } argument:
                return HandOver(table, argument, use, depth);
            case EqualsValueClauseSyntax or InitializerExpressionSyntax or AnonymousObjectMemberDeclaratorSyntax:
            case AssignmentExpressionSyntax assignment when assignment.Right == whole:
                // Another name for it: what is done under that is not seen.
                return use.Contains(whole) ? table : table.AsIncomplete();
            default:
                return table;
        }
    }

    private ArgumentTable Change(ArgumentTable table, ExpressionSyntax whole, SyntaxNode use)
    {
        var expression = whole.Parent switch
        {
            ConditionalAccessExpressionSyntax access => access.WhenNotNull,
            ElementAccessExpressionSyntax element => (ExpressionSyntax)element.Parent!,
            var access => (ExpressionSyntax)access!.Parent!,
        };
        var operation = _compilation.OperationOf(expression);
        if (EntryOf(operation, IsConditional(expression, use)) is { } entry)
            return Plus(table, entry);
        return operation is IInvocationOperation { TargetMethod: var method } && !IsReader(method) ? table.AsConditional().AsIncomplete() : table;
    }

    private ArgumentTable HandOver(ArgumentTable table, ArgumentSyntax argument, SyntaxNode use, int depth)
    {
        var call = argument.Parent!.Parent!;
        if (call == use || call.Contains(use))
            return table;
        switch (_compilation.OperationOf(call))
        {
            case IObjectCreationOperation { Type: { } type } when IsOfCollections(type):
            case { } operation when _compilation.Client.CallOf(operation) is not null:
            case IInvocationOperation { TargetMethod: var method } when Observers.Include(method):
                return table;
            case IInvocationOperation invocation when depth > 1 && _compilation.Callees.ImplementationOf(invocation) is { } helper
                && invocation.Arguments.FirstOrDefault(candidate => Operations.SyntaxOf(candidate) == argument)?.Parameter is { } parameter:
                return Filled(table, helper, parameter, IsConditional(call, use), depth - 1);
            default:
                return table.AsIncomplete();
        }
    }

    /// <summary>The table after a method of the compilation has had the dictionary in its hands.</summary>
    private ArgumentTable Filled(ArgumentTable table, IMethodSymbol helper, IParameterSymbol parameter, bool isConditional, int depth)
    {
        if (Callees.DeclarationOf(helper) is not { } declaration)
            return table.AsIncomplete();
        var filled = ArgumentTable.Empty;
        var own = helper.Parameters[parameter.Ordinal];
        if (!_compilation.Assignments.IsNeverSet(own))
            return table.AsIncomplete();
        foreach (var mention in _compilation.Assignments.MentionsOf(own))
            filled = Continue(filled, mention, declaration, depth);
        return table.With(isConditional ? filled.AsConditional() : filled);
    }

    /// <summary>A later entry takes an earlier one's place; when it is not sure, neither is. What is set under a key that cannot be seen may be any of them.</summary>
    private static ArgumentTable Plus(ArgumentTable table, ArgumentEntry entry) =>
        entry.Name is null
            ? new ArgumentTable((entry.Syntax is AssignmentExpressionSyntax ? table.AsConditional() : table).Entries.Add(entry), IsComplete: false)
            : new ArgumentTable(
                table.Entries
                    .Where(known => known.Name != entry.Name || entry.IsConditional)
                    .Select(known => known.Name == entry.Name ? known with { IsConditional = true } : known)
                    .Append(entry)
                    .ToImmutableArray(),
                table.IsComplete);

    private ArgumentEntry? EntryOf(IOperation? operation, bool isConditional) => operation switch
    {
        IInvocationOperation { TargetMethod.Name: "Add" or "TryAdd", Arguments.Length: 2 } add =>
            Entry(add.Arguments[0].Value, add.Arguments[1].Value, add.Syntax, isConditional),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer, Value: var value } assignment =>
            Entry(indexer.Arguments[0].Value, value, assignment.Syntax, isConditional),
        _ => null,
    };

    private ArgumentEntry Entry(IOperation key, IOperation value, SyntaxNode syntax, bool isConditional) =>
        new(key, _compilation.Constants.Of(key).Text, value, syntax, isConditional);

    /// <summary>Whether the method of a dictionary leaves it as it is.</summary>
    private static bool IsReader(IMethodSymbol method) =>
        method.Name is "ContainsKey" or "TryGetValue" or "Contains" or "ContainsValue" or "GetValueOrDefault" or "GetEnumerator" or "ToString" or "ToDictionary"
            or "Any" or "Count" or "Select" or "Where" or "OrderBy" or "CopyTo";

    /// <summary>Whether code stands behind the use in the same member, and not in a loop with it.</summary>
    private static bool IsAfter(SyntaxNode mention, SyntaxNode use) =>
        IsBehind(mention, use) && !use.Ancestors().Any(ancestor => IsLoop(ancestor) && ancestor.Contains(mention));

    /// <summary>Whether code need not have run when the use does.</summary>
    private static bool IsConditional(SyntaxNode code, SyntaxNode use)
    {
        if (!AreInOneMember(code, use) && !use.Contains(code) && MemberOf(code) is not ConstructorDeclarationSyntax)
            return true;
        // It runs before the next round of the loop around both.
        if (IsBehind(code, use))
            return true;
        foreach (var ancestor in code.Ancestors())
        {
            if (ancestor.Contains(use) || ancestor is MemberDeclarationSyntax or LocalFunctionStatementSyntax)
                return false;
            if (IsLoop(ancestor) || ancestor is IfStatementSyntax or ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax or ConditionalExpressionSyntax
                or ConditionalAccessExpressionSyntax or TryStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax
                or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression })
                return true;
        }

        return false;
    }

    private static bool IsBehind(SyntaxNode code, SyntaxNode use) => AreInOneMember(code, use) && code.SpanStart > use.Span.End;

    private static bool AreInOneMember(SyntaxNode code, SyntaxNode use) => code.SyntaxTree == use.SyntaxTree && MemberOf(code) == MemberOf(use);

    private static SyntaxNode? MemberOf(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is (MemberDeclarationSyntax and not GlobalStatementSyntax) or LocalFunctionStatementSyntax);

    private static bool IsLoop(SyntaxNode node) =>
        node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax;
}
