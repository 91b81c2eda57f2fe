using System.Collections;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>The paths that reach a point, each once.</summary>
internal sealed class PathSet : IEnumerable<Path>
{
    private readonly HashSet<Path> _paths = new();

    public PathSet()
    {
    }

    public PathSet(Path path) => _paths.Add(path);

    public PathSet(PathSet paths) => _paths.UnionWith(paths._paths);

    /// <summary>No paths: the point is not reached.</summary>
    public static PathSet Empty => new();

    public int Count => _paths.Count;

    public bool IsEmpty => _paths.Count == 0;

    /// <summary>The paths of two sets.</summary>
    public static PathSet Join((PathSet, PathSet) paths)
    {
        var joined = new PathSet(paths.Item1);
        joined.Add(paths.Item2);
        return joined;
    }

    /// <summary>Takes in more paths.</summary>
    public void Add(PathSet paths) => _paths.UnionWith(paths._paths);

    /// <summary>Whether another set has all of these paths.</summary>
    public bool IsWithin(PathSet others) => _paths.IsSubsetOf(others._paths);

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

    /// <summary>The paths when the delivery has escaped on each.</summary>
    public PathSet Escaped() => Select(path => path.Escaped());

    /// <summary>The paths when each was taken for a reason that nobody can do anything about.</summary>
    public PathSet Excused() => Select(path => path with { IsExcused = true });

    public IEnumerator<Path> GetEnumerator() => _paths.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
