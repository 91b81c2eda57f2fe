using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>What can be read of the registration of a consumer without binding it.</summary>
internal static class WrittenConsume
{
    /// <summary>Whether it plainly registers a consumer that raises events, made on the spot or kept in a local: no class of the program's own takes its deliveries.</summary>
    /// <param name="consume">The invocation, by the name of a method that consumes.</param>
    public static bool IsOfEvents(InvocationExpressionSyntax consume) => consume.ArgumentList.Arguments.Any(argument => Expressions.Inside(argument.Expression) switch
    {
        ObjectCreationExpressionSyntax made => IsEventing(made.Type),
        var inside => WrittenLocals.NamedBy(inside) is { Parent: VariableDeclarationSyntax { Type: var type } } local
            && IsEventing(type is { IsVar: true } && local.Initializer?.Value is ObjectCreationExpressionSyntax made ? made.Type : type),
    });

    private static bool IsEventing(TypeSyntax type) => WrittenTypes.LastNameOf(type) is { } name && ClientModel.EventingConsumerNames.Contains(name);
}
