namespace QueueAnalyzers;

/// <summary>
/// A value that is computed when first asked for, by one thread at a time. Unlike that of a <c>Lazy</c>, a computation that was given up
/// is not its result: the next to ask computes it. Whoever waits for another thread to compute it can give up, too.
/// </summary>
internal sealed class Once<T>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(10);

    private readonly object _gate = new();
    private Func<T>? _compute;
    private T _value = default!;

    public Once(Func<T> compute) => _compute = compute;

    /// <summary>The value.</summary>
    /// <exception cref="OperationCanceledException">Whoever asks does not want to know any more.</exception>
    public T Value
    {
        get
        {
            if (Volatile.Read(ref _compute) is null)
                return _value;
            while (!Monitor.TryEnter(_gate, Patience))
                Cancellation.ThrowIfRequested();
            try
            {
                if (_compute is { } compute)
                {
                    _value = compute();
                    Volatile.Write(ref _compute, null);
                }

                return _value;
            }
            finally
            {
                Monitor.Exit(_gate);
            }
        }
    }
}
