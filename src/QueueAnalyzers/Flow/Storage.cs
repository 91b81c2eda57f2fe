using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>Calls that put something where it stays: into a collection, a channel or a buffer of the framework.</summary>
internal static class Storage
{
    private const int MaxNames = 8;

    private static readonly HashSet<string> Names = new()
    {
        "Add", "AddFirst", "AddLast", "AddOrUpdate", "Enqueue", "Insert", "Post", "Push", "SendAsync", "SetResult", "TryAdd", "TryEnqueue", "TrySetResult", "TryWrite", "Write", "WriteAsync",
    };

    /// <summary>Whether the method keeps what it is given.</summary>
    public static bool Takes(IMethodSymbol method) =>
        Names.Contains(method.Name)
        && NamespaceOf(method) is { } name
        && (name.StartsWith("System.Collections", StringComparison.Ordinal) || name.StartsWith("System.Threading", StringComparison.Ordinal));

    /// <summary>
    /// Whether the place that a call or an assignment leads to is still there when a function has ended: a field or property of an
    /// object that the function has not made, something that it has found in a collection there, or a variable from around it.
    /// </summary>
    /// <param name="place">The collection, or the field or property that is set.</param>
    /// <param name="function">The declaration of the function.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool Outlives(IOperation? place, SyntaxNode function, QueueCompilation compilation)
    {
        var names = 0;
        while (place is not null)
        {
            place = Operations.WithoutConversions(Operations.OutOfConditionalAccess(place));
            switch (place)
            {
                // A value for the flow of this call only.
                case IMemberReferenceOperation { Member.ContainingType.Name: "AsyncLocal" or "ThreadLocal" }:
                    return false;
                case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } or IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation }:
                    return place is not IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ContainingTypeInstance } };
                case IMemberReferenceOperation member:
                    place = member.Instance;
                    break;
                case IArrayElementReferenceOperation element:
                    place = element.ArrayReference;
                    break;
                case ILocalReferenceOperation { Local: var local }:
                    if (IsOutside(local, function))
                        return true;
                    place = ++names < MaxNames ? PlaceBehind(local, compilation) : null;
                    break;
                case IParameterReferenceOperation { Parameter: var parameter }:
                    return IsOutside(parameter, function);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What a local is another name for, or the collection that it was looked up in or taken from.</summary>
    private static IOperation? PlaceBehind(ILocalSymbol local, QueueCompilation compilation)
    {
        var value = local.DeclaringSyntaxReferences is [var declaration] && declaration.GetSyntax().Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax search } }
            ? compilation.OperationOf(search)
            : compilation.Assignments.SingleValueOf(local);
        if (value is null || Operations.WithoutConversions(value) is not IInvocationOperation call)
            return value;
        return NamespaceOf(call.TargetMethod)?.StartsWith("System.Collections", StringComparison.Ordinal) == true ? call.Instance : null;
    }

    private static string? NamespaceOf(IMethodSymbol method) => method.ContainingType?.ContainingNamespace?.ToDisplayString();

    private static bool IsOutside(ISymbol variable, SyntaxNode function) =>
        variable.DeclaringSyntaxReferences is [var declaration] && (declaration.SyntaxTree != function.SyntaxTree || !function.Span.Contains(declaration.Span));
}
