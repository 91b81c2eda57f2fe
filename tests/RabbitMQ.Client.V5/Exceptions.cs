using System;
using System.IO;

namespace RabbitMQ.Client.Exceptions;

public abstract class RabbitMQClientException : Exception
{
    protected RabbitMQClientException() => throw new NotSupportedException();
    protected RabbitMQClientException(string message) => throw new NotSupportedException();
    protected RabbitMQClientException(string message, Exception innerException) => throw new NotSupportedException();
}

public class OperationInterruptedException : RabbitMQClientException
{
    public OperationInterruptedException(ShutdownEventArgs reason) => throw new NotSupportedException();
    public OperationInterruptedException(ShutdownEventArgs reason, string prefix) => throw new NotSupportedException();

    public ShutdownEventArgs ShutdownReason => throw new NotSupportedException();
}

public class AlreadyClosedException : OperationInterruptedException
{
    public AlreadyClosedException(ShutdownEventArgs reason)
        : base(reason) => throw new NotSupportedException();
}

public class BrokerUnreachableException : IOException
{
    public BrokerUnreachableException(Exception inner) => throw new NotSupportedException();
}

public class PossibleAuthenticationFailureException : RabbitMQClientException
{
    public PossibleAuthenticationFailureException(string msg) => throw new NotSupportedException();
    public PossibleAuthenticationFailureException(string msg, Exception inner) => throw new NotSupportedException();
}

public class AuthenticationFailureException : PossibleAuthenticationFailureException
{
    public AuthenticationFailureException(string msg)
        : base(msg) => throw new NotSupportedException();
}

public class ConnectFailureException : RabbitMQClientException
{
    public ConnectFailureException(string msg, Exception inner) => throw new NotSupportedException();
}
