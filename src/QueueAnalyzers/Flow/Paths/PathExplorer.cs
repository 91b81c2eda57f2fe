using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Explores one handler with all methods that it hands the delivery on to. A method is explored once; one that comes back to
/// itself, or that lies too deep, is where the delivery escapes. All of them share one budget, at the end of which nothing is known.
/// </summary>
internal sealed class PathExplorer
{
    private const int MaxDepth = 4;
    private const int MaxSteps = 60_000;

    private readonly QueueCompilation _compilation;
    private readonly Dictionary<(SyntaxNode, DeliveryHolders), FollowedBody> _bodies = new();
    private readonly HashSet<(SyntaxNode, DeliveryHolders)> _repeated = new();
    private readonly Dictionary<(SyntaxNode, DeliveryHolders), Exploration> _explored = new();
    private readonly Dictionary<ISymbol, bool> _harmless = new(SymbolEqualityComparer.Default);
    private int _depth;
    private int _steps;

    public PathExplorer(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Whether the budget is spent.</summary>
    public bool IsExhausted => _steps > MaxSteps;

    /// <summary>The conditions that paths remember. An object is the same in each of its methods, so there is one set for all of them.</summary>
    public DecidedConditions Decided { get; } = new();

    /// <summary>Whether the handler or a method that it calls asks whether the program stops. Only then is it worth twice the paths to know what has worked.</summary>
    public bool KnowsStops { get; private set; }

    /// <summary>Spends one step of the budget for each path that goes through an operation.</summary>
    public void Step(int paths)
    {
        Cancellation.ThrowIfRequested();
        _steps += paths;
    }

    /// <summary>Whether a call cannot throw; each method is read once.</summary>
    public bool IsHarmless(IInvocationOperation invocation)
    {
        if (_compilation.Callees.ImplementationOf(invocation) is not { } method)
            return Harmless.Include(invocation, _compilation);
        if (!_harmless.TryGetValue(method, out var isHarmless))
            _harmless.Add(method, isHarmless = Harmless.Include(invocation, _compilation));
        return isHarmless;
    }

    /// <summary>Goes all paths through a handler.</summary>
    public Exploration Explore(FollowedBody handler)
    {
        Read(handler);
        return new PathWalker(_compilation, this, handler).Walk();
    }

    /// <summary>Goes all paths through a method that gets the delivery.</summary>
    public Exploration Explore(HandOn handOn)
    {
        if (_explored.TryGetValue(handOn.Key, out var known))
            return known;
        if (_depth == MaxDepth || !_bodies.TryGetValue(handOn.Key, out var body))
            return Exploration.Unknown;

        // What a method makes of the delivery is unknown to itself.
        _explored.Add(handOn.Key, Exploration.Unknown);
        _depth++;
        var exploration = new PathWalker(_compilation, this, body).Walk();
        _depth--;
        _explored[handOn.Key] = exploration;
        return exploration;
    }

    /// <summary>Reads the handler and all methods that it hands the delivery on to, the near ones first.</summary>
    private void Read(FollowedBody handler)
    {
        var level = new List<FollowedBody> { handler };
        for (var depth = 0; level.Count > 0; depth++)
        {
            foreach (var body in level)
            {
                Decided.Add(body);
                KnowsStops |= body.Body.Descendants().Any(operation => Stops.OutcomeOf(operation) is not null);
            }

            level = depth < MaxDepth ? level.SelectMany(Callees).ToList() : new List<FollowedBody>();
        }

        Decided.Complete();
    }

    private IEnumerable<FollowedBody> Callees(FollowedBody caller)
    {
        foreach (var handOn in caller.Uses.HandOns)
        {
            if (_bodies.TryGetValue(handOn.Key, out var known))
            {
                // Its conditions stand as often as it is called; twice is enough to remember them.
                if (_repeated.Add(handOn.Key))
                    Decided.Add(known);
                continue;
            }

            if (handOn.BodyIn(_compilation) is not { } body)
                continue;
            var callee = new FollowedBody(body, handOn.UsesIn(_compilation)) { IsRepeated = caller.IsRepeated || caller.Repeats(handOn.Invocation) };
            _bodies.Add(handOn.Key, callee);
            yield return callee;
        }
    }
}
