using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>Looks through what does not change a value.</summary>
internal static class Operations
{
    /// <summary>The operation below all conversions and parentheses.</summary>
    public static IOperation WithoutConversions(IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation { OperatorMethod: null } conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>
    /// Whether what is assigned there is thrown away: a discard, or a parameter by that name, which <c>_ = task</c> assigns
    /// inside of <c>(_, args) => …</c>.
    /// </summary>
    public static bool IsDiscard(IOperation target) => target is IDiscardOperation or IParameterReferenceOperation { Parameter: { Name: "_", RefKind: RefKind.None } };

    /// <summary>What uses a value, behind conversions, parentheses and the making of a delegate.</summary>
    public static IOperation? UserOf(IOperation value)
    {
        var user = value.Parent;
        while (user is IConversionOperation or IParenthesizedOperation or IDelegateCreationOperation)
            user = user.Parent;
        return user;
    }

    /// <summary>The operation whose result this is, below conversions, <c>await</c>, <c>ConfigureAwait</c>, <c>WaitAsync</c>, <c>.Result</c> and <c>GetAwaiter().GetResult()</c>.</summary>
    public static IOperation Awaited(IOperation operation)
    {
        while (true)
        {
            operation = WithoutConversions(operation);
            switch (operation)
            {
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                case IInvocationOperation { Instance: { } task, TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" }:
                    operation = task;
                    break;
                // A semaphore is waited for by a method of this name, too.
                case IInvocationOperation { Instance: { } task, TargetMethod: { Name: "WaitAsync", ContainingType.Name: "Task" } }:
                    operation = task;
                    break;
                case IPropertyReferenceOperation { Instance: { } task, Property.Name: "Result", Property.ContainingType.Name: "Task" or "ValueTask" }:
                    operation = task;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The receiver left of <c>?.</c> for the placeholder that stands for it, any other operation as it is.</summary>
    public static IOperation OutOfConditionalAccess(IOperation operation)
    {
        if (operation is not IConditionalAccessInstanceOperation)
            return operation;
        for (IOperation child = operation, parent = operation.Parent!; parent is not null; child = parent, parent = parent.Parent!)
        {
            if (parent is IConditionalAccessOperation access && access.WhenNotNull == child)
                return access.Operation;
        }

        return operation;
    }

    /// <summary>The local, field, property or parameter that an operation reads, or <see langword="null"/>.</summary>
    public static ISymbol? SymbolOf(IOperation? operation) => operation is null ? null : WithoutConversions(OutOfConditionalAccess(operation)) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        _ => null,
    };

    /// <summary>
    /// The argument as it is written, with its name and parentheses. The operation's own syntax is what stands inside the
    /// parentheses, and for an argument that nobody wrote the whole call.
    /// </summary>
    public static SyntaxNode SyntaxOf(IArgumentOperation argument)
    {
        if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Syntax is ArgumentSyntax)
            return argument.Syntax;
        var syntax = Expressions.Whole(argument.Syntax);
        return syntax.Parent as ArgumentSyntax ?? syntax;
    }

    /// <summary>The innermost lambda, local function or member that an operation stands in.</summary>
    public static IOperation FunctionOf(IOperation operation)
    {
        while (operation.Parent is { } parent && parent is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            operation = parent;
        return operation.Parent ?? operation;
    }

    /// <summary>The operation of the whole member, lambda bodies included, that an operation stands in.</summary>
    public static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is not null)
            operation = operation.Parent;
        return operation;
    }
}
