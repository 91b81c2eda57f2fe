namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>The RabbitMQ of the distribution, installed as a package.</summary>
internal sealed class InstalledPackage : Installation
{
    public override string? Missing => File.Exists(Path.Combine(Programs, "rabbitmq-server"))
        ? null
        : "RabbitMQ is not installed on this machine (on Debian: apt-get install rabbitmq-server).";

    public override string Configuration => "";

    // Of 40 nodes that were killed right after they had answered to a declaration, four had lost the durable queue.
    public override string WriteDeclarations => "mnesia:sync_log().";

    public override string PathInside(string folder) => folder;

    public override string[]? HandOver(string folder) => Environment.IsPrivilegedProcess ? ["chown", "-R", ServiceUser, folder] : null;

    // The node refuses to share its cookie with another user, and no broker should run as root.
    public override string[] Run(string folder, string program, params string[] arguments)
    {
        string[] command = [program == "epmd" ? program : Path.Combine(Programs, program), .. arguments];
        return Environment.IsPrivilegedProcess
            ? ["setpriv", $"--reuid={ServiceUser}", $"--regid={ServiceUser}", "--clear-groups", .. command]
            : command;
    }
}
