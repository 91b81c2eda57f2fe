using System;
using System.Collections.Generic;

namespace RabbitMQ.Client;

public interface IContentHeader : ICloneable
{
    int ProtocolClassId { get; }
    string ProtocolClassName { get; }
}

public interface IBasicProperties : IContentHeader
{
    string AppId { get; set; }
    string ClusterId { get; set; }
    string ContentEncoding { get; set; }
    string ContentType { get; set; }
    string CorrelationId { get; set; }
    byte DeliveryMode { get; set; }
    string Expiration { get; set; }
    IDictionary<string, object> Headers { get; set; }
    string MessageId { get; set; }
    byte Priority { get; set; }
    string ReplyTo { get; set; }
    AmqpTimestamp Timestamp { get; set; }
    string Type { get; set; }
    string UserId { get; set; }
    bool Persistent { get; set; }
    PublicationAddress ReplyToAddress { get; set; }

    void ClearAppId();
    void ClearClusterId();
    void ClearContentEncoding();
    void ClearContentType();
    void ClearCorrelationId();
    void ClearDeliveryMode();
    void ClearExpiration();
    void ClearHeaders();
    void ClearMessageId();
    void ClearPriority();
    void ClearReplyTo();
    void ClearTimestamp();
    void ClearType();
    void ClearUserId();

    bool IsAppIdPresent();
    bool IsClusterIdPresent();
    bool IsContentEncodingPresent();
    bool IsContentTypePresent();
    bool IsCorrelationIdPresent();
    bool IsDeliveryModePresent();
    bool IsExpirationPresent();
    bool IsHeadersPresent();
    bool IsMessageIdPresent();
    bool IsPriorityPresent();
    bool IsReplyToPresent();
    bool IsTimestampPresent();
    bool IsTypePresent();
    bool IsUserIdPresent();

    [Obsolete("Use the Persistent property instead.")]
    void SetPersistent(bool persistent);
}

public struct AmqpTimestamp
{
    public AmqpTimestamp(long unixTime) => throw new NotSupportedException();

    public long UnixTime => throw new NotSupportedException();
}

public class BinaryTableValue
{
    public BinaryTableValue() => throw new NotSupportedException();
    public BinaryTableValue(byte[] bytes) => throw new NotSupportedException();

    public byte[] Bytes { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class PublicationAddress
{
    public PublicationAddress(string exchangeType, string exchangeName, string routingKey) => throw new NotSupportedException();

    public string ExchangeName => throw new NotSupportedException();
    public string ExchangeType => throw new NotSupportedException();
    public string RoutingKey => throw new NotSupportedException();

    public static PublicationAddress Parse(string uriLikeString) => throw new NotSupportedException();
    public static bool TryParse(string uriLikeString, out PublicationAddress result) => throw new NotSupportedException();
}
