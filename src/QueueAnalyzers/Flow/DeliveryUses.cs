using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>What one body does with a delivery, place by place; local functions and lambdas inside belong to it.</summary>
internal sealed class DeliveryUses
{
    private readonly Dictionary<SyntaxNode, Settle> _settles = new();
    private readonly Dictionary<SyntaxNode, HandOn> _handOns = new();
    private readonly HashSet<SyntaxNode> _followed = new();
    private readonly HashSet<SyntaxNode> _escapes = new();

    /// <summary>The calls that settle the delivery.</summary>
    public IEnumerable<Settle> Settles => _settles.Values.OrderBy(settle => settle.InHandler.Syntax.SpanStart);

    /// <summary>The calls of methods of the compilation that get the delivery.</summary>
    public IEnumerable<HandOn> HandOns => _handOns.Values.OrderBy(handOn => handOn.Invocation.Syntax.SpanStart);

    /// <summary>Whether the delivery goes where the analysis cannot see.</summary>
    public bool Escapes => _escapes.Count > 0;

    /// <summary>Whether the body looks at the delivery's content.</summary>
    public bool IsRead { get; set; }

    /// <summary>Takes in a call that settles the delivery.</summary>
    /// <param name="call">The call of the client.</param>
    /// <param name="isTraced">Whether its tag is surely that of the delivery.</param>
    public void AddSettle(ClientCall call, bool isTraced)
    {
        if (isTraced || !_settles.ContainsKey(call.Invocation.Syntax))
            _settles[call.Invocation.Syntax] = new Settle(call, call.Invocation, isTraced);
    }

    /// <summary>Takes in the call of a delegate that settles the delivery.</summary>
    /// <param name="invocation">The call of the delegate.</param>
    /// <param name="call">The call of the client that it makes.</param>
    public void AddSettle(IInvocationOperation invocation, ClientCall call) => _settles[invocation.Syntax] = new Settle(call, invocation, IsTraced: true);

    /// <summary>Takes in a call of a method that gets the delivery; it may get it in more than one way.</summary>
    public void Add(HandOn handOn)
    {
        if (!_handOns.TryGetValue(handOn.Invocation.Syntax, out var known))
            _handOns.Add(handOn.Invocation.Syntax, handOn);
        else if (known.Holders.With(handOn.Holders) is { } all)
            _handOns[handOn.Invocation.Syntax] = known with { Holders = all };
        else
            AddEscape(handOn.Invocation);
    }

    /// <summary>Takes in a lambda, or the name of a function, that goes only where it is followed to.</summary>
    public void AddFollowed(IOperation function) => _followed.Add(function.Syntax);

    public void AddEscape(IOperation place) => _escapes.Add(place.Syntax);

    /// <summary>The settle that an invocation is, or <see langword="null"/>.</summary>
    public Settle? SettleAt(IInvocationOperation invocation) => _settles.TryGetValue(invocation.Syntax, out var settle) ? settle : null;

    /// <summary>How an invocation hands the delivery on, or <see langword="null"/>.</summary>
    public HandOn? HandOnAt(IInvocationOperation invocation) =>
        _handOns.TryGetValue(invocation.Syntax, out var handOn) && !_escapes.Contains(invocation.Syntax) ? handOn : null;

    /// <summary>Whether a lambda, or the name of a function, goes only where it is followed to.</summary>
    public bool IsFollowed(IOperation function) => _followed.Contains(function.Syntax);

    /// <summary>Whether the delivery escapes at an operation.</summary>
    public bool EscapesAt(IOperation operation) => _escapes.Contains(operation.Syntax);

    /// <summary>Whether anything happens to the delivery inside an operation.</summary>
    public bool IsUsedIn(IOperation operation) =>
        _settles.Keys.Concat(_handOns.Keys).Concat(_escapes).Any(place => operation.Syntax.Span.Contains(place.Span) && operation.Syntax.SyntaxTree == place.SyntaxTree);
}
