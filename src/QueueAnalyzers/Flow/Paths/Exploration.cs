using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// Everything that the exploration of one handler has found. A rule on what becomes of a delivery is a question to it and
/// never a walk of its own. When the handler was too large to explore, nothing is known and all lists are empty.
/// </summary>
internal sealed class Exploration
{
    /// <summary>The exploration of a handler that cannot be explored.</summary>
    public static readonly Exploration Unknown = new(isComplete: false);

    private readonly List<Exit> _exits = new();
    private readonly List<Failure> _failures = new();
    private readonly List<SettleOnPath> _settles = new();
    private readonly HashSet<SettleOnPath> _knownSettles = new();
    private readonly HashSet<string> _assignedMembers = new();
    private readonly List<IInvocationOperation> _unexplored = new();
    private readonly Dictionary<(SyntaxNode, Path), CallAfterSettle> _callsAfterSettle = new();

    public Exploration()
        : this(isComplete: true)
    {
    }

    private Exploration(bool isComplete) => IsComplete = isComplete;

    /// <summary>Whether all paths were gone.</summary>
    public bool IsComplete { get; }

    /// <summary>Where the handler ends normally, with the paths that end there.</summary>
    public IReadOnlyList<Exit> Exits => _exits;

    /// <summary>Where an exception leaves the handler.</summary>
    public IReadOnlyList<Failure> Failures => _failures;

    /// <summary>Every settle that a path comes to, with the path up to it.</summary>
    public IReadOnlyList<SettleOnPath> Settles => _settles;

    /// <summary>The members that are set on any path: behind a call of the method they are other ones.</summary>
    public IEnumerable<string> AssignedMembers => _assignedMembers;

    /// <summary>Every call that a path makes when the delivery is settled already, with the path up to it.</summary>
    public IReadOnlyCollection<CallAfterSettle> CallsAfterSettle => _callsAfterSettle.Values;

    /// <summary>The calls that hand the delivery on to a method of which nothing is known: it may be too large, or call itself.</summary>
    public IReadOnlyList<IInvocationOperation> Unexplored => _unexplored;

    /// <summary>What a delivery can have become when the handler has ended normally.</summary>
    public IEnumerable<Typestate> States => _exits.SelectMany(exit => exit.Paths).Select(path => path.State).Distinct();

    /// <summary>The exploration without the paths that do not exist for one caller.</summary>
    public Exploration Where(Func<Path, bool> exists)
    {
        var left = new Exploration(IsComplete);
        left._exits.AddRange(_exits.Select(exit => exit with { Paths = exit.Paths.Select(path => exists(path) ? path : null) }));
        left._failures.AddRange(_failures.Where(failure => exists(failure.Path)));
        left._settles.AddRange(_settles.Where(settle => exists(settle.Path)));
        foreach (var call in _callsAfterSettle.Values.Where(call => exists(call.Path)))
            left.Add(call);
        left._assignedMembers.UnionWith(_assignedMembers);
        left._unexplored.AddRange(_unexplored);
        return left;
    }

    public void Add(Exit exit) => _exits.Add(exit);

    public void Add(Failure failure) => _failures.Add(failure);

    public void Add(SettleOnPath settle)
    {
        if (_knownSettles.Add(settle))
            _settles.Add(settle);
    }

    public void Add(CallAfterSettle call) => _callsAfterSettle[(call.Call.Syntax, call.Path)] = call;

    /// <summary>Takes in a call of a method of which nothing is known, or of one with such a call in it.</summary>
    public void AddUnexplored(IInvocationOperation call)
    {
        if (!_unexplored.Contains(call))
            _unexplored.Add(call);
    }

    /// <summary>Takes in a variable that is set, as conditions know it. Those of the body alone end with it.</summary>
    public void AddAssigned(string variable)
    {
        if (variable.IndexOf('.') > 0)
            _assignedMembers.Add(variable);
    }
}

/// <summary>A normal end of a handler.</summary>
/// <param name="Return">The <c>return</c>, or <see langword="null"/> for the end of the body.</param>
/// <param name="Paths">The paths that end there.</param>
internal sealed record Exit(IReturnOperation? Return, PathSet Paths)
{
    /// <summary>Whether it is the end of a round of a loop that fetches, and the next message is about to come.</summary>
    public bool IsRound { get; init; }
}

/// <summary>An exception that leaves the handler.</summary>
/// <param name="Source">What can throw.</param>
/// <param name="Path">The path up to it.</param>
/// <param name="Thrown">What is known of the exception.</param>
internal sealed record Failure(IOperation Source, Path Path, ThrownException Thrown);

/// <summary>A settle that a path comes to.</summary>
/// <param name="Settle">The settle.</param>
/// <param name="Path">The path up to it: its state is what the settle finds.</param>
internal sealed record SettleOnPath(Settle Settle, Path Path);

/// <summary>A call that a path makes when the delivery is settled already.</summary>
/// <param name="Call">The call.</param>
/// <param name="Path">The path up to it, with the settle.</param>
/// <param name="Callers">The calls, from the handler's on, of the methods that it stands in; none when it stands in the handler itself.</param>
internal sealed record CallAfterSettle(IInvocationOperation Call, Path Path, ImmutableArray<IInvocationOperation> Callers);
