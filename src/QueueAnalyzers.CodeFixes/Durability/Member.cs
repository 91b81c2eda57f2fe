using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Durability;

/// <summary>A declaration that has to become durable.</summary>
/// <param name="Declaration">The declaration.</param>
/// <param name="Flag">What to change for that: an expression, or the invocation that lacks it.</param>
internal sealed record Member(Declaration Declaration, SyntaxNode Flag);
