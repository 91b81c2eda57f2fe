using QueueAnalyzers.Client;

namespace QueueAnalyzers;

/// <summary>A declaration that is to be judged.</summary>
internal sealed class DeclarationContext : FileContext
{
    public DeclarationContext(Declaration declaration, FileContext file)
        : base(file) => Declaration = declaration;

    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; }

    /// <summary>The same for another declaration.</summary>
    public DeclarationContext For(Declaration other) => new(other, this);
}
