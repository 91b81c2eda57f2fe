using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Makes a failing handler smaller as long as it fails.</summary>
internal static class Shrinking
{
    private const int MaxSteps = 25;

    /// <summary>Makes a handler smaller.</summary>
    /// <param name="handler">The handler.</param>
    /// <param name="firstThatFails">Gives, of several smaller ones, the first that fails in the same way.</param>
    public static async Task<DrawnHandler> ShrinkAsync(DrawnHandler handler, Func<IEnumerable<DrawnHandler>, Task<DrawnHandler?>> firstThatFails)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            // Together they are compiled once, so each has a name of its own.
            var smaller = Smaller(handler).Where(candidate => candidate.Settles).Select((candidate, number) => candidate with { Number = number });
            if (await firstThatFails(smaller).ConfigureAwait(false) is not { } found)
                break;
            handler = found;
        }

        return handler;
    }

    private static IEnumerable<DrawnHandler> Smaller(DrawnHandler handler)
    {
        foreach (var method in handler.Methods)
            yield return handler with { Methods = handler.Methods.Remove(method) };
        foreach (var inner in handler.Inner)
            yield return handler with { Inner = handler.Inner.Remove(inner) };
        foreach (var body in Smaller(handler.Body))
            yield return handler with { Body = body };
        foreach (var method in handler.Methods)
        {
            foreach (var body in Smaller(method.Body))
                yield return handler with { Methods = handler.Methods.Replace(method, method with { Body = body }) };
        }

        foreach (var inner in handler.Inner)
        {
            foreach (var body in Smaller(inner.Body))
                yield return handler with { Inner = handler.Inner.Replace(inner, inner with { Body = body }) };
        }
    }

    private static IEnumerable<ImmutableArray<Statement>> Smaller(ImmutableArray<Statement> body)
    {
        for (var i = 0; i < body.Length; i++)
        {
            yield return body.RemoveAt(i);
            foreach (var part in body[i].Parts)
                yield return body.RemoveAt(i).InsertRange(i, part.Body);
            for (var at = 0; at < body[i].Parts.Length; at++)
            {
                if (body[i].Parts.Length > 1)
                    yield return body.SetItem(i, body[i] with { Parts = body[i].Parts.RemoveAt(at) });
                foreach (var smaller in Smaller(body[i].Parts[at]))
                    yield return body.SetItem(i, body[i] with { Parts = body[i].Parts.SetItem(at, body[i].Parts[at] with { Body = smaller }) });
            }
        }
    }

    private static IEnumerable<ImmutableArray<Statement>> Smaller(Part part)
    {
        // What ends an endless loop stays.
        var isEndless = part.Head == "while (true)";
        return isEndless ? Smaller(part.Body.RemoveAt(part.Body.Length - 1)).Select(body => body.Add(part.Body[^1])) : Smaller(part.Body);
    }
}
