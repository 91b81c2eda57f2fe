namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>
/// A RabbitMQ that <c>.ci/install-rabbitmq-4.3</c> unpacked together with the Debian it belongs to. Its programs run with that folder as their root.
/// </summary>
internal sealed class InstalledFolder : Installation
{
    private const string FolderVariable = "QUEUE_ANALYZERS_RABBITMQ_4_3";
    private const string DefaultFolder = "/var/cache/queue-analyzers/rabbitmq-4.3";
    private const string DataInside = "/mnt";

    // The mounts belong to the process alone and end with it, however it ends. Each command replaces the one before: the process id stays.
    private const string ChangeRoot = """
        root=$1 data=$2
        shift 2
        mount -t proc proc "$root/proc" && mount --rbind /dev "$root/dev" && mount --bind "$data" "$root/mnt" && exec chroot "$root" "$@"
        """;

    private static string Root => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : DefaultFolder;

    public override string? Missing
    {
        get
        {
            if (!File.Exists($"{Root}{Programs}/rabbitmq-server"))
                return $"RabbitMQ 4.3 is not in {Root} (on Debian, as root: .ci/install-rabbitmq-4.3; {FolderVariable} names another folder).";
            return Environment.IsPrivilegedProcess ? null : "Only root may run the RabbitMQ 4.3 that has a root folder of its own.";
        }
    }

    // Debian permits such queues against the default of RabbitMQ 4.3.
    public override string Configuration => "deprecated_features.permit.transient_nonexcl_queues = false";

    public override string PathInside(string folder) => DataInside;

    public override string[]? HandOver(string folder) => Inside(folder, "chown", "-R", ServiceUser, DataInside);

    public override string[] Run(string folder, string program, params string[] arguments) => Inside(
        folder,
        ["setpriv", $"--reuid={ServiceUser}", $"--regid={ServiceUser}", "--clear-groups", program == "epmd" ? program : $"{Programs}/{program}", .. arguments]);

    private static string[] Inside(string folder, params string[] command) =>
        ["unshare", "--mount", "sh", "-c", ChangeRoot, "sh", Root, folder, .. command];
}
