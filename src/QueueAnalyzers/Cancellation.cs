namespace QueueAnalyzers;

/// <summary>
/// The token of whoever asks. What is known of a compilation is computed when somebody asks for it, on their thread and as long as
/// they want to know: the token is set where an analyzer or a fix begins, and asked wherever a computation goes on. A computation that
/// is given up leaves nothing behind, and whoever asks next begins it anew.
/// </summary>
internal static class Cancellation
{
    private static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>The token of whoever asks; none outside of an analyzer or a fix.</summary>
    public static CancellationToken Token => Current.Value;

    /// <summary>Asks on behalf of a token, until the result is disposed.</summary>
    public static Scope For(CancellationToken token)
    {
        var scope = new Scope(Current.Value);
        Current.Value = token;
        return scope;
    }

    /// <summary>Gives up when nobody wants to know any more.</summary>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public static void ThrowIfRequested() => Current.Value.ThrowIfCancellationRequested();

    /// <summary>Ends asking on behalf of a token.</summary>
    public readonly struct Scope : IDisposable
    {
        private readonly CancellationToken _outer;

        public Scope(CancellationToken outer) => _outer = outer;

        public void Dispose() => Current.Value = _outer;
    }
}
