using System;
using System.Collections.Generic;

namespace RabbitMQ.Client;

public static class ExchangeType
{
    public const string Direct = "direct";
    public const string Fanout = "fanout";
    public const string Headers = "headers";
    public const string Topic = "topic";

    public static ICollection<string> All() => throw new NotSupportedException();
}

public static class Headers
{
    public const string XMaxPriority = "x-max-priority";
    public const string XMaxLength = "x-max-length";
    public const string XMaxLengthInBytes = "x-max-length-bytes";
    public const string XDeadLetterExchange = "x-dead-letter-exchange";
    public const string XDeadLetterRoutingKey = "x-dead-letter-routing-key";
    public const string XMessageTTL = "x-message-ttl";
    public const string XExpires = "x-expires";
    public const string AlternateExchange = "alternate-exchange";
    public const string XPriority = "x-priority";
}

public static class Constants
{
    public const int ReplySuccess = 200;
    public const int ContentTooLarge = 311;
    public const int NoConsumers = 313;
    public const int ConnectionForced = 320;
    public const int InvalidPath = 402;
    public const int AccessRefused = 403;
    public const int NotFound = 404;
    public const int ResourceLocked = 405;
    public const int PreconditionFailed = 406;
    public const int NotAllowed = 530;
    public const int NotImplemented = 540;
    public const int InternalError = 541;
}
