using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Objects of the program's own that keep a delivery and settle it by a method: <c>message.Ack()</c>. Known are those that keep
/// it for good, from their constructor on, and that decide by nothing else that they know.
/// </summary>
internal static class MessageObjects
{
    /// <summary>The members in which an object keeps what its constructor is given.</summary>
    /// <param name="creation">The creation of the object.</param>
    /// <param name="parameter">The parameter that gets the delivery.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The members; none when the constructor does something else with it, or when others could set them.</returns>
    public static ImmutableArray<ISymbol> MembersOf(IObjectCreationOperation creation, IParameterSymbol parameter, QueueCompilation compilation)
    {
        if (creation is not { Initializer: null, Constructor: { } constructor, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, BaseType.SpecialType: SpecialType.System_Object } type }
            || constructor.OriginalDefinition.Parameters[parameter.Ordinal] is not { RefKind: RefKind.None, IsParams: false } given
            || compilation.Callees.OwnDeclarationOf(constructor) is not { } declaration)
            return ImmutableArray<ISymbol>.Empty;

        var members = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (declaration is RecordDeclarationSyntax && type.OriginalDefinition.GetMembers(given.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } positional)
            members.Add(positional);
        else if (declaration is TypeDeclarationSyntax && compilation.Assignments.IsNeverSet(given))
            members.Add(given);

        foreach (var mention in compilation.Assignments.MentionsOf(given))
        {
            if (declaration is TypeDeclarationSyntax && Functions.Around(mention) is not null)
                continue;
            if (compilation.OperationOf(mention) is not { } value || !IsKept(value, members, compilation))
                return ImmutableArray<ISymbol>.Empty;
        }

        return declaration is TypeDeclarationSyntax || KeepsToItself(declaration, compilation) ? members.ToImmutableArray() : ImmutableArray<ISymbol>.Empty;
    }

    /// <summary>Whether a variable is disposed at its end: what an object does then, no call shows.</summary>
    public static bool IsDisposedWith(IVariableDeclaratorOperation declarator)
    {
        for (var around = declarator.Parent; around is not null and not IBlockOperation; around = around.Parent)
        {
            if (around is IUsingDeclarationOperation or IUsingOperation)
                return true;
        }

        return false;
    }

    /// <summary>Whether a member tells nothing of what becomes of the delivery: a channel or a logger is used, something is set, or what never changes is read.</summary>
    public static bool IsWithoutMeaning(IMemberReferenceOperation member, QueueCompilation compilation) =>
        compilation.Client.IsOnConnection(member.Type)
        || (member.Parent is ISimpleAssignmentOperation assignment && assignment.Target == member)
        || (member.Parent is IInvocationOperation call && call.Instance == member && Observers.Tell(call))
        // What an object is told once may still be that it need not settle.
        || (NeverChanges(member.Member) && member.Type?.SpecialType != SpecialType.System_Boolean);

    /// <summary>Whether a property only shows something of the message.</summary>
    /// <param name="property">The property.</param>
    /// <param name="members">The members in which its object keeps the delivery.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool IsOnlyRead(IPropertySymbol property, ImmutableArray<ISymbol> members, QueueCompilation compilation)
    {
        if (property.GetMethod?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } getter || compilation.OperationOf(getter) is not { } body
            || body.Descendants().Any(part => part is IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: false }))
            return false;
        var trace = new DeliveryTrace(compilation);
        trace.Follow(body, DeliveryHolders.Of(members));
        return !trace.Uses.Escapes && !trace.Uses.Settles.Any() && !trace.Uses.HandOns.Any();
    }

    /// <summary>Whether nobody gets the object from its constructor, which only sets and reads its members.</summary>
    private static bool KeepsToItself(SyntaxNode constructor, QueueCompilation compilation) =>
        compilation.OperationOf(constructor) is { } body && body.Descendants().OfType<IInstanceReferenceOperation>().All(instance =>
            instance.Parent is (IMemberReferenceOperation and not IMethodReferenceOperation) or IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor, ContainingType.SpecialType: SpecialType.System_Object } });

    private static bool NeverChanges(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly,
        IPropertySymbol { SetMethod: null, GetMethod.DeclaringSyntaxReferences: [var getter] } => getter.GetSyntax() is AccessorDeclarationSyntax { Body: null, ExpressionBody: null },
        _ => false,
    };

    /// <summary>Whether a value only goes into members that nobody sets again, or is only read.</summary>
    private static bool IsKept(IOperation value, HashSet<ISymbol> members, QueueCompilation compilation)
    {
        switch (Operations.UserOf(value))
        {
            case IMemberReferenceOperation member and not IMethodReferenceOperation when compilation.Client.Declares(member.Member):
                return member.Member.Name != "DeliveryTag" || IsKept(member, members, compilation);
            case ISimpleAssignmentOperation { Parent: IExpressionStatementOperation, Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } target }:
                return Keep(target.Member);
            case IFieldInitializerOperation field:
                return field.InitializedFields.All(Keep);
            case IPropertyInitializerOperation property:
                return property.InitializedProperties.All(Keep);
            default:
                return false;
        }

        bool Keep(ISymbol member)
        {
            if (compilation.Assignments.SingleValueOf(member) is null)
                return false;
            members.Add(member);
            return true;
        }
    }
}
