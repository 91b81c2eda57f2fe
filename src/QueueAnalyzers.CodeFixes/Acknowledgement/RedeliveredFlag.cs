using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The expression that tells, where a delivery is settled, whether it was delivered before.</summary>
internal static class RedeliveredFlag
{
    /// <summary>Finds the expression.</summary>
    /// <returns>The expression, or <see langword="null"/> when only the tag is known there.</returns>
    public static string? At(CallSite settle, QueueCompilation compilation)
    {
        var model = compilation.ModelOf(settle.Invocation.Syntax.SyntaxTree);
        var position = settle.Invocation.Syntax.SpanStart;
        if (settle.Argument(ArgumentRole.DeliveryTag) is { StandsAtSite: true } tag
            && compilation.Assignments.Resolve(tag.Value) is IMemberReferenceOperation { Member.Name: "DeliveryTag", Instance: { } owner }
            && IsDelivery(owner.Type, compilation) && IsInReach(owner))
            return owner.Syntax + ".Redelivered";
        if (settle.Invocation.Arguments.FirstOrDefault(argument => IsDelivery(Operations.WithoutConversions(argument.Value).Type, compilation)) is { Value: var delivery } && IsInReach(delivery))
            return Operations.WithoutConversions(delivery).Syntax + ".Redelivered";
        return OfOverride(settle.Invocation.Syntax, model, compilation) is { } parameter && Sees(parameter) ? parameter.Name : null;

        bool IsInReach(IOperation value) => Operations.WithoutConversions(value) switch
        {
            ILocalReferenceOperation local => Sees(local.Local),
            IParameterReferenceOperation parameter => Sees(parameter.Parameter),
            _ => false,
        };

        bool Sees(ISymbol symbol) => model.LookupSymbols(position, name: symbol.Name).Any(found => ClientModel.Same(found, symbol));
    }

    private static bool IsDelivery(ITypeSymbol? type, QueueCompilation compilation) =>
        ClientModel.Same(type, compilation.Client.DeliveryEventArgs) || ClientModel.Same(type, compilation.Client.GetResult);

    /// <summary>The parameter of the override of <c>HandleBasicDeliver</c> around a piece of code.</summary>
    private static IParameterSymbol? OfOverride(SyntaxNode code, SemanticModel model, QueueCompilation compilation) =>
        code.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration && Consumers.DeliverNames.Contains(declaration.Identifier.ValueText)
        && model.GetDeclaredSymbol(declaration) is IMethodSymbol method
        && method.Parameters.FirstOrDefault(parameter => parameter.Type.SpecialType == SpecialType.System_Boolean) is { } redelivered
        && compilation.Assignments.IsNeverSet(redelivered)
            ? redelivered
            : null;
}
