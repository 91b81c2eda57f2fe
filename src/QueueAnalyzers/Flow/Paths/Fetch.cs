using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// A call that fetches a message in the middle of a body, in a loop mostly: with every call a new delivery begins, if the
/// queue has one, and what has become of the last is decided.
/// </summary>
internal sealed class Fetch
{
    private readonly IInvocationOperation _call;
    private readonly IReadOnlyCollection<ISymbol> _holders;

    private Fetch(IInvocationOperation call, IReadOnlyCollection<ISymbol> holders)
    {
        _call = call;
        _holders = holders;
    }

    /// <summary>The variables that hold the message.</summary>
    public IEnumerable<ISymbol> Holders => _holders;

    /// <summary>Reads a call that fetches.</summary>
    /// <param name="call">The call.</param>
    /// <param name="holders">The locals that its result goes to.</param>
    /// <param name="body">The innermost function around the call.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    /// <returns>The fetch, or <see langword="null"/> when one of the locals lives longer than the function or can hold something else.</returns>
    public static Fetch? Of(IInvocationOperation call, IReadOnlyCollection<ISymbol> holders, IOperation body, QueueCompilation compilation)
    {
        var fetch = new Fetch(call, holders);
        return holders.All(IsLocal) ? fetch : null;

        bool IsLocal(ISymbol holder) =>
            holder.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
            && declaration.SyntaxTree == body.Syntax.SyntaxTree && body.Syntax.Span.Contains(declaration.Span)
            && (compilation.Assignments.ValuesOf(holder) is var values && (values.IsDefault || values.All(IsOfFetch)));

        bool IsOfFetch(IOperation value) => Operations.Awaited(value) is var source
            && (source is { ConstantValue.HasValue: true } or IDefaultValueOperation || fetch.Is(source) || fetch.Holds(source)
                || source is IMemberReferenceOperation { Instance: { } owner } && fetch.Holds(owner) || source is IConditionalAccessOperation { Operation: var receiver } && fetch.Holds(receiver));
    }

    /// <summary>Whether an operation is the call.</summary>
    public bool Is(IOperation operation) => operation is IInvocationOperation && operation.Syntax == _call.Syntax;

    /// <summary>Whether an operation is something that nobody can read without a message: a member of the result.</summary>
    public bool NeedsMessage(IOperation operation) => operation is IMemberReferenceOperation { Instance: { } instance and not IConditionalAccessInstanceOperation } && Holds(instance);

    /// <summary>Whether a jump leads around a loop that fetches.</summary>
    public bool IsNextRound(IBranchOperation branch) =>
        branch.BranchKind == BranchKind.Continue && branch.GetCorrespondingOperation() is ILoopOperation loop && IsIn(loop);

    /// <summary>Whether the call stands in an operation.</summary>
    public bool IsIn(IOperation around) => around.Syntax.Span.Contains(_call.Syntax.Span);

    /// <summary>What a condition says of whether there is a message: for each outcome whether there is one, or <see langword="null"/> when the outcome does not tell.</summary>
    public (bool? WhenTrue, bool? WhenFalse) MessageBy(IOperation condition)
    {
        switch (condition)
        {
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
                when (IsNull(comparison.RightOperand) && Gives(comparison.LeftOperand)) || (IsNull(comparison.LeftOperand) && Gives(comparison.RightOperand)):
                var isThere = comparison.OperatorKind == BinaryOperatorKind.NotEquals;
                return (isThere, !isThere);
            case IIsTypeOperation test when Gives(test.ValueOperand):
                return (true, null);
            case IIsPatternOperation test when Gives(test.Value):
                return MessageBy(test.Pattern);
            default:
                return default;
        }
    }

    private static (bool? WhenTrue, bool? WhenFalse) MessageBy(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation negated => MessageBy(negated.Pattern) is var inner ? (inner.WhenFalse, inner.WhenTrue) : default,
        IConstantPatternOperation { Value: var value } when IsNull(value) => (false, true),
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } or ITypePatternOperation
            or IDeclarationPatternOperation { MatchesNull: false } => (true, false),
        IRecursivePatternOperation => (true, null),
        _ => default,
    };

    private static bool IsNull(IOperation operation) => Operations.WithoutConversions(operation) is { ConstantValue: { HasValue: true, Value: null } };

    private bool Holds(IOperation operation) => Operations.SymbolOf(operation) is { } symbol && _holders.Any(holder => ClientModel.Same(holder, symbol));

    private bool Gives(IOperation operation) => Operations.Awaited(operation) is var source && (source is ISimpleAssignmentOperation assignment ? Gives(assignment.Value) : Is(source) || Holds(source));
}
