using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>
/// The paths that do not go on with the next statement: they jump to a label, return, or leave by an exception. What lies on
/// their way, a <c>finally</c> or a <c>catch</c>, asks for those of its own part.
/// </summary>
internal sealed class Departures
{
    private Dictionary<ILabelSymbol, PathSet> _jumps = new(SymbolEqualityComparer.Default);
    private List<Exit> _returns = new();
    private HashSet<Failure> _failures = new();

    /// <summary>The jumps that nobody has asked for yet.</summary>
    public IReadOnlyDictionary<ILabelSymbol, PathSet> Jumps => _jumps;

    /// <summary>The returns.</summary>
    public IReadOnlyList<Exit> Returns => _returns;

    /// <summary>The exceptions.</summary>
    public IReadOnlyCollection<Failure> Failures => _failures;

    /// <summary>Paths jump to a label.</summary>
    public void Jump(ILabelSymbol target, PathSet paths)
    {
        if (!_jumps.TryGetValue(target, out var arrivals))
            _jumps.Add(target, arrivals = new PathSet());
        arrivals.Add(paths);
    }

    /// <summary>The paths that have jumped to a label since it was last asked for.</summary>
    public PathSet ArrivalsAt(ILabelSymbol label)
    {
        if (!_jumps.TryGetValue(label, out var arrivals))
            return new PathSet();
        _jumps.Remove(label);
        return arrivals;
    }

    /// <summary>Paths return.</summary>
    public void Return(Exit exit) => _returns.Add(exit);

    /// <summary>A path leaves by an exception.</summary>
    public void Fail(Failure failure) => _failures.Add(failure);

    /// <summary>Paths leave because an operation fails.</summary>
    public void Fail(IOperation source, PathSet paths)
    {
        var thrown = ThrownException.By(source);
        foreach (var path in paths)
            _failures.Add(new Failure(source, path, thrown));
    }

    /// <summary>The departures of a part alone.</summary>
    public Departures Of(Action part)
    {
        var outer = (_jumps, _returns, _failures);
        var inner = new Departures();
        (_jumps, _returns, _failures) = (inner._jumps, inner._returns, inner._failures);
        part();
        (_jumps, _returns, _failures) = outer;
        return inner;
    }

    /// <summary>The returns of a part alone.</summary>
    public IReadOnlyList<Exit> ReturnsOf(Action part)
    {
        var outer = _returns;
        var inner = _returns = new List<Exit>();
        part();
        _returns = outer;
        return inner;
    }

    /// <summary>The exceptions of a part alone.</summary>
    public IReadOnlyCollection<Failure> FailuresOf(Action part)
    {
        var outer = _failures;
        var inner = _failures = new HashSet<Failure>();
        part();
        _failures = outer;
        return inner;
    }
}
