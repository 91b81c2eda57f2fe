using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>The variables by which a method knows a delivery: its parameters, and what the object that it is called on keeps.</summary>
internal sealed class DeliveryHolders : IEquatable<DeliveryHolders>
{
    private static readonly ImmutableDictionary<ISymbol, DeliveryForm> NoForms = ImmutableDictionary.Create<ISymbol, DeliveryForm>(SymbolEqualityComparer.Default);

    private readonly ImmutableDictionary<ISymbol, DeliveryForm> _forms;

    private DeliveryHolders(ImmutableDictionary<ISymbol, DeliveryForm> forms) => _forms = forms;

    /// <summary>The variables, each with what it has of the delivery, in the order of the source.</summary>
    public IEnumerable<(ISymbol Variable, DeliveryForm Form)> All =>
        _forms.OrderBy(held => held.Key.Locations.FirstOrDefault()?.SourceSpan.Start).Select(held => (held.Key, held.Value));

    /// <summary>The members of its own object by which the method knows the delivery; none when it is given it.</summary>
    public ImmutableArray<ISymbol> OwnMembers => _forms.Keys.Where(IsOfObject).ToImmutableArray();

    /// <summary>These variables and those of others.</summary>
    /// <returns>All of them, or <see langword="null"/> when one would have two things of the delivery.</returns>
    public DeliveryHolders? With(DeliveryHolders others)
    {
        var all = _forms;
        foreach (var other in others._forms)
        {
            if (all.TryGetValue(other.Key, out var known) && !known.Equals(other.Value))
                return null;
            all = all.SetItem(other.Key, other.Value);
        }

        return new DeliveryHolders(all);
    }

    /// <summary>One variable alone.</summary>
    public static DeliveryHolders Of(ISymbol variable, DeliveryForm form) => new(NoForms.Add(variable, form));

    /// <summary>The members in which an object keeps the delivery.</summary>
    public static DeliveryHolders Of(ImmutableArray<ISymbol> members) =>
        new(NoForms.AddRange(members.Select(member => new KeyValuePair<ISymbol, DeliveryForm>(member, DeliveryForm.Itself))));

    public bool Equals(DeliveryHolders? other) =>
        other is not null && _forms.Count == other._forms.Count && _forms.All(held => other._forms.TryGetValue(held.Key, out var form) && form.Equals(held.Value));

    public override bool Equals(object? obj) => Equals(obj as DeliveryHolders);

    public override int GetHashCode() => _forms.Keys.Aggregate(_forms.Count, (hash, variable) => unchecked(hash + SymbolEqualityComparer.Default.GetHashCode(variable)));

    // The parameter of a primary constructor is a member of the object as well.
    private static bool IsOfObject(ISymbol variable) => variable is not IParameterSymbol { ContainingSymbol: not IMethodSymbol { MethodKind: MethodKind.Constructor } };
}

/// <summary>What a variable has of a delivery.</summary>
internal sealed class DeliveryForm : IEquatable<DeliveryForm>
{
    /// <summary>The event args, the fetched result, or the tag.</summary>
    public static readonly DeliveryForm Itself = new(null, ImmutableArray<ISymbol>.Empty);

    private DeliveryForm(ClientCall? settle, ImmutableArray<ISymbol> members)
    {
        Settle = settle;
        Members = members;
    }

    /// <summary>The call by which a delegate settles the delivery, or <see langword="null"/> when the variable has none.</summary>
    public ClientCall? Settle { get; }

    /// <summary>The members in which an object keeps the delivery; none when the variable has no such object.</summary>
    public ImmutableArray<ISymbol> Members { get; }

    /// <summary>A delegate that does nothing but settle the delivery.</summary>
    public static DeliveryForm SettledBy(ClientCall settle) => new(settle, ImmutableArray<ISymbol>.Empty);

    /// <summary>An object that keeps the delivery.</summary>
    public static DeliveryForm KeptIn(ImmutableArray<ISymbol> members) => new(null, members);

    public bool Equals(DeliveryForm? other) =>
        other is not null && Settle?.Invocation.Syntax == other.Settle?.Invocation.Syntax && Members.SequenceEqual(other.Members, SymbolEqualityComparer.Default);

    public override bool Equals(object? obj) => Equals(obj as DeliveryForm);

    public override int GetHashCode() => Members.Length + (Settle is null ? 0 : 1);
}
