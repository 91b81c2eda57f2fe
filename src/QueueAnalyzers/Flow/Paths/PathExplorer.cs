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
    private readonly Dictionary<ISymbol, Exploration> _explored = new(SymbolEqualityComparer.Default);
    private int _depth;
    private int _steps;

    public PathExplorer(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>Whether the budget is spent.</summary>
    public bool IsExhausted => _steps > MaxSteps;

    /// <summary>Whether the handler or a method that it calls asks whether the program stops. Only then is it worth twice the paths to know what has worked.</summary>
    public bool KnowsStops { get; private set; }

    /// <summary>Spends one step of the budget for each path that goes through an operation.</summary>
    public void Step(int paths) => _steps += paths;

    /// <summary>Goes all paths through a handler.</summary>
    public Exploration Explore(IOperation handler, DeliveryUses uses)
    {
        KnowsStops = AsksForStops(handler, uses, MaxDepth);
        return ExploreBody(handler, uses);
    }

    /// <summary>Goes all paths through a method that gets the delivery.</summary>
    public Exploration Explore(HandOn handOn)
    {
        if (_explored.TryGetValue(handOn.Parameter, out var known))
            return known;
        if (_depth == MaxDepth || handOn.BodyIn(_compilation) is not { } body)
            return Exploration.Unknown;

        // What a method makes of the delivery is unknown to itself.
        _explored.Add(handOn.Parameter, Exploration.Unknown);
        _depth++;
        var exploration = ExploreBody(body, handOn.UsesIn(_compilation));
        _depth--;
        _explored[handOn.Parameter] = exploration;
        return exploration;
    }

    private Exploration ExploreBody(IOperation body, DeliveryUses uses) => new PathWalker(_compilation, this, uses, body).Walk();

    private bool AsksForStops(IOperation body, DeliveryUses uses, int depth) =>
        body.Descendants().Any(operation => Stops.OutcomeOf(operation) is not null)
        || (depth > 0 && uses.HandOns.Any(handOn => handOn.BodyIn(_compilation) is { } callee && AsksForStops(callee, handOn.UsesIn(_compilation), depth - 1)));
}
