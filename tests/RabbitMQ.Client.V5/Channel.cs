using System;
using System.Collections.Generic;
using RabbitMQ.Client.Events;

namespace RabbitMQ.Client;

public interface IModel : IDisposable
{
    event EventHandler<BasicAckEventArgs> BasicAcks;
    event EventHandler<BasicNackEventArgs> BasicNacks;
    event EventHandler<EventArgs> BasicRecoverOk;
    event EventHandler<BasicReturnEventArgs> BasicReturn;
    event EventHandler<CallbackExceptionEventArgs> CallbackException;
    event EventHandler<FlowControlEventArgs> FlowControl;
    event EventHandler<ShutdownEventArgs> ModelShutdown;

    int ChannelNumber { get; }
    ShutdownEventArgs CloseReason { get; }
    TimeSpan ContinuationTimeout { get; set; }
    IBasicConsumer DefaultConsumer { get; set; }
    bool IsClosed { get; }
    bool IsOpen { get; }
    ulong NextPublishSeqNo { get; }

    void Abort();
    void Abort(ushort replyCode, string replyText);
    void BasicAck(ulong deliveryTag, bool multiple);
    void BasicCancel(string consumerTag);
    string BasicConsume(
        string queue, bool autoAck, string consumerTag, bool noLocal, bool exclusive,
        IDictionary<string, object> arguments, IBasicConsumer consumer);
    BasicGetResult BasicGet(string queue, bool autoAck);
    void BasicNack(ulong deliveryTag, bool multiple, bool requeue);
    void BasicPublish(string exchange, string routingKey, bool mandatory, IBasicProperties basicProperties, byte[] body);
    void BasicQos(uint prefetchSize, ushort prefetchCount, bool global);
    void BasicRecover(bool requeue);
    void BasicRecoverAsync(bool requeue);
    void BasicReject(ulong deliveryTag, bool requeue);
    void Close();
    void Close(ushort replyCode, string replyText);
    void ConfirmSelect();
    uint ConsumerCount(string queue);
    IBasicProperties CreateBasicProperties();
    IBasicPublishBatch CreateBasicPublishBatch();
    void ExchangeBind(string destination, string source, string routingKey, IDictionary<string, object> arguments);
    void ExchangeBindNoWait(string destination, string source, string routingKey, IDictionary<string, object> arguments);
    void ExchangeDeclare(string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments);
    void ExchangeDeclareNoWait(string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments);
    void ExchangeDeclarePassive(string exchange);
    void ExchangeDelete(string exchange, bool ifUnused);
    void ExchangeDeleteNoWait(string exchange, bool ifUnused);
    void ExchangeUnbind(string destination, string source, string routingKey, IDictionary<string, object> arguments);
    void ExchangeUnbindNoWait(string destination, string source, string routingKey, IDictionary<string, object> arguments);
    uint MessageCount(string queue);
    void QueueBind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
    void QueueBindNoWait(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
    QueueDeclareOk QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments);
    void QueueDeclareNoWait(string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments);
    QueueDeclareOk QueueDeclarePassive(string queue);
    uint QueueDelete(string queue, bool ifUnused, bool ifEmpty);
    void QueueDeleteNoWait(string queue, bool ifUnused, bool ifEmpty);
    uint QueuePurge(string queue);
    void QueueUnbind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
    void TxCommit();
    void TxRollback();
    void TxSelect();
    bool WaitForConfirms();
    bool WaitForConfirms(TimeSpan timeout);
    bool WaitForConfirms(TimeSpan timeout, out bool timedOut);
    void WaitForConfirmsOrDie();
    void WaitForConfirmsOrDie(TimeSpan timeout);
}

/// <summary>Spelt as the client spells it.</summary>
public static class IModelExensions
{
    public static string BasicConsume(
        this IModel model, IBasicConsumer consumer, string queue, bool autoAck = false, string consumerTag = "",
        bool noLocal = false, bool exclusive = false, IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static string BasicConsume(this IModel model, string queue, bool autoAck, IBasicConsumer consumer) => throw new NotSupportedException();
    public static string BasicConsume(
        this IModel model, string queue, bool autoAck, string consumerTag, IBasicConsumer consumer) => throw new NotSupportedException();
    public static string BasicConsume(
        this IModel model, string queue, bool autoAck, string consumerTag, IDictionary<string, object> arguments,
        IBasicConsumer consumer) => throw new NotSupportedException();
    public static void BasicPublish(
        this IModel model, PublicationAddress addr, IBasicProperties basicProperties, byte[] body) => throw new NotSupportedException();
    public static void BasicPublish(
        this IModel model, string exchange, string routingKey, IBasicProperties basicProperties, byte[] body) => throw new NotSupportedException();
    public static void BasicPublish(
        this IModel model, string exchange, string routingKey, bool mandatory = false,
        IBasicProperties basicProperties = null, byte[] body = null) => throw new NotSupportedException();
    public static void ExchangeBind(
        this IModel model, string destination, string source, string routingKey,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static void ExchangeBindNoWait(
        this IModel model, string destination, string source, string routingKey,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static void ExchangeDeclare(
        this IModel model, string exchange, string type, bool durable = false, bool autoDelete = false,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static void ExchangeDeclareNoWait(
        this IModel model, string exchange, string type, bool durable = false, bool autoDelete = false,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static void ExchangeDelete(this IModel model, string exchange, bool ifUnused = false) => throw new NotSupportedException();
    public static void ExchangeDeleteNoWait(this IModel model, string exchange, bool ifUnused = false) => throw new NotSupportedException();
    public static void ExchangeUnbind(
        this IModel model, string destination, string source, string routingKey,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static void QueueBind(
        this IModel model, string queue, string exchange, string routingKey,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static QueueDeclareOk QueueDeclare(
        this IModel model, string queue = "", bool durable = false, bool exclusive = true, bool autoDelete = true,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
    public static uint QueueDelete(this IModel model, string queue, bool ifUnused = false, bool ifEmpty = false) => throw new NotSupportedException();
    public static void QueueDeleteNoWait(this IModel model, string queue, bool ifUnused = false, bool ifEmpty = false) => throw new NotSupportedException();
    public static void QueueUnbind(
        this IModel model, string queue, string exchange, string routingKey,
        IDictionary<string, object> arguments = null) => throw new NotSupportedException();
}

public interface IBasicPublishBatch
{
    void Add(string exchange, string routingKey, bool mandatory, IBasicProperties properties, byte[] body);
    void Publish();
}

public class QueueDeclareOk
{
    public QueueDeclareOk(string queueName, uint messageCount, uint consumerCount) => throw new NotSupportedException();

    public uint ConsumerCount => throw new NotSupportedException();
    public uint MessageCount => throw new NotSupportedException();
    public string QueueName => throw new NotSupportedException();

    public static implicit operator string(QueueDeclareOk declareOk) => throw new NotSupportedException();
}

public class BasicGetResult
{
    public BasicGetResult(
        ulong deliveryTag, bool redelivered, string exchange, string routingKey, uint messageCount,
        IBasicProperties basicProperties, byte[] body) => throw new NotSupportedException();

    public IBasicProperties BasicProperties => throw new NotSupportedException();
    public byte[] Body => throw new NotSupportedException();
    public ulong DeliveryTag => throw new NotSupportedException();
    public string Exchange => throw new NotSupportedException();
    public uint MessageCount => throw new NotSupportedException();
    public bool Redelivered => throw new NotSupportedException();
    public string RoutingKey => throw new NotSupportedException();
}
