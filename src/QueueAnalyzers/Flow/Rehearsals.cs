using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Calls that are described, not made: in expression trees and in the set-ups and verifications of mocks; and calls that a
/// test makes to see them fail.
/// </summary>
internal static class Rehearsals
{
    private static readonly string[] MockNamespaces = { "NSubstitute", "Moq", "FakeItEasy", "Telerik.JustMock", "Rhino.Mocks" };

    /// <summary>Whether the invocation never reaches a broker.</summary>
    public static bool Include(IInvocationOperation invocation)
    {
        if (invocation.Instance is { } receiver && IsMocked(receiver))
            return true;
        if (invocation.Instance is null && invocation.Arguments.FirstOrDefault()?.Value is { } first && IsMocked(first))
            return true;

        for (var operation = invocation.Parent; operation is not null; operation = operation.Parent)
        {
            if (operation is not IAnonymousFunctionOperation lambda)
                continue;
            var target = lambda.Parent;
            while (target is IConversionOperation or IDelegateCreationOperation)
            {
                if (target.Type is { Name: "Expression" } type && type.ContainingNamespace.ToDisplayString() == "System.Linq.Expressions")
                    return true;
                target = target.Parent;
            }

            if (target is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { } method } } && (IsMocking(method) || ExpectsFailure(method)))
                return true;
        }

        return false;
    }

    /// <summary><c>Assert.ThrowsAsync&lt;AlreadyClosedException&gt;(() =&gt; …)</c>, as xunit, NUnit and MSTest name it.</summary>
    private static bool ExpectsFailure(IMethodSymbol method) =>
        method.ContainingType.Name == "Assert" && (method.Name.StartsWith("Throw", StringComparison.Ordinal) || method.Name.StartsWith("Catch", StringComparison.Ordinal));

    /// <summary><c>channel.Received().BasicAck(…)</c>.</summary>
    private static bool IsMocked(IOperation receiver) => Operations.WithoutConversions(receiver) is IInvocationOperation { TargetMethod: { } method } && IsMocking(method);

    private static bool IsMocking(IMethodSymbol method)
    {
        var name = method.ContainingNamespace?.ToDisplayString() ?? string.Empty;
        return Array.Exists(MockNamespaces, known => name == known || name.StartsWith(known + ".", StringComparison.Ordinal));
    }
}
