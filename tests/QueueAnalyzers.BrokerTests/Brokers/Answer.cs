using RabbitMQ.Client.Events;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>What the broker says to a request.</summary>
/// <param name="Code">The reply code of a refusal.</param>
/// <param name="Text">The reply text of a refusal.</param>
/// <param name="IsConnected">Whether the connection is still open afterwards.</param>
internal sealed record Answer(int Code, string Text, bool IsConnected)
{
    public static Answer Accepted { get; } = new(0, "accepted", IsConnected: true);

    public bool IsAccepted => this == Accepted;

    public static Answer Refused(ShutdownEventArgs reason, bool isConnected) => new(reason.ReplyCode, reason.ReplyText, isConnected);

    public void Accepts() => Assert.Equal(Accepted, this);

    public void ClosesChannel(int code, string text) => Refuses(code, text, isConnected: true);

    public void ClosesConnection(int code, string text) => Refuses(code, text, isConnected: false);

    public override string ToString() => IsAccepted ? Text : $"{Code} {Text}{(IsConnected ? "" : " (connection closed)")}";

    private void Refuses(int code, string text, bool isConnected)
    {
        Assert.Contains(text, Text, StringComparison.Ordinal);
        Assert.Equal((code, isConnected), (Code, IsConnected));
    }
}
