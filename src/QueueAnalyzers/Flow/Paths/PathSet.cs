using System.Collections;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>The paths that reach a point, each once.</summary>
internal sealed class PathSet : IEnumerable<Path>
{
    private readonly HashSet<Path> _paths = new();

    public PathSet()
    {
    }

    public PathSet(IEnumerable<Path> paths) => _paths.UnionWith(paths);

    public int Count => _paths.Count;

    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Takes in more paths.</summary>
    /// <returns>Whether any of them was new.</returns>
    public bool Add(IEnumerable<Path> paths)
    {
        var before = _paths.Count;
        _paths.UnionWith(paths);
        return _paths.Count > before;
    }

    /// <summary>The paths after each has changed; those that turn out not to exist are left out.</summary>
    public PathSet Select(Func<Path, Path?> change)
    {
        var changed = new PathSet();
        foreach (var path in _paths)
        {
            if (change(path) is { } next)
                changed._paths.Add(next);
        }

        return changed;
    }

    public IEnumerator<Path> GetEnumerator() => _paths.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
