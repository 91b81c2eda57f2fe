using System;
using System.Threading.Tasks;
using RabbitMQ.Client.Events;

namespace RabbitMQ.Client;

public interface IBasicConsumer
{
    event EventHandler<ConsumerEventArgs> ConsumerCancelled;

    IModel Model { get; }

    void HandleBasicCancel(string consumerTag);
    void HandleBasicCancelOk(string consumerTag);
    void HandleBasicConsumeOk(string consumerTag);
    void HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body);
    void HandleModelShutdown(object model, ShutdownEventArgs reason);
}

public interface IAsyncBasicConsumer
{
    event AsyncEventHandler<ConsumerEventArgs> ConsumerCancelled;

    IModel Model { get; }

    Task HandleBasicCancel(string consumerTag);
    Task HandleBasicCancelOk(string consumerTag);
    Task HandleBasicConsumeOk(string consumerTag);
    Task HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body);
    Task HandleModelShutdown(object model, ShutdownEventArgs reason);
}

public class DefaultBasicConsumer : IBasicConsumer
{
    public DefaultBasicConsumer() => throw new NotSupportedException();
    public DefaultBasicConsumer(IModel model) => throw new NotSupportedException();

    public event EventHandler<ConsumerEventArgs> ConsumerCancelled { add => throw new NotSupportedException(); remove => throw new NotSupportedException(); }

    public string ConsumerTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool IsRunning { get => throw new NotSupportedException(); protected set => throw new NotSupportedException(); }
    public IModel Model { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ShutdownEventArgs ShutdownReason { get => throw new NotSupportedException(); protected set => throw new NotSupportedException(); }

    public virtual void HandleBasicCancel(string consumerTag) => throw new NotSupportedException();
    public virtual void HandleBasicCancelOk(string consumerTag) => throw new NotSupportedException();
    public virtual void HandleBasicConsumeOk(string consumerTag) => throw new NotSupportedException();
    public virtual void HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();
    public virtual void HandleModelShutdown(object model, ShutdownEventArgs reason) => throw new NotSupportedException();
    public virtual void OnCancel() => throw new NotSupportedException();
}

public class AsyncDefaultBasicConsumer : IBasicConsumer, IAsyncBasicConsumer
{
    public AsyncDefaultBasicConsumer() => throw new NotSupportedException();
    public AsyncDefaultBasicConsumer(IModel model) => throw new NotSupportedException();

    public event AsyncEventHandler<ConsumerEventArgs> ConsumerCancelled
    {
        add => throw new NotSupportedException(
); remove => throw new NotSupportedException();
    }

    event EventHandler<ConsumerEventArgs> IBasicConsumer.ConsumerCancelled
    {
        add => throw new NotSupportedException(
); remove => throw new NotSupportedException();
    }

    public string ConsumerTag { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public bool IsRunning { get => throw new NotSupportedException(); protected set => throw new NotSupportedException(); }
    public IModel Model { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public ShutdownEventArgs ShutdownReason { get => throw new NotSupportedException(); protected set => throw new NotSupportedException(); }

    public virtual Task HandleBasicCancel(string consumerTag) => throw new NotSupportedException();
    public virtual Task HandleBasicCancelOk(string consumerTag) => throw new NotSupportedException();
    public virtual Task HandleBasicConsumeOk(string consumerTag) => throw new NotSupportedException();
    public virtual Task HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();
    public virtual Task HandleModelShutdown(object model, ShutdownEventArgs reason) => throw new NotSupportedException();
    public virtual Task OnCancel() => throw new NotSupportedException();

    void IBasicConsumer.HandleBasicCancel(string consumerTag) => throw new NotSupportedException();
    void IBasicConsumer.HandleBasicCancelOk(string consumerTag) => throw new NotSupportedException();
    void IBasicConsumer.HandleBasicConsumeOk(string consumerTag) => throw new NotSupportedException();
    void IBasicConsumer.HandleBasicDeliver(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
        IBasicProperties properties, byte[] body) => throw new NotSupportedException();
    void IBasicConsumer.HandleModelShutdown(object model, ShutdownEventArgs reason) => throw new NotSupportedException();
}
