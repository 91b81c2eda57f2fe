using System.Net;
using System.Net.Sockets;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>
/// Ports nobody listens on. They lie below those that the system gives to outgoing connections, so that none is taken while a broker restarts.
/// </summary>
internal static class FreePorts
{
    private const int Lowest = 20000;
    private const int Highest = 32000;

    public static int[] Choose(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            if (IsFree(port))
                ports.Add(port);
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
