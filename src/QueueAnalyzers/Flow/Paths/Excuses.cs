using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Reasons to leave a delivery as it is: the program stops, or its channel is gone. The broker delivers it again, and rightly.
/// </summary>
internal static class Excuses
{
    private static readonly string[] Words =
    {
        "cancel", "stop", "dispos", "clos", "shut", "abort", "exit", "running",
        // Who asks whether the broker acknowledges has two kinds of consumers in one handler.
        "autoack", "noack",
    };

    /// <summary>Whether a condition asks for cancellation, stopping or disposal, or whether its channel is there and open.</summary>
    public static bool Include(IOperation condition, QueueCompilation compilation) => condition.DescendantsAndSelf().Any(part => part switch
    {
        IMemberReferenceOperation { Member.Name: "IsOpen" or "IsClosed" or "CloseReason" } state when compilation.Client.Declares(state.Member) => true,
        IMemberReferenceOperation member => IsTested(member, compilation) || IsNamed(member.Member.Name) || IsOfOwnConnection(member.Member, compilation),
        ILocalReferenceOperation local => IsTested(local, compilation) || IsNamed(local.Local.Name),
        IParameterReferenceOperation parameter => IsTested(parameter, compilation) || IsNamed(parameter.Parameter.Name),
        IInvocationOperation invocation => IsNamed(invocation.TargetMethod.Name) || IsOfOwnConnection(invocation.TargetMethod, compilation),
        // The sender of a delivery is its consumer; the test is for the compiler.
        IIsTypeOperation test => compilation.Client.IsConsumer(test.TypeOperand),
        IDeclarationPatternOperation test => compilation.Client.IsConsumer(test.MatchedType),
        ITypePatternOperation test => compilation.Client.IsConsumer(test.MatchedType),
        IRecursivePatternOperation test => compilation.Client.IsConsumer(test.MatchedType),
        _ => false,
    });

    /// <summary>Whether a clause catches what cancellation or a lost channel throws.</summary>
    public static bool Include(ICatchClauseOperation clause) => IsExcuse(clause.ExceptionType);

    /// <summary>Whether a filter keeps only such exceptions out: <c>when (e is not OperationCanceledException)</c>.</summary>
    public static bool AreExcludedBy(IOperation filter) => Operations.WithoutConversions(filter) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Operations.WithoutConversions(not.Operand) switch
        {
            IIsTypeOperation { IsNegated: false } test => IsExcuse(test.TypeOperand),
            IIsPatternOperation test => MatchesExcuses(test.Pattern),
            _ => false,
        },
        IIsPatternOperation { Pattern: INegatedPatternOperation negated } => MatchesExcuses(negated.Pattern),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => AreExcludedBy(and.LeftOperand) && AreExcludedBy(and.RightOperand),
        _ => false,
    };

    private static bool MatchesExcuses(IPatternOperation pattern) => pattern switch
    {
        ITypePatternOperation type => IsExcuse(type.MatchedType),
        IDeclarationPatternOperation declaration => IsExcuse(declaration.MatchedType),
        IBinaryPatternOperation both => MatchesExcuses(both.LeftPattern) && MatchesExcuses(both.RightPattern),
        _ => false,
    };

    private static bool IsExcuse(ITypeSymbol? type) => type is
    {
        Name: "OperationCanceledException" or "TaskCanceledException" or "ObjectDisposedException"
        or "AlreadyClosedException" or "OperationInterruptedException" or "ChannelClosedException"
    };

    /// <summary>Whether a condition asks for a channel or consumer itself, and not for something that is done with it.</summary>
    private static bool IsTested(IOperation value, QueueCompilation compilation)
    {
        if (!compilation.Client.IsOnConnection(value.Type))
            return false;
        var user = value.Parent;
        while (user is IConversionOperation)
            user = user.Parent;
        return user is not (IArgumentOperation or IInvocationOperation);
    }

    /// <summary>Whether a member tells whether a connection of the program's own is there: <c>IsConnected</c> of a type that has the client's connection or channels.</summary>
    private static bool IsOfOwnConnection(ISymbol member, QueueCompilation compilation) =>
        NameParts.Of(member.Name).Any(part => part is "connected" or "connect" or "open" or "opened")
        && member.ContainingType is { } type
        && type.AllInterfaces.Prepend(type).SelectMany(known => known.GetMembers()).Any(known => HoldsConnection(TypeOf(known), compilation));

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IMethodSymbol method => method.ReturnType,
        _ => null,
    };

    private static bool HoldsConnection(ITypeSymbol? type, QueueCompilation compilation) =>
        compilation.Client.IsChannel(type) || compilation.Client.IsConnection(type)
        || (type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } && HoldsConnection(arguments[0], compilation));

    private static bool IsNamed(string name) => Array.Exists(Words, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
