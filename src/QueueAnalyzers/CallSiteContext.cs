using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers;

/// <summary>A call that is to be judged.</summary>
internal sealed class CallSiteContext : FileContext
{
    public CallSiteContext(CallSite site, FileContext file)
        : base(file) => Site = site;

    /// <summary>The call.</summary>
    public CallSite Site { get; }

    /// <summary>The same for another call.</summary>
    public CallSiteContext For(CallSite other) => new(other, this);

    /// <summary>The constant value of the argument of that role; unknown when the overload has none.</summary>
    public Constant ConstantOf(ArgumentRole role) => Compilation.Constants.Of(Site.Argument(role)?.Value);

    /// <summary>Where to point at an argument: at the argument if it is written, else at the method's name.</summary>
    public Location LocationOf(ArgumentRole role) => Site.LocationOf(role);

    /// <summary>What the call is about, to begin a sentence with: <c>Queue 'orders'</c>, or <c>The queue</c> when its name is not constant.</summary>
    public string Subject(ArgumentRole role, string noun)
    {
        var text = Object(role, noun);
        return char.ToUpperInvariant(text[0]) + text.Substring(1);
    }

    /// <summary>What the call is about, inside a sentence: <c>queue 'orders'</c>, or <c>the queue</c> when its name is not constant.</summary>
    public string Object(ArgumentRole role, string noun) => ConstantOf(role).Text is { Length: > 0 } name ? $"{noun} '{name}'" : $"the {noun}";
}
