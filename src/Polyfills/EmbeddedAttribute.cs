namespace Microsoft.CodeAnalysis;

/// <summary>Hides a type from other assemblies, also from those that see the internals of this one.</summary>
[Embedded]
[AttributeUsage(AttributeTargets.All)]
internal sealed partial class EmbeddedAttribute : Attribute;
