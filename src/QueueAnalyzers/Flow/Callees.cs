using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Finds the source that a call surely runs. A call through an interface, or of a method that can be overridden, is one of the
/// only method that it can run, when nobody outside of the compilation can have another.
/// </summary>
internal sealed class Callees
{
    private readonly QueueCompilation _compilation;
    private readonly bool _isSubstituted;

    public Callees(QueueCompilation compilation)
    {
        _compilation = compilation;
        // A test may put a mock of a type in its place.
        _isSubstituted = TestProjects.Include(compilation.Compilation);
    }

    /// <summary>The method with a body in source that a call runs.</summary>
    /// <returns>The method, or <see langword="null"/> when it has no source in this compilation or may be another one at run time.</returns>
    public IMethodSymbol? ImplementationOf(IInvocationOperation call) =>
        WithSource(IsDispatched(call) ? TargetOf(call.TargetMethod, call.Instance?.Type as INamedTypeSymbol ?? call.TargetMethod.ContainingType) : call.TargetMethod);

    /// <summary>The method with a body in source that a call of <paramref name="method"/> runs, whatever it is called on.</summary>
    /// <returns>The method, or <see langword="null"/> when it has no source in this compilation or may be another one at run time.</returns>
    public IMethodSymbol? ImplementationOf(IMethodSymbol method) => WithSource(CanBeAnother(method) ? TargetOf(method, method.ContainingType) : method);

    /// <summary>Whether nobody but the code of its own type calls the method: a local function, or a private method that implements no interface.</summary>
    public static bool IsCalledInTypeOnly(IMethodSymbol method) =>
        method.MethodKind == MethodKind.LocalFunction
        || (method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Private } && method.ExplicitInterfaceImplementations.IsEmpty);

    /// <summary>The expressions that a method with a body in source returns.</summary>
    public static IEnumerable<ExpressionSyntax> ReturnsOf(IMethodSymbol implementation)
    {
        if (DeclarationOf(implementation) is not { } declaration)
            return Enumerable.Empty<ExpressionSyntax>();
        var (block, expression) = HandlerEnds.BodyOf(declaration);
        if (expression is not null)
            return new[] { expression };
        return block?.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Select(statement => statement.Expression)
            .OfType<ExpressionSyntax>() ?? Enumerable.Empty<ExpressionSyntax>();
    }

    /// <summary>The declaration of a method in source.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol implementation) => implementation.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();

    /// <summary>The declaration of a method in this compilation.</summary>
    /// <returns>The declaration, or <see langword="null"/> when it has none, or one in another compilation.</returns>
    public SyntaxNode? OwnDeclarationOf(IMethodSymbol method) =>
        DeclarationOf(method) is { } declaration && _compilation.Compilation.ContainsSyntaxTree(declaration.SyntaxTree) ? declaration : null;

    /// <summary>What a method with a body in source does.</summary>
    /// <returns>The operation of its declaration, or <see langword="null"/> when that stands in another compilation.</returns>
    public IOperation? CodeOf(IMethodSymbol implementation) => DeclarationOf(implementation) is { } declaration ? _compilation.OperationOf(declaration) : null;

    /// <summary>The function inside a body that a call runs: a local function, or a lambda that a local holds for nothing but to be called, <c>Action ack = () => …; … ack();</c>.</summary>
    public IOperation? InnerFunctionOf(IInvocationOperation call) =>
        InnerFunctionOf(call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } instance ? Operations.SymbolOf(instance) : call.TargetMethod);

    /// <summary>The function inside a body that runs when a local function, or a local with a lambda for nothing but to be called, is called.</summary>
    public IOperation? InnerFunctionOf(ISymbol? function) => function switch
    {
        IMethodSymbol { MethodKind: MethodKind.LocalFunction } method => CodeOf(method.OriginalDefinition),
        ILocalSymbol local => LambdaOf(local) is { } lambda && IsOnlyCalled(local) ? lambda : null,
        _ => null,
    };

    private IAnonymousFunctionOperation? LambdaOf(ILocalSymbol local) =>
        local.Type.TypeKind == TypeKind.Delegate && _compilation.Assignments.SingleValueOf(local) is { } value
            ? value as IAnonymousFunctionOperation ?? (value as IDelegateCreationOperation)?.Target as IAnonymousFunctionOperation
            : null;

    private bool IsOnlyCalled(ILocalSymbol local) => _compilation.Assignments.MentionsOf(local).All(mention => mention.Parent switch
    {
        InvocationExpressionSyntax call => call.Expression == mention,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Invoke", Parent: InvocationExpressionSyntax } access => access.Expression == mention,
        _ => false,
    });

    private IMethodSymbol? WithSource(IMethodSymbol? method)
    {
        if (method is null)
            return null;
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        return method is { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation, IsAbstract: false }
            && OwnDeclarationOf(method) is { } declaration and not MethodDeclarationSyntax { Body: null, ExpressionBody: null }
                ? method
                : null;
    }

    /// <summary>Whether the object decides what runs: <c>base.Handle()</c> is the one call of such a method where it does not.</summary>
    private static bool IsDispatched(IInvocationOperation call) => CanBeAnother(call.TargetMethod) && (call.IsVirtual || call.Instance is null);

    private static bool CanBeAnother(IMethodSymbol method) =>
        method.IsAbstract || ((method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed);

    /// <summary>The only method that runs when <paramref name="method"/> is called on an object that is known as a <paramref name="receiver"/>.</summary>
    private IMethodSymbol? TargetOf(IMethodSymbol method, INamedTypeSymbol? receiver)
    {
        // What a type parameter stands for decides on a static member.
        if (method.IsStatic || receiver is null || _isSubstituted
            || !ClientModel.Same(receiver.ContainingAssembly, _compilation.Compilation.Assembly)
            || !(_compilation.Visibility.IsInsideOnly(receiver) || _compilation.Visibility.IsInsideOnly(method)))
            return null;

        IMethodSymbol? only = null;
        foreach (var type in _compilation.Subtypes.Of(receiver))
        {
            if (type.IsAbstract || !Subtypes.As(receiver, type).Any(seen => MayBe(seen, receiver)))
                continue;
            foreach (var target in TargetsIn(type, method))
            {
                if (only is not null && !ClientModel.Same(only, target))
                    return null;
                only = target;
            }
        }

        // A class that everybody sees may be derived from, even if the interface is the program's own.
        return only is null || !CanBeAnother(only) || _compilation.Visibility.IsInsideOnly(only) ? only : null;
    }

    /// <summary>What runs in objects of a type: one method, or one for each construction of an interface.</summary>
    private static IEnumerable<IMethodSymbol> TargetsIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.ContainingType.TypeKind != TypeKind.Interface)
        {
            if (OverrideIn(type, method) is { } overriding)
                yield return overriding;
            yield break;
        }

        foreach (var seen in Subtypes.As(method.ContainingType, type).Where(seen => MayBe(seen, method.ContainingType)))
        {
            foreach (var member in seen.GetMembers(method.Name).OfType<IMethodSymbol>().Where(member => ClientModel.Same(member.OriginalDefinition, method.OriginalDefinition)))
            {
                if (type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                    yield return OverrideIn(type, implementation) ?? implementation.OriginalDefinition;
            }
        }
    }

    private static IMethodSymbol? OverrideIn(INamedTypeSymbol type, IMethodSymbol method)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(method.Name).OfType<IMethodSymbol>())
            {
                for (var overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                {
                    if (ClientModel.Same(overridden.OriginalDefinition, method.OriginalDefinition))
                        return member.OriginalDefinition;
                }
            }
        }

        return null;
    }

    /// <summary>Whether what has one construction of a type may be used as another.</summary>
    private static bool MayBe(INamedTypeSymbol type, INamedTypeSymbol wanted) =>
        ClientModel.Same(type, wanted) || IsOpen(type) || IsOpen(wanted) || wanted.TypeParameters.Any(parameter => parameter.Variance != VarianceKind.None);

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen) || (named.ContainingType is { } around && IsOpen(around)),
        _ => false,
    };
}
