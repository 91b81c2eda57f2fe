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
    };

    /// <summary>Whether a condition asks for cancellation, stopping or disposal, whether its channel is there and open, or whether the broker acknowledges.</summary>
    public static bool Include(IOperation condition, QueueCompilation compilation) => AskForStop(condition, compilation) || AskForAutomatic(condition);

    /// <summary>Whether a condition asks for cancellation, stopping or disposal, or whether its channel is there and open.</summary>
    public static bool AskForStop(IOperation condition, QueueCompilation compilation) => condition.DescendantsAndSelf().Any(part => part switch
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

    /// <summary>Whether a condition, without <c>!</c>, <c>&amp;&amp;</c> and <c>||</c>, that has turned out so is a reason: not that the program goes on, nor that the channel is open.</summary>
    public static bool Include(IOperation condition, bool outcome, QueueCompilation compilation) =>
        Include(condition, compilation) && (OutcomeOf(condition, compilation) ?? outcome) == outcome;

    /// <summary>Whether a clause catches what cancellation or a lost channel throws.</summary>
    public static bool Include(ICatchClauseOperation clause) => IsExcuse(clause.ExceptionType);

    /// <summary>Whether a filter keeps only such exceptions out: <c>when (e is not OperationCanceledException)</c>.</summary>
    public static bool AreExcludedBy(IOperation filter) => Operations.WithoutConversions(filter) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Operations.WithoutConversions(not.Operand) switch
        {
            IIsTypeOperation test => IsExcuse(test.TypeOperand),
            IIsPatternOperation test => MatchesExcuses(test.Pattern),
            _ => false,
        },
        IIsPatternOperation { Pattern: INegatedPatternOperation negated } => MatchesExcuses(negated.Pattern),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => AreExcludedBy(and.LeftOperand) && AreExcludedBy(and.RightOperand),
        _ => false,
    };

    // Who asks whether the broker acknowledges has two kinds of consumers in one handler.
    private static bool AskForAutomatic(IOperation condition) => condition.DescendantsAndSelf().Any(part =>
        ((part as IInvocationOperation)?.TargetMethod ?? Operations.SymbolOf(part))?.Name is { } name
        && (name.IndexOf("autoack", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("noack", StringComparison.OrdinalIgnoreCase) >= 0));

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

    /// <summary>The outcome of a condition that is the reason, or <see langword="null"/> when it cannot be told.</summary>
    private static bool? OutcomeOf(IOperation condition, QueueCompilation compilation)
    {
        return Operations.WithoutConversions(condition) switch
        {
            IMemberReferenceOperation member when compilation.Client.Declares(member.Member) => OutcomeOfClient(member.Member),
            IMemberReferenceOperation member when IsOfOwnConnection(member.Member, compilation) => false,
            IInvocationOperation invocation when IsOfOwnConnection(invocation.TargetMethod, compilation) => false,
            IMemberReferenceOperation member => Stops.OutcomeOf(member),
            ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local => Stops.OutcomeOf(local.Local.Name),
            IParameterReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } parameter => Stops.OutcomeOf(parameter.Parameter.Name),
            // Not open is as good as not there: channel?.IsOpen == true, channel?.IsOpen ?? false.
            IConditionalAccessOperation access => OutcomeOf(access.WhenNotNull, compilation),
            ICoalesceOperation coalesce => OutcomeOf(coalesce.Value, compilation),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when Operations.WithoutConversions(comparison.RightOperand).ConstantValue is { HasValue: true, Value: bool value } =>
                OutcomeOf(comparison.LeftOperand, compilation) is { } inner ? inner == (value == (comparison.OperatorKind == BinaryOperatorKind.Equals)) : null,
            IBinaryOperation comparison when IsOnConnection(comparison.LeftOperand) => CallResults.NullTest(comparison)?.IsNull,
            IIsTypeOperation test when compilation.Client.IsConsumer(test.TypeOperand) => false,
            IIsPatternOperation test when IsOnConnection(test.Value) || test.Pattern.DescendantsAndSelf().OfType<IPatternOperation>().Any(pattern => compilation.Client.IsConsumer(pattern.NarrowedType)) =>
                OutcomeOf(test.Pattern),
            _ => null,
        };

        bool IsOnConnection(IOperation tested) => compilation.Client.IsOnConnection(Operations.WithoutConversions(tested).Type);
    }

    private static bool? OutcomeOf(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => !OutcomeOf(negated.Pattern),
        IBinaryPatternOperation both => OutcomeOf(both.LeftPattern) is { } left && OutcomeOf(both.RightPattern) == left ? left : null,
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => true,
        IDeclarationPatternOperation or ITypePatternOperation => false,
        IRecursivePatternOperation { PropertySubpatterns: { Length: 1 } properties } => properties[0] is
        {
            Member: IMemberReferenceOperation { Member: var member },
            Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool value } },
        } && OutcomeOfClient(member) is { } gone ? gone == value : null,
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true } => false,
        _ => null,
    };

    private static bool? OutcomeOfClient(ISymbol member) => member.Name switch
    {
        "IsOpen" => false,
        "IsClosed" => true,
        _ => null,
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
        NameParts.Of(member.Name) is var parts && parts.Any(part => part is "connected" or "connect" or "open" or "opened") && !parts.Contains("not")
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
