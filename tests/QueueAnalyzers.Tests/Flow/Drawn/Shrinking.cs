using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Makes a failing handler smaller as long as it fails.</summary>
internal static class Shrinking
{
    private const int MaxAttempts = 250;

    public static async Task<DrawnHandler> ShrinkAsync(DrawnHandler handler, Func<DrawnHandler, Task<bool>> fails)
    {
        var attempts = 0;
        for (var hasShrunk = true; hasShrunk && attempts < MaxAttempts;)
        {
            hasShrunk = false;
            foreach (var smaller in Smaller(handler))
            {
                if (++attempts > MaxAttempts)
                    break;
                if (!await fails(smaller).ConfigureAwait(false))
                    continue;
                handler = smaller;
                hasShrunk = true;
                break;
            }
        }

        return handler;
    }

    private static IEnumerable<DrawnHandler> Smaller(DrawnHandler handler)
    {
        foreach (var method in handler.Methods)
            yield return handler with { Methods = handler.Methods.Remove(method) };
        foreach (var local in handler.Locals)
            yield return handler with { Locals = handler.Locals.Remove(local) };
        foreach (var body in Smaller(handler.Body))
            yield return handler with { Body = body };
        foreach (var method in handler.Methods)
        {
            foreach (var body in Smaller(method.Body))
                yield return handler with { Methods = handler.Methods.Replace(method, method with { Body = body }) };
        }

        foreach (var local in handler.Locals)
        {
            foreach (var body in Smaller(local.Body))
                yield return handler with { Locals = handler.Locals.Replace(local, local with { Body = body }) };
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
