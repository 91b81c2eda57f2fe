using System;
using System.Collections.Generic;
using RabbitMQ.Client.Events;

namespace RabbitMQ.Client;

public interface INetworkConnection
{
    int LocalPort { get; }
    int RemotePort { get; }
}

public interface IConnection : INetworkConnection, IDisposable
{
    event EventHandler<CallbackExceptionEventArgs> CallbackException;
    event EventHandler<ConnectionBlockedEventArgs> ConnectionBlocked;
    event EventHandler<ConnectionRecoveryErrorEventArgs> ConnectionRecoveryError;
    event EventHandler<ShutdownEventArgs> ConnectionShutdown;
    event EventHandler<EventArgs> ConnectionUnblocked;
    event EventHandler<EventArgs> RecoverySucceeded;

    bool AutoClose { get; set; }
    ushort ChannelMax { get; }
    IDictionary<string, object> ClientProperties { get; }
    string ClientProvidedName { get; }
    ShutdownEventArgs CloseReason { get; }
    AmqpTcpEndpoint Endpoint { get; }
    uint FrameMax { get; }
    ushort Heartbeat { get; }
    bool IsOpen { get; }
    AmqpTcpEndpoint[] KnownHosts { get; }
    IDictionary<string, object> ServerProperties { get; }
    IList<ShutdownReportEntry> ShutdownReport { get; }

    void Abort();
    void Abort(ushort reasonCode, string reasonText);
    void Abort(int timeout);
    void Abort(ushort reasonCode, string reasonText, int timeout);
    void Close();
    void Close(ushort reasonCode, string reasonText);
    void Close(int timeout);
    void Close(ushort reasonCode, string reasonText, int timeout);
    IModel CreateModel();
    void HandleConnectionBlocked(string reason);
    void HandleConnectionUnblocked();
}

public interface IAutorecoveringConnection : IConnection
{
    event EventHandler<ConsumerTagChangedAfterRecoveryEventArgs> ConsumerTagChangeAfterRecovery;
    event EventHandler<QueueNameChangedAfterRecoveryEventArgs> QueueNameChangeAfterRecovery;
}

public interface IRecoverable
{
    event EventHandler<EventArgs> Recovery;
}

public interface IConnectionFactory
{
    IDictionary<string, object> ClientProperties { get; set; }
    TimeSpan ContinuationTimeout { get; set; }
    TimeSpan HandshakeContinuationTimeout { get; set; }
    string Password { get; set; }
    ushort RequestedChannelMax { get; set; }
    uint RequestedFrameMax { get; set; }
    ushort RequestedHeartbeat { get; set; }
    Uri Uri { get; set; }
    bool UseBackgroundThreadsForIO { get; set; }
    string UserName { get; set; }
    string VirtualHost { get; set; }

    IConnection CreateConnection();
    IConnection CreateConnection(string clientProvidedName);
    IConnection CreateConnection(IList<string> hostnames);
    IConnection CreateConnection(IList<string> hostnames, string clientProvidedName);
    IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints);
}

public interface IAsyncConnectionFactory : IConnectionFactory
{
    bool DispatchConsumersAsync { get; set; }
}

public class ConnectionFactoryBase
{
}

public sealed class ConnectionFactory : ConnectionFactoryBase, IAsyncConnectionFactory
{
    public const ushort DefaultChannelMax = 2047;
    public const uint DefaultFrameMax = 0;
    public const ushort DefaultHeartbeat = 60;
    public const int DefaultConnectionTimeout = 30 * 1000;
    public const string DefaultPass = "guest";
    public const string DefaultUser = "guest";
    public const string DefaultVHost = "/";

    public ConnectionFactory() => throw new NotSupportedException();

    public bool AutomaticRecoveryEnabled { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public IDictionary<string, object> ClientProperties { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public TimeSpan ContinuationTimeout { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool DispatchConsumersAsync { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public AmqpTcpEndpoint Endpoint { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public Func<IEnumerable<AmqpTcpEndpoint>, IEndpointResolver> EndpointResolverFactory
    {
        get => throw new NotSupportedException(
); set => throw new NotSupportedException();
    }
    public TimeSpan HandshakeContinuationTimeout { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string HostName { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public TimeSpan NetworkRecoveryInterval { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string Password { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public int Port { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ushort RequestedChannelMax { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public int RequestedConnectionTimeout { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public uint RequestedFrameMax { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ushort RequestedHeartbeat { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public int SocketReadTimeout { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public int SocketWriteTimeout { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public SslOption Ssl { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool TopologyRecoveryEnabled { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public Uri Uri { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool UseBackgroundThreadsForIO { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string UserName { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string VirtualHost { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public IConnection CreateConnection() => throw new NotSupportedException();
    public IConnection CreateConnection(string clientProvidedName) => throw new NotSupportedException();
    public IConnection CreateConnection(IList<string> hostnames) => throw new NotSupportedException();
    public IConnection CreateConnection(IList<string> hostnames, string clientProvidedName) => throw new NotSupportedException();
    public IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints) => throw new NotSupportedException();
    public IConnection CreateConnection(IEndpointResolver endpointResolver, string clientProvidedName) => throw new NotSupportedException();
}

public interface IEndpointResolver
{
    IEnumerable<AmqpTcpEndpoint> All();
}

public class DefaultEndpointResolver : IEndpointResolver
{
    public DefaultEndpointResolver(IEnumerable<AmqpTcpEndpoint> tcpEndpoints) => throw new NotSupportedException();

    public IEnumerable<AmqpTcpEndpoint> All() => throw new NotSupportedException();
}

public class AmqpTcpEndpoint
{
    public const int DefaultAmqpSslPort = 5671;
    public const int UseDefaultPort = -1;

    public AmqpTcpEndpoint() => throw new NotSupportedException();
    public AmqpTcpEndpoint(string hostName, int portOrMinusOne = -1) => throw new NotSupportedException();
    public AmqpTcpEndpoint(string hostName, int portOrMinusOne, SslOption ssl) => throw new NotSupportedException();
    public AmqpTcpEndpoint(Uri uri) => throw new NotSupportedException();
    public AmqpTcpEndpoint(Uri uri, SslOption ssl) => throw new NotSupportedException();

    public string HostName { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public int Port { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public SslOption Ssl { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class SslOption
{
    public SslOption() => throw new NotSupportedException();
    public SslOption(string serverName, string certificatePath = "", bool enabled = false) => throw new NotSupportedException();

    public string CertPassphrase { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string CertPath { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool Enabled { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string ServerName { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public enum ShutdownInitiator
{
    Application,
    Library,
    Peer,
}

public class ShutdownEventArgs : EventArgs
{
    public ShutdownEventArgs(ShutdownInitiator initiator, ushort replyCode, string replyText, object cause = null) => throw new NotSupportedException();
    public ShutdownEventArgs(
        ShutdownInitiator initiator, ushort replyCode, string replyText, ushort classId, ushort methodId,
        object cause = null) => throw new NotSupportedException();

    public object Cause => throw new NotSupportedException();
    public ushort ClassId => throw new NotSupportedException();
    public ShutdownInitiator Initiator => throw new NotSupportedException();
    public ushort MethodId => throw new NotSupportedException();
    public ushort ReplyCode => throw new NotSupportedException();
    public string ReplyText => throw new NotSupportedException();
}

public class ShutdownReportEntry
{
    public ShutdownReportEntry(string description, Exception exception) => throw new NotSupportedException();

    public string Description => throw new NotSupportedException();
    public Exception Exception => throw new NotSupportedException();
}
