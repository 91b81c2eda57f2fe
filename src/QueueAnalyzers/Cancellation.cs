namespace QueueAnalyzers;

/// <summary>
/// The token of whoever asks. What is known of a compilation is computed when somebody asks for it, on their thread and as long as
/// they want to know: the token is set where an analyzer or a fix begins, and asked wherever a computation goes on. A computation that
/// is given up leaves nothing behind, and whoever asks next begins it anew.
/// </summary>
internal static class Cancellation
{
    private static readonly AsyncLocal<CancellationToken> Current = new();

    // An analyzer is called for every file, and ends on the thread on which it begins: a context for each call would be most of its cost.
    [ThreadStatic]
    private static CancellationToken? _onThread;

    /// <summary>The token of whoever asks; none outside of an analyzer or a fix.</summary>
    public static CancellationToken Token => _onThread ?? Current.Value;

    /// <summary>Asks on behalf of a token, until the result is disposed.</summary>
    public static Scope For(CancellationToken token)
    {
        var scope = new Scope(Current.Value);
        Current.Value = token;
        return scope;
    }

    /// <summary>Asks on behalf of a token, until the result is disposed, which has to be on the same thread.</summary>
    public static ThreadScope OnThread(CancellationToken token)
    {
        var scope = new ThreadScope(_onThread);
        _onThread = token;
        return scope;
    }

    /// <summary>Gives up when nobody wants to know any more.</summary>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public static void ThrowIfRequested() => Token.ThrowIfCancellationRequested();

    /// <summary>Ends asking on behalf of a token.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly CancellationToken _outer;

        public Scope(CancellationToken outer) => _outer = outer;

        public void Dispose() => Current.Value = _outer;
    }

    /// <summary>Ends asking on behalf of a token on a thread.</summary>
    public readonly struct ThreadScope : IDisposable
    {
        private readonly CancellationToken? _outer;

        public ThreadScope(CancellationToken? outer) => _outer = outer;

        public void Dispose() => _onThread = _outer;
    }
}
