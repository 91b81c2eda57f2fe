using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// What can be read of the declaration of a queue or exchange without binding it. It tells which declarations cannot be meant; whether
/// it is one at all, only binding does.
/// </summary>
internal sealed class WrittenDeclaration
{
    // All overloads take the arguments fifth, behind the channel when an extension is called as what it is.
    private const int PlaceOfArguments = 4;

    private WrittenDeclaration(InvocationExpressionSyntax invocation, ArgumentRole role)
    {
        Invocation = invocation;
        Role = role;
        var name = NameIn(invocation.ArgumentList.Arguments, role);
        Name = name is null && role == ArgumentRole.Queue ? string.Empty : WrittenText.Of(name);
        MayBeConstant = Name is null && name is not null && !IsComputed(name);
        MayHaveArguments = invocation.ArgumentList.Arguments.Select(MayBeArguments).Any(may => may);
    }

    /// <summary>The invocation, by the name of a method that declares.</summary>
    public InvocationExpressionSyntax Invocation { get; }

    /// <summary>The role of the argument that names what is declared.</summary>
    public ArgumentRole Role { get; }

    /// <summary>The name, when it can be read, and empty when it is left to the server; otherwise <see langword="null"/>.</summary>
    public string? Name { get; }

    /// <summary>Whether the name cannot be read, but may be constant all the same, or for a caller of the method around.</summary>
    public bool MayBeConstant { get; }

    /// <summary>Whether arguments may be given to what is declared.</summary>
    public bool MayHaveArguments { get; }

    /// <summary>Reads an invocation by the name of a method that declares.</summary>
    /// <param name="invocation">The invocation.</param>
    /// <param name="role">The role of the argument that names what is declared.</param>
    public static WrittenDeclaration Of(InvocationExpressionSyntax invocation, ArgumentRole role) => new(invocation, role);

    /// <summary>The name stands first, or is named itself.</summary>
    private static SyntaxNode? NameIn(SeparatedSyntaxList<ArgumentSyntax> arguments, ArgumentRole role)
    {
        var argument = arguments.FirstOrDefault(argument => argument.NameColon is { Name.Identifier.ValueText: var name } && ClientMembers.RoleOf(name) == role);
        if (argument is null && arguments.Any(argument => argument.NameColon is null))
            argument = arguments[0];
        return argument is null ? null : Expressions.Inside(argument.Expression);
    }

    /// <summary>Whether an expression has another value each time, for all that can be seen: what a call answers or an indexer gives, itself or by a local.</summary>
    private static bool IsComputed(SyntaxNode name) => Expressions.Inside(name) switch
    {
        InvocationExpressionSyntax call => call.Expression is not IdentifierNameSyntax { Identifier.ValueText: "nameof" },
        AwaitExpressionSyntax or ElementAccessExpressionSyntax => true,
        var inside => WrittenLocals.NamedBy(inside) is { Initializer.Value: var value } && IsComputed(value),
    };

    private static bool MayBeArguments(ArgumentSyntax argument, int place) =>
        (argument.NameColon is { Name.Identifier.ValueText: var name } ? ClientMembers.RoleOf(name) is ArgumentRole.Arguments or ArgumentRole.None : place >= PlaceOfArguments)
        && Expressions.Inside(argument.Expression) is not LiteralExpressionSyntax;
}
