namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>A RabbitMQ on this machine, and how its programs are run.</summary>
internal abstract class Installation
{
    protected const string Programs = "/usr/lib/rabbitmq/bin";
    protected const string ServiceUser = "rabbitmq";

    /// <summary>Says what to do when this RabbitMQ is missing; nothing when it is there.</summary>
    public abstract string? Missing { get; }

    /// <summary>What the node is told beyond its ports and folders, in the format of <c>rabbitmq.conf</c>.</summary>
    public abstract string Configuration { get; }

    /// <summary>What the node is told, in Erlang, to write what has been declared to its disk; nothing where it has done so when it answers.</summary>
    public virtual string? WriteDeclarations => null;

    public static Installation Of(string release) => release switch
    {
        Releases.V3 => new InstalledPackage(),
        Releases.V4 => new InstalledFolder(),
        _ => throw new ArgumentOutOfRangeException(nameof(release), release, "No such release."),
    };

    /// <summary>The path by which the programs know the data folder of a node.</summary>
    public abstract string PathInside(string folder);

    /// <summary>The command line that hands the data folder over to the user who runs the node; none when it is ours already.</summary>
    public abstract string[]? HandOver(string folder);

    /// <summary>The command line that runs one of the programs on a data folder.</summary>
    public abstract string[] Run(string folder, string program, params string[] arguments);
}
