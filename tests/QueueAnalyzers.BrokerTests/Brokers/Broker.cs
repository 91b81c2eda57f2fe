using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CliWrap;
using CliWrap.Buffered;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>
/// A RabbitMQ node of our own: an ordinary process on the loopback interface, with a data folder, a port mapper and a cookie that nothing else uses.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Installation _installation;
    private readonly string _folder;
    private readonly int _port;
    private readonly int _portMapperPort;
    private readonly Dictionary<string, string?> _environment;
    private WatchedProcess? _portMapper;
    private WatchedProcess? _server;
    private int _virtualHosts;

    private Broker(Installation installation)
    {
        _installation = installation;
        _folder = Directory.CreateTempSubdirectory("queueanalyzers-broker-").FullName;
        var ports = FreePorts.Choose(3);
        _port = ports[0];
        _portMapperPort = ports[2];
        var inside = installation.PathInside(_folder);
        _environment = new Dictionary<string, string?>
        {
            ["HOME"] = inside,
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_portMapperPort}",
            ["RABBITMQ_NODENAME"] = $"queueanalyzers-{_port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{_port}",
            ["RABBITMQ_DIST_PORT"] = $"{ports[1]}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(inside, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(inside, "log"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(inside, "none.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(inside, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(inside, "plugins"),
            // The start script then becomes the node instead of its parent, and the process id is the node's.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        };
    }

    /// <summary>The virtual host that every broker has.</summary>
    public VirtualHost DefaultVirtualHost => new(new Uri($"amqp://guest:guest@127.0.0.1:{_port}/%2f"));

    public static async Task<Broker> StartAsync(Installation installation)
    {
        var broker = new Broker(installation);
        try
        {
            await broker.PrepareFolderAsync();
            broker._portMapper = broker.Launch("epmd", "-port", $"{broker._portMapperPort}");
            await WaitForListenerAsync(broker._portMapperPort);
            await broker.StartServerAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Shuts the node down in good order and starts it again on the same data.</summary>
    public async Task RestartAsync()
    {
        await _server!.TerminateAsync(Patience);
        await _server.DisposeAsync();
        await StartServerAsync();
    }

    /// <summary>Kills the node between two of its instructions (SIGKILL) and starts it again on what it had written.</summary>
    public async Task CrashAsync()
    {
        await _server!.DisposeAsync();
        await StartServerAsync();
    }

    /// <summary>Makes sure that a node that is killed has the durable queues again that were declared before.</summary>
    public async Task WriteDeclarationsAsync()
    {
        if (_installation.WriteDeclarations is { } expression)
            await ControlAsync("eval", expression);
    }

    /// <summary>A room of its own for a scenario, so that scenarios may use the same names.</summary>
    public async Task<VirtualHost> CreateVirtualHostAsync()
    {
        var name = $"scenario-{++_virtualHosts}";
        await ControlAsync("add_vhost", name);
        await ControlAsync("set_permissions", "--vhost", name, "guest", ".*", ".*", ".*");
        return new VirtualHost(new Uri($"amqp://guest:guest@127.0.0.1:{_port}/{name}"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        if (_portMapper is not null)
            await _portMapper.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PrepareFolderAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "plugins"), "[].");
        await File.WriteAllTextAsync(Path.Combine(_folder, "rabbitmq.conf"), $"{_installation.Configuration}\n");
        if (_installation.HandOver(_folder) is [var program, .. var arguments])
            await Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync();
    }

    private async Task StartServerAsync()
    {
        _server = Launch("rabbitmq-server");
        await _server.WaitForAsync("the broker is up", lines => lines.Any(line => line.Contains("Starting broker... completed")), Patience);
        await WaitForListenerAsync(_port);
    }

    private async Task ControlAsync(params string[] arguments)
    {
        var command = _installation.Run(_folder, "rabbitmqctl", arguments);
        await Cli.Wrap(command[0])
            .WithArguments(command[1..])
            .WithWorkingDirectory(_folder)
            .WithEnvironmentVariables(_environment)
            .ExecuteBufferedAsync();
    }

    private WatchedProcess Launch(string program, params string[] arguments)
    {
        var command = _installation.Run(_folder, program, arguments);
        return WatchedProcess.Start(command[0], command[1..], _environment, _folder);
    }

    private static async Task WaitForListenerAsync(int port)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException) when (clock.Elapsed < Patience)
            {
                await Task.Delay(20);
            }
        }
    }
}
