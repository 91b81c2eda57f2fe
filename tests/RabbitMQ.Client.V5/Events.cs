using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace RabbitMQ.Client.Events;

public delegate Task AsyncEventHandler<in TEvent>(object sender, TEvent @event)
    where TEvent : EventArgs;

public class EventingBasicConsumer : DefaultBasicConsumer
{
    public EventingBasicConsumer(IModel model)
        : base(model) => throw new NotSupportedException();

    public event EventHandler<BasicDeliverEventArgs> Received { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event EventHandler<ConsumerEventArgs> Registered { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event EventHandler<ShutdownEventArgs> Shutdown { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event EventHandler<ConsumerEventArgs> Unregistered { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

    public override void HandleBasicCancelOk(string consumerTag) => throw new NotSupportedException();
    public override void HandleBasicConsumeOk(string consumerTag) => throw new NotSupportedException();
    public override void HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();
    public override void HandleModelShutdown(object model, ShutdownEventArgs reason) => throw new NotSupportedException();
}

public class AsyncEventingBasicConsumer : AsyncDefaultBasicConsumer
{
    public AsyncEventingBasicConsumer(IModel model)
        : base(model) => throw new NotSupportedException();

    public event AsyncEventHandler<BasicDeliverEventArgs> Received { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event AsyncEventHandler<ConsumerEventArgs> Registered { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event AsyncEventHandler<ShutdownEventArgs> Shutdown { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }
    public event AsyncEventHandler<ConsumerEventArgs> Unregistered { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

    public override Task HandleBasicCancelOk(string consumerTag) => throw new NotSupportedException();
    public override Task HandleBasicConsumeOk(string consumerTag) => throw new NotSupportedException();
    public override Task HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();
    public override Task HandleModelShutdown(object model, ShutdownEventArgs reason) => throw new NotSupportedException();
}

public class BasicDeliverEventArgs : EventArgs
{
    public BasicDeliverEventArgs() => throw new NotSupportedException();
    public BasicDeliverEventArgs(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();

    public IBasicProperties BasicProperties { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public byte[] Body { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string ConsumerTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ulong DeliveryTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string Exchange { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool Redelivered { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string RoutingKey { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class BasicAckEventArgs : EventArgs
{
    public ulong DeliveryTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool Multiple { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class BasicNackEventArgs : EventArgs
{
    public ulong DeliveryTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool Multiple { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool Requeue { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class BasicReturnEventArgs : EventArgs
{
    public IBasicProperties BasicProperties { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public byte[] Body { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string Exchange { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ushort ReplyCode { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string ReplyText { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public string RoutingKey { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
}

public class ConsumerEventArgs : EventArgs
{
    public ConsumerEventArgs(string consumerTag) => throw new NotSupportedException();

    public string ConsumerTag => throw new NotSupportedException();
}

public class FlowControlEventArgs : EventArgs
{
    public FlowControlEventArgs(bool active) => throw new NotSupportedException();

    public bool Active => throw new NotSupportedException();
}

public class ConnectionBlockedEventArgs : EventArgs
{
    public ConnectionBlockedEventArgs(string reason) => throw new NotSupportedException();

    public string Reason => throw new NotSupportedException();
}

public class ConnectionRecoveryErrorEventArgs : EventArgs
{
    public ConnectionRecoveryErrorEventArgs(Exception ex) => throw new NotSupportedException();

    public Exception Exception => throw new NotSupportedException();
}

public class ConsumerTagChangedAfterRecoveryEventArgs : EventArgs
{
    public ConsumerTagChangedAfterRecoveryEventArgs(string tagBefore, string tagAfter) => throw new NotSupportedException();

    public string TagBefore => throw new NotSupportedException();
    public string TagAfter => throw new NotSupportedException();
}

public class QueueNameChangedAfterRecoveryEventArgs : EventArgs
{
    public QueueNameChangedAfterRecoveryEventArgs(string nameBefore, string nameAfter) => throw new NotSupportedException();

    public string NameBefore => throw new NotSupportedException();
    public string NameAfter => throw new NotSupportedException();
}

public abstract class BaseExceptionEventArgs : EventArgs
{
    protected BaseExceptionEventArgs(Exception exception) => throw new NotSupportedException();

    public IDictionary<string, object> Detail => throw new NotSupportedException();
    public Exception Exception => throw new NotSupportedException();
}

public class CallbackExceptionEventArgs : BaseExceptionEventArgs
{
    public CallbackExceptionEventArgs(Exception e)
        : base(e) => throw new NotSupportedException();
}
