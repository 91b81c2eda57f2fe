using System.Collections.Immutable;

namespace Pictures;

/// <summary>The pictures of a repository's documentation, each for a light and for a dark page.</summary>
internal sealed class Gallery
{
    private const string Folder = "docs/pictures";

    // The first thing that somebody sees who has never lost a message: one row for each way to lose many.
    private static readonly ImmutableArray<string> Known =
    [
        "Hello: worker killed after 40 messages",
        "Notifications: e-mail fails",
        "Hello: broker restarted, messages waiting",
        "RMQ3001/Transient",
        "RMQ3002/Unconfirmed",
        "RMQ3004/Discarded",
        "RMQ1004/EarlyReturn",
        "RMQ4003/LateHandler",
    ];

    private readonly string _root;
    private readonly ImmutableArray<(string Path, string Picture)> _pictures;

    private Gallery(string root, ImmutableArray<(string Path, string Picture)> pictures)
    {
        _root = root;
        _pictures = pictures;
    }

    public static async Task<Gallery> DrawAsync(string root)
    {
        var measurements = Measurement.Read(root);
        var unreliable = Sample.Open(root, "samples/TaskQueue.V7/Worker/Program.cs");
        var repair = await Repair.BetweenAsync(unreliable, Sample.Open(root, "samples/TaskQueue.V7.Repaired/Worker/Program.cs"));
        var build = new BuildPicture("dotnet build samples/TaskQueue.V7/Worker", await unreliable.BuildAsync(), repair);
        var known = new LossChart("Messages that a mistake costs", [.. Known.Select(id => measurements.Single(measurement => measurement.Id == id))]);
        var all = new LossChart("Messages that each mistake costs", measurements);

        var pictures = ImmutableArray.CreateBuilder<(string, string)>();
        foreach (var palette in Palette.All)
        {
            pictures.Add(($"{Folder}/build-{palette.Name}.svg", build.Draw(palette)));
            pictures.Add(($"{Folder}/loss-{palette.Name}.svg", known.Draw(palette)));
            pictures.Add(($"{Folder}/measurements-{palette.Name}.svg", all.Draw(palette)));
        }

        return new(root, pictures.ToImmutable());
    }

    /// <summary>What differs from what would be drawn now, in sentences that begin with the file.</summary>
    public ImmutableArray<string> FindDrift() =>
    [
        .. _pictures.Where(picture => Read(picture.Path) != picture.Picture).Select(picture => $"{picture.Path} does not show what it would be drawn from now."),
        .. FindOrphans().Select(path => $"{path} is drawn from nothing."),
    ];

    /// <summary>Brings all pictures up to date.</summary>
    /// <returns>The files that were written.</returns>
    public ImmutableArray<string> Hang()
    {
        Directory.CreateDirectory(Path.Combine(_root, Folder));
        var changed = _pictures.Where(picture => Read(picture.Path) != picture.Picture).ToImmutableArray();
        foreach (var (path, picture) in changed)
            File.WriteAllText(Path.Combine(_root, path), picture);
        return [.. changed.Select(picture => picture.Path)];
    }

    private IEnumerable<string> FindOrphans() => Directory.GetFiles(Path.Combine(_root, Folder), "*.svg")
        .Select(path => $"{Folder}/{Path.GetFileName(path)}")
        .Except(_pictures.Select(picture => picture.Path))
        .Order(StringComparer.Ordinal);

    private string? Read(string path) => File.Exists(Path.Combine(_root, path)) ? File.ReadAllText(Path.Combine(_root, path)) : null;
}
