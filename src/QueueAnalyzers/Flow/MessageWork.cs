using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Tells calls that process a message from those that only tell of it, tidy up, or put it somewhere for later: whether it is
/// safe there is unknown.
/// </summary>
internal static class MessageWork
{
    private static readonly string[] Telling = { "log", "metric", "telemetry", "trace", "tracing", "meter", "counter", "histogram", "statistic", "stats", "monitor", "diagnostic" };

    private static readonly string[] Tidying = { "Dispose", "DisposeAsync", "Close", "Remove", "TryRemove", "Release", "Return", "Clear", "Complete" };

    /// <summary>Whether a call works on the message.</summary>
    /// <param name="call">The call.</param>
    /// <param name="payload">What the code around it knows of the message.</param>
    /// <param name="compilation">What is known of the compilation.</param>
    public static bool Includes(IInvocationOperation call, Payload payload, QueueCompilation compilation)
    {
        if (compilation.Client.CallOf(call) is { } known)
            return known.Kind == CallKind.Publish && !IsReply(known, compilation) && call.Arguments.Any(argument => payload.IsIn(argument));
        if (compilation.SettleMethods.Include(call))
            return false;
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction && BodyOf(call, compilation) is { } body
            && body.Descendants().OfType<IInvocationOperation>().Any(inner => inner.TargetMethod.MethodKind != MethodKind.LocalFunction && Includes(inner, payload, compilation)))
            return true;
        if (Tells(call) || IsConversion(call.TargetMethod.Name) || Storage.Takes(call.TargetMethod) || Tidying.Contains(call.TargetMethod.Name) || IsWaiting(call) || Harmless.Include(call, compilation))
            return false;
        return (call.Arguments.Any(argument => payload.IsIn(argument)) || (call.Instance is { } instance && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && payload.IsIn(instance)))
            && !OnlySettles(call, compilation);
    }

    /// <summary>Whether a method in source does nothing but settle, whatever it knows the delivery by: it does not matter what the message holds.</summary>
    private static bool OnlySettles(IInvocationOperation call, QueueCompilation compilation) =>
        BodyOf(call, compilation)?.Descendants().OfType<IInvocationOperation>().ToList() is { Count: > 0 } inside
        && inside.Any(inner => compilation.SettleOf(inner) is not null)
        && inside.All(inner => compilation.SettleOf(inner) is not null || IsWaiting(inner) || Harmless.Include(inner, compilation));

    private static IOperation? BodyOf(IInvocationOperation call, QueueCompilation compilation) =>
        compilation.Callees.ImplementationOf(call) is { } function ? compilation.Callees.CodeOf(function) : null;

    /// <summary>Whether a method only makes text or bytes of something. The other way round is work: a message that cannot be read fails there.</summary>
    private static bool IsConversion(string name) => name == "ToString" || name.StartsWith("Serialize", StringComparison.Ordinal);

    /// <summary>Whether a publish answers a request. The request is processed by then; its sender waits, and asks again when no answer comes.</summary>
    private static bool IsReply(ClientCall publish, QueueCompilation compilation) =>
        compilation.Queues.IsReplyTo(publish.Argument(ArgumentRole.RoutingKey)?.Value)
        || compilation.Queues.IsReplyTo(publish.Argument(ArgumentRole.Address)?.Value)
        || compilation.Queues.IsReplyQueue(publish.Argument(ArgumentRole.RoutingKey)?.Value);

    /// <summary>Whether a call of the program's own only logs or counts, whatever it is made with.</summary>
    private static bool Tells(IInvocationOperation call) =>
        Observers.Include(call.TargetMethod) || IsTelling(call.TargetMethod.Name) || IsTelling(call.TargetMethod.ContainingType?.Name)
        || call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax owner } } && IsTelling(owner.Identifier.ValueText);

    private static bool IsTelling(string? name) => name is not null && Array.Exists(Telling, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    private static bool IsWaiting(IInvocationOperation call) => call.TargetMethod.Name is "GetAwaiter" or "GetResult" or "ConfigureAwait" or "Wait" or "WhenAll" or "WhenAny";
}
