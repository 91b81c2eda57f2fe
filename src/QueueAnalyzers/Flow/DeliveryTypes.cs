using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// What a delivery can be handed on as, by type alone: a method that takes nothing of the kind settles none, whoever calls it. It says
/// yes to what it does not know.
/// </summary>
internal static class DeliveryTypes
{
    /// <summary>Whether a method may be given a delivery, or called on an object that keeps one.</summary>
    public static bool MayReach(IMethodSymbol method, ClientModel client) =>
        method.Parameters.Any(parameter => MayHave(parameter.Type, client))
        || (!method.IsStatic && method.ContainingType.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => MayBe(parameter.Type, client))));

    /// <summary>Whether a variable of a type may have a delivery, an object that keeps one, or a delegate that settles it.</summary>
    private static bool MayHave(ITypeSymbol type, ClientModel client) =>
        MayBe(type, client)
        || type.TypeKind == TypeKind.Delegate
        || !type.DeclaringSyntaxReferences.IsEmpty
        || (type is INamedTypeSymbol { TypeArguments: var arguments } && arguments.Any(argument => MayHave(argument, client)));

    /// <summary>Whether a variable of a type may have the delivery itself, or its tag.</summary>
    private static bool MayBe(ITypeSymbol type, ClientModel client) =>
        type.SpecialType is SpecialType.System_UInt64 or SpecialType.System_Int64 or SpecialType.System_Object
        || type.TypeKind is TypeKind.TypeParameter or TypeKind.Dynamic or TypeKind.Error
        // A conversion of the program's own may make one of a tag.
        || (type.TypeKind == TypeKind.Struct && !type.DeclaringSyntaxReferences.IsEmpty)
        || ClientModel.Same(type, client.GetResult)
        || ClientModel.Same(type, client.DeliveryEventArgs)
        || ClientModel.Same(type, client.DeliveryEventArgs.BaseType)
        || (type is INamedTypeSymbol { TypeArguments: var arguments } && arguments.Any(argument => MayBe(argument, client)));
}
