using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>What one body does with a delivery, place by place; local functions and lambdas inside belong to it.</summary>
internal sealed class DeliveryUses
{
    private readonly Dictionary<SyntaxNode, Settle> _settles = new();
    private readonly Dictionary<SyntaxNode, HandOn> _handOns = new();
    private readonly HashSet<SyntaxNode> _escapes = new();

    /// <summary>The calls that settle the delivery.</summary>
    public IEnumerable<Settle> Settles => _settles.Values.OrderBy(settle => settle.Call.Invocation.Syntax.SpanStart);

    /// <summary>The calls of methods of the compilation that get the delivery.</summary>
    public IEnumerable<HandOn> HandOns => _handOns.Values.OrderBy(handOn => handOn.Invocation.Syntax.SpanStart);

    /// <summary>Whether the delivery goes where the analysis cannot see.</summary>
    public bool Escapes => _escapes.Count > 0;

    /// <summary>Whether the body looks at the delivery's content.</summary>
    public bool IsRead { get; set; }

    /// <summary>Takes in a call that settles the delivery.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isTraced">Whether its tag is surely that of the delivery.</param>
    public void AddSettle(ClientCall call, bool isTraced)
    {
        if (isTraced || !_settles.ContainsKey(call.Invocation.Syntax))
            _settles[call.Invocation.Syntax] = new Settle(call, call.Invocation, isTraced);
    }

    public void Add(HandOn handOn)
    {
        // A method that gets the delivery twice, the args and the tag say, is one too many to follow.
        if (_handOns.TryGetValue(handOn.Invocation.Syntax, out var known) && !SymbolEqualityComparer.Default.Equals(known.Parameter, handOn.Parameter))
            AddEscape(handOn.Invocation);
        else
            _handOns[handOn.Invocation.Syntax] = handOn;
    }

    public void AddEscape(IOperation place) => _escapes.Add(place.Syntax);

    /// <summary>The settle that an invocation is, or <see langword="null"/>.</summary>
    public Settle? SettleAt(IInvocationOperation invocation) => _settles.TryGetValue(invocation.Syntax, out var settle) ? settle : null;

    /// <summary>How an invocation hands the delivery on, or <see langword="null"/>.</summary>
    public HandOn? HandOnAt(IInvocationOperation invocation) =>
        _handOns.TryGetValue(invocation.Syntax, out var handOn) && !_escapes.Contains(invocation.Syntax) ? handOn : null;

    /// <summary>Whether the delivery escapes at an operation.</summary>
    public bool EscapesAt(IOperation operation) => _escapes.Count > 0 && _escapes.Contains(operation.Syntax);

    /// <summary>Whether anything happens to the delivery inside an operation.</summary>
    public bool IsUsedIn(IOperation operation) =>
        _settles.Keys.Concat(_handOns.Keys).Concat(_escapes).Any(place => operation.Syntax.Span.Contains(place.Span) && operation.Syntax.SyntaxTree == place.SyntaxTree);
}

/// <summary>A call of a method of the compilation that gets the delivery.</summary>
/// <param name="Invocation">The call.</param>
/// <param name="Method">The method that surely runs.</param>
/// <param name="Parameter">What it knows the delivery by.</param>
/// <param name="Declaration">Its declaration.</param>
internal sealed record HandOn(IInvocationOperation Invocation, IMethodSymbol Method, IParameterSymbol Parameter, SyntaxNode Declaration)
{
    /// <summary>The method's body.</summary>
    public IOperation? BodyIn(QueueCompilation compilation) => compilation.OperationOf(Declaration);

    /// <summary>What the method does with the delivery.</summary>
    public DeliveryUses UsesIn(QueueCompilation compilation)
    {
        var trace = new DeliveryTrace(compilation);
        if (BodyIn(compilation) is { } body)
            trace.FollowParameter(body, Parameter);
        else
            trace.Uses.AddEscape(Invocation);
        return trace.Uses;
    }
}
