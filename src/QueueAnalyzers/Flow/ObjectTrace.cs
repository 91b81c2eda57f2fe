using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// One walk forward from the creation of an object to everything that is done with it: through the variables that it is stored in,
/// into the methods of the compilation that it is passed to, and out of the methods that return it to their callers in the same
/// type. Order is not looked at, and a variable that holds several objects has the uses of all. What it does not know, and every
/// variable that code elsewhere can read, hands the object out.
/// </summary>
internal sealed class ObjectTrace
{
    private const int MaxSymbols = 64;

    private static readonly HashSet<string> TaskMembers = new() { "ConfigureAwait", "GetAwaiter", "GetResult", "AsTask", "Result", "WaitAsync" };

    // The checks of arguments that the framework offers: they look at an object and keep nothing.
    private static readonly HashSet<string> Checks = new() { "ThrowIfNull", "ThrowIf", "ReferenceEquals", "Equals", "KeepAlive", "SuppressFinalize", "ConfigureAwait" };

    private readonly QueueCompilation _compilation;
    private readonly Dictionary<SyntaxNode, IInvocationOperation> _invocations = new();
    private readonly Dictionary<SyntaxNode, IMemberReferenceOperation> _members = new();
    private readonly Dictionary<SyntaxNode, IArgumentOperation> _arguments = new();
    private readonly HashSet<ISymbol> _symbols = new(SymbolEqualityComparer.Default);
    private bool _isHandedOut;

    private ObjectTrace(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Finds what is done with an object.</summary>
    /// <param name="creation">The operation that gives the object, or a task of it.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static ObjectUses Of(IOperation creation, QueueCompilation compilation)
    {
        var trace = new ObjectTrace(compilation);
        trace.FollowInitializer(creation);
        trace.Follow(creation);
        return new ObjectUses(
            trace._invocations.Values.ToImmutableArray(), trace._members.Values.ToImmutableArray(), trace._arguments.Values.ToImmutableArray(), trace._isHandedOut);
    }

    /// <summary>What an object initializer sets is set on the object.</summary>
    private void FollowInitializer(IOperation creation)
    {
        foreach (var initializer in (creation as IObjectCreationOperation)?.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is IAssignmentOperation { Target: IMemberReferenceOperation member })
                _members[member.Syntax] = member;
        }
    }

    private void Follow(IOperation value)
    {
        switch (value.Parent)
        {
            case null:
                FollowOutOfRoot(value);
                break;
            case IConversionOperation or IParenthesizedOperation or IAwaitOperation or ICoalesceOperation or ISwitchExpressionOperation:
                Follow(value.Parent);
                break;
            case IConditionalOperation conditional:
                if (conditional.Condition != value)
                    Follow(conditional);
                break;
            case ISwitchExpressionArmOperation arm:
                if (arm.Value == value)
                    Follow(arm.Parent!);
                break;
            case IConditionalAccessOperation access:
                FollowConditionalAccess(access, value);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                FollowVariable(declarator.Symbol);
                break;
            case IFieldInitializerOperation initializer:
                foreach (var field in initializer.InitializedFields)
                    FollowVariable(field);
                break;
            case IPropertyInitializerOperation initializer:
                foreach (var property in initializer.InitializedProperties)
                    FollowVariable(property);
                break;
            case ISimpleAssignmentOperation or ICoalesceAssignmentOperation:
                FollowAssignment((IAssignmentOperation)value.Parent, value);
                break;
            case IInvocationOperation invocation when invocation.Instance == value:
                FollowCall(invocation, value);
                break;
            case IArgumentOperation argument:
                FollowArgument(argument, value);
                break;
            case IMemberReferenceOperation member when member.Instance == value:
                FollowMember(member);
                break;
            case IReturnOperation { Kind: OperationKind.Return }:
                FollowReturn(value);
                break;
            case IIsPatternOperation pattern:
                foreach (var symbol in VariablesOf(pattern.Pattern))
                    FollowVariable(symbol);
                break;
            case IExpressionStatementOperation or IBinaryOperation or IIsTypeOperation or INameOfOperation or IInterpolationOperation
                or IUsingOperation or IUsingDeclarationOperation or ILockOperation or ITypeOfOperation:
                break;
            default:
                _isHandedOut = true;
                break;
        }
    }

    /// <summary>Some of the compiler's versions end the operations of a constructor at its arguments.</summary>
    private void FollowOutOfRoot(IOperation value)
    {
        if (value.Syntax.FirstAncestorOrSelf<SyntaxNode>(node => node is ConstructorInitializerSyntax or PrimaryConstructorBaseTypeSyntax) is { } initializer)
            _isHandedOut |= !_compilation.Client.Declares(_compilation.SymbolOf(initializer));
        else
            _isHandedOut |= value.Syntax.Parent is not ExpressionStatementSyntax;
    }

    private void FollowConditionalAccess(IConditionalAccessOperation access, IOperation value)
    {
        if (access.WhenNotNull == value)
        {
            Follow(access);
            return;
        }

        foreach (var placeholder in access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>())
        {
            if (Operations.OutOfConditionalAccess(placeholder) == value)
                Follow(placeholder);
        }
    }

    private void FollowAssignment(IAssignmentOperation assignment, IOperation value)
    {
        if (assignment.Target == value)
        {
            // ??= gives what was there before as well.
            if (assignment is ICoalesceAssignmentOperation)
                Follow(assignment);
            return;
        }

        if (Operations.SymbolOf(assignment.Target) is { } variable && !variable.DeclaringSyntaxReferences.IsEmpty)
            FollowVariable(variable);
        else
            _isHandedOut |= assignment.Target is not IDiscardOperation;
        Follow(assignment);
    }

    private void FollowCall(IInvocationOperation invocation, IOperation value)
    {
        if (IsTask(value.Type))
        {
            if (TaskMembers.Contains(invocation.TargetMethod.Name))
                Follow(invocation);
            else
                _isHandedOut |= invocation.TargetMethod.Name != "Wait";
            return;
        }

        _invocations[invocation.Syntax] = invocation;
    }

    private void FollowMember(IMemberReferenceOperation member)
    {
        if (IsTask(member.Instance?.Type))
        {
            if (TaskMembers.Contains(member.Member.Name))
                Follow(member);
            return;
        }

        _members[member.Syntax] = member;
        // Of a method that is made a delegate nobody knows when it is called.
        _isHandedOut |= member is IMethodReferenceOperation;
    }

    private void FollowArgument(IArgumentOperation argument, IOperation value)
    {
        var method = argument.Parent switch
        {
            IInvocationOperation invocation => invocation.TargetMethod,
            IObjectCreationOperation creation => creation.Constructor,
            _ => null,
        };
        if (method is null || argument.Parameter is not { RefKind: RefKind.None or RefKind.In } parameter)
        {
            _isHandedOut = true;
        }
        else if (argument.Parent is IInvocationOperation call && _compilation.Client.CallOf(call)?.Receiver is { } receiver && receiver.Syntax == Operations.WithoutConversions(Operations.OutOfConditionalAccess(value)).Syntax)
        {
            _invocations[call.Syntax] = call;
        }
        else if (argument.Parent is IInvocationOperation { TargetMethod: { IsExtensionMethod: true } extension } task && IsTask(value.Type) && TaskMembers.Contains(extension.Name))
        {
            Follow(task);
        }
        else if (_compilation.Client.Declares(method))
        {
            _arguments[argument.Syntax] = argument;
        }
        else if (SourceOf(method) is { } source && parameter.Ordinal < source.Parameters.Length)
        {
            FollowVariable(source.Parameters[parameter.Ordinal]);
        }
        else
        {
            _isHandedOut |= !Checks.Contains(method.Name);
        }
    }

    /// <summary>The method in source that surely gets the argument. What a record is made of, everybody can read.</summary>
    private IMethodSymbol? SourceOf(IMethodSymbol method)
    {
        if (method.MethodKind != MethodKind.Constructor)
            return _compilation.Callees.ImplementationOf(method);
        return method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty || method.ContainingType.IsRecord ? null : method.OriginalDefinition;
    }

    private void FollowReturn(IOperation value)
    {
        var declaration = value.Syntax.Ancestors().FirstOrDefault(node =>
            node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax);
        var symbol = declaration is null or AnonymousFunctionExpressionSyntax ? null : _compilation.ModelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration);
        if (symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property })
            symbol = property;

        switch (symbol)
        {
            case IPropertySymbol:
                FollowVariable(symbol);
                break;
            case IMethodSymbol method:
                _isHandedOut |= !Callees.IsCalledInTypeOnly(method);
                FollowCallers(method);
                break;
            default:
                _isHandedOut = true;
                break;
        }
    }

    private void FollowCallers(IMethodSymbol method)
    {
        if (!Enter(method))
            return;
        foreach (var mention in _compilation.Assignments.MentionsOf(method))
        {
            var whole = Assignments.WholeReference(mention);
            if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole)
            {
                if (_compilation.OperationOf(call) is { } invocation)
                    Follow(invocation);
            }
            else
            {
                _isHandedOut |= !IsOnlyNamed(mention);
            }
        }
    }

    private void FollowVariable(ISymbol variable)
    {
        variable = variable.OriginalDefinition;
        if (!Enter(variable))
            return;
        _isHandedOut |= variable is IFieldSymbol or IPropertySymbol && variable.DeclaredAccessibility != Accessibility.Private;
        foreach (var mention in _compilation.Assignments.MentionsOf(variable))
        {
            if (WholeOf(mention) is { } operation)
                Follow(operation);
        }
    }

    private bool Enter(ISymbol symbol)
    {
        if (!_symbols.Add(symbol))
            return false;
        _isHandedOut |= _symbols.Count > MaxSymbols;
        return _symbols.Count <= MaxSymbols;
    }

    /// <summary><c>this.channel</c> for the <c>channel</c> in it, which is no operation of its own.</summary>
    private IOperation? WholeOf(SimpleNameSyntax mention) =>
        _compilation.OperationOf(mention.Parent is MemberAccessExpressionSyntax access && access.Name == mention ? access : mention)
        ?? _compilation.OperationOf(Assignments.WholeReference(mention));

    private static IEnumerable<ISymbol> VariablesOf(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation { DeclaredSymbol: { } symbol } => new[] { symbol },
        IRecursivePatternOperation { DeclaredSymbol: { } symbol } => new[] { symbol },
        IBinaryPatternOperation binary => VariablesOf(binary.LeftPattern).Concat(VariablesOf(binary.RightPattern)),
        _ => Enumerable.Empty<ISymbol>(),
    };

    private static bool IsOnlyNamed(SyntaxNode mention) =>
        mention.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }
        || mention.FirstAncestorOrSelf<CrefSyntax>() is not null;

    private static bool IsTask(ITypeSymbol? type) =>
        type?.Name is "Task" or "ValueTask" or "TaskAwaiter" or "ValueTaskAwaiter" or "ConfiguredTaskAwaitable" or "ConfiguredValueTaskAwaitable" or "ConfiguredTaskAwaiter" or "ConfiguredValueTaskAwaiter"
        && type.ContainingNamespace?.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices";
}
