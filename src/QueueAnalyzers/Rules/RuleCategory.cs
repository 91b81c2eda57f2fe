namespace QueueAnalyzers.Rules;

/// <summary>The categories of the rules; each has an id range and a folder of the same name in every project.</summary>
internal static class RuleCategory
{
    public const string Acknowledgement = "Acknowledgement";
    public const string Durability = "Durability";
    public const string Publishing = "Publishing";
    public const string Lifetime = "Lifetime";

    /// <summary>What is wrong with the configuration of the rules, not with code.</summary>
    public const string Configuration = "Configuration";
}
