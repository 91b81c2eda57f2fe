using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Flow.Paths;

/// <summary>What is known of the type of an exception on its way out: a clause for another type does not catch it.</summary>
/// <param name="Type">The type, or a base of it; <see langword="null"/> for any.</param>
/// <param name="IsExact">Whether it is that type and nothing derived from it.</param>
/// <param name="NotOf">What it is not, for a clause before would have caught it.</param>
internal sealed record ThrownException(ITypeSymbol? Type, bool IsExact, Exclusion? NotOf)
{
    /// <summary>An exception of which nothing is known.</summary>
    public static readonly ThrownException Any = new(null, false, null);

    /// <summary>The exception that a <c>throw</c> with an operand throws.</summary>
    public static ThrownException By(IThrowOperation statement) =>
        statement.Exception is { } thrown && Operations.WithoutConversions(thrown) is IObjectCreationOperation { Type: { } type } ? new(type, true, null) : Any;

    /// <summary>The exception that an operation fails with. Of what reads JSON the type is known: a text that it cannot read is all that makes it fail.</summary>
    public static ThrownException By(IOperation source)
    {
        if (source is not IInvocationOperation { TargetMethod: var method })
            return Any;
        var name = (method.ContainingType?.Name, method.Name) switch
        {
            ("JsonSerializer", "Deserialize") or ("JsonDocument", "Parse") => "System.Text.Json.JsonException",
            ("JsonConvert", "DeserializeObject") => "Newtonsoft.Json.JsonException",
            _ => null,
        };
        return name is not null && method.ContainingAssembly.GetTypeByMetadataName(name) is { } type ? new(type, false, null) : Any;
    }

    /// <summary>The exception inside of a clause that has caught it.</summary>
    /// <returns>What is known of it there, or <see langword="null"/> when the clause cannot catch it.</returns>
    public ThrownException? Inside(ICatchClauseOperation clause) =>
        CatchClauses.IsGeneral(clause) || clause.ExceptionType is not { } caught ? this : As(caught);

    /// <summary>The exception behind a clause that catches without a filter.</summary>
    /// <returns>What is known of it there, or <see langword="null"/> when the clause has caught it.</returns>
    public ThrownException? Behind(ICatchClauseOperation clause) =>
        CatchClauses.IsGeneral(clause) || clause.ExceptionType is not { } caught ? null : Except(caught);

    /// <summary>The exception when it is of a type.</summary>
    /// <returns>What is known of it then, or <see langword="null"/> when it cannot be.</returns>
    public ThrownException? As(ITypeSymbol type)
    {
        if (Is(Type, type))
            return this;
        if ((Type is not null && (IsExact || !Is(type, Type))) || IsNot(type))
            return null;
        return this with { Type = type };
    }

    /// <summary>The exception when it is not of a type.</summary>
    /// <returns>What is known of it then, or <see langword="null"/> when it cannot be otherwise.</returns>
    public ThrownException? Except(ITypeSymbol type)
    {
        if (Is(Type, type))
            return null;
        return As(type) is null ? this : this with { NotOf = new Exclusion(type, NotOf) };
    }

    private bool IsNot(ITypeSymbol type)
    {
        for (var exclusion = NotOf; exclusion is not null; exclusion = exclusion.Next)
        {
            if (Is(type, exclusion.Type))
                return true;
        }

        return false;
    }

    private static bool Is(ITypeSymbol? type, ITypeSymbol wanted)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, wanted))
                return true;
        }

        return false;
    }
}

/// <summary>Types that an exception is not of.</summary>
internal sealed record Exclusion(ITypeSymbol Type, Exclusion? Next);
