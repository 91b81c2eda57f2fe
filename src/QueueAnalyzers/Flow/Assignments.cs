using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds every value that a local, field or property is given. Known are symbols that only code in sight can set: locals,
/// readonly and private fields, properties whose setter is missing or private. A symbol that is also set by other means than
/// plain assignment (<c>ref</c>, <c>out</c>, <c>++</c>, deconstruction, a pattern, a loop variable) is unknown as a whole.
/// </summary>
internal sealed class Assignments
{
    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<IOperation>> _values = new(SymbolEqualityComparer.Default);

    public Assignments(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>All values that the symbol is given, in the order of the source.</summary>
    /// <returns>The values, empty when it is never set; a default array when not all of them can be seen.</returns>
    public ImmutableArray<IOperation> ValuesOf(ISymbol symbol) => _values.GetOrAdd(symbol, FindValues);

    /// <summary>The value of a symbol that is set exactly once.</summary>
    /// <returns>The value, or <see langword="null"/> when it is unknown, never set, or set more than once.</returns>
    public IOperation? SingleValueOf(ISymbol symbol) => ValuesOf(symbol) is { IsDefault: false, Length: 1 } values ? values[0] : null;

    /// <summary>Whether the parameter still has the caller's value wherever it is read.</summary>
    public bool IsNeverSet(IParameterSymbol parameter) =>
        parameter.RefKind is RefKind.None or RefKind.In && ValuesOf(parameter) is { IsDefault: false, Length: 0 };

    /// <summary>The value that a symbol has in the end, looking through locals that are set once.</summary>
    /// <param name="operation">The operation to begin with.</param>
    /// <returns>The first operation that is no such local; never <see langword="null"/>.</returns>
    public IOperation Resolve(IOperation operation)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            operation = Operations.WithoutConversions(operation);
            if (operation is not ILocalReferenceOperation local || SingleValueOf(local.Local) is not { } value)
                break;
            operation = value;
        }

        return operation;
    }

    /// <summary>The code in which a symbol can be set or used: the member around a local or parameter, all parts of the type around a field or property.</summary>
    public ImmutableArray<SyntaxNode> ScopeOf(ISymbol symbol)
    {
        if (symbol is ILocalSymbol or IParameterSymbol)
        {
            return symbol.DeclaringSyntaxReferences
                .Select(reference => MemberAround(reference.GetSyntax()))
                .OfType<SyntaxNode>()
                .ToImmutableArray();
        }

        return symbol.ContainingType?.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).ToImmutableArray() ?? ImmutableArray<SyntaxNode>.Empty;
    }

    /// <summary>Every mention of a symbol in its scope that binds to it.</summary>
    public IEnumerable<SimpleNameSyntax> MentionsOf(ISymbol symbol)
    {
        foreach (var scope in ScopeOf(symbol))
        {
            Cancellation.ThrowIfRequested();
            if (!_compilation.Compilation.ContainsSyntaxTree(scope.SyntaxTree))
                continue;
            foreach (var name in TreeNames.Of(scope.SyntaxTree).Of(symbol.Name))
            {
                if (name is IdentifierNameSyntax && scope.Span.Contains(name.Span)
                    && SymbolEqualityComparer.Default.Equals(_compilation.SymbolOf(name)?.OriginalDefinition, symbol.OriginalDefinition))
                    yield return name;
            }
        }
    }

    private static SyntaxNode? MemberAround(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is GlobalStatementSyntax)
                return ancestor.Parent;
            // A primary constructor's parameters are visible in the whole type.
            if (ancestor is TypeDeclarationSyntax or BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax)
                return ancestor;
        }

        return null;
    }

    private ImmutableArray<IOperation> FindValues(ISymbol symbol)
    {
        if (!IsSetInSightOnly(symbol))
            return default;

        var values = ImmutableArray.CreateBuilder<IOperation>();
        foreach (var declaration in symbol.DeclaringSyntaxReferences)
        {
            switch (declaration.GetSyntax())
            {
                case VariableDeclaratorSyntax { Initializer: null }:
                case ParameterSyntax:
                    break;
                case VariableDeclaratorSyntax { Initializer.Value: var value } declarator when declarator.Parent?.Parent is not FixedStatementSyntax:
                    if (ValueOf(value) is not { } initial)
                        return default;
                    values.Add(initial);
                    break;
                case PropertyDeclarationSyntax { ExpressionBody: null, Initializer: null }:
                    break;
                case PropertyDeclarationSyntax { ExpressionBody: null, Initializer.Value: var value }:
                    if (ValueOf(value) is not { } initialValue)
                        return default;
                    values.Add(initialValue);
                    break;
                default:
                    return default;
            }
        }

        foreach (var mention in MentionsOf(symbol))
        {
            var target = WholeReference(mention);
            switch (target.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == target:
                    if (assignment.Kind() is not (SyntaxKind.SimpleAssignmentExpression or SyntaxKind.CoalesceAssignmentExpression)
                        || ValueOf(assignment.Right) is not { } value)
                        return default;
                    values.Add(value);
                    break;
                case ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax deconstruction } tuple } when deconstruction.Left == tuple:
                case ArgumentSyntax argument when !argument.RefKindKeyword.IsKind(SyntaxKind.None) && !argument.RefKindKeyword.IsKind(SyntaxKind.InKeyword):
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression }:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression }:
                case RefExpressionSyntax:
                    return default;
            }
        }

        return values.ToImmutable();
    }

    /// <summary>The value of an expression as it is stored: with the conversion to the variable's type.</summary>
    private IOperation? ValueOf(ExpressionSyntax expression)
    {
        var value = _compilation.OperationOf(expression);
        while (value?.Parent is IConversionOperation { IsImplicit: true } conversion && conversion.Syntax == value.Syntax)
            value = conversion;
        return value;
    }

    /// <summary><c>this.name</c>, <c>other.name</c> or just <c>name</c>, in parentheses or not.</summary>
    public static ExpressionSyntax WholeReference(SimpleNameSyntax name)
    {
        ExpressionSyntax whole = name;
        if (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole)
            whole = access;
        return (ExpressionSyntax)Expressions.Whole(whole);
    }

    private static bool IsSetInSightOnly(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => !local.IsRef && !local.IsForEach && !local.IsFixed,
        IParameterSymbol => true,
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol property => !property.IsVirtual && !property.IsOverride && !property.IsAbstract
            && property.ContainingType.TypeKind != TypeKind.Interface
            && (property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } || property.DeclaredAccessibility == Accessibility.Private)
            && IsAutomatic(property),
        _ => false,
    };

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
