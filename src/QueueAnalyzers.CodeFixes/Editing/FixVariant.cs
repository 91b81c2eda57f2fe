namespace QueueAnalyzers.Editing;

/// <summary>One of the ways in which a rule can be fixed.</summary>
/// <param name="EquivalenceKey">What Fix All knows the variant by; it never changes.</param>
/// <param name="Title">The action as a person would choose it.</param>
/// <param name="PlanAsync">Makes the plan, or <see langword="null"/> when the variant cannot be applied: then it is not offered.</param>
internal sealed record FixVariant(string EquivalenceKey, string Title, Func<FixContext, Task<EditPlan?>> PlanAsync);
