using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Durability;

/// <summary>An expression that a string has reached.</summary>
/// <param name="Document">The document.</param>
/// <param name="Expression">The expression.</param>
/// <param name="IsWhole">Whether its value is surely the string, and not something made of it or chosen instead of it.</param>
/// <param name="Callers">The arguments of the calls that the string has gone through, by parameter.</param>
/// <param name="StepsLeft">How far it may still be followed.</param>
internal sealed record FollowedValue(
    Document Document,
    ExpressionSyntax Expression,
    bool IsWhole,
    ImmutableDictionary<IParameterSymbol, IOperation> Callers,
    int StepsLeft)
{
    // Constant, wrapper, wrapper's field and what stands between: real code needs a dozen.
    private const int MaxSteps = 24;

    /// <summary>A string where it is written.</summary>
    public FollowedValue(Document document, ExpressionSyntax literal)
        : this(document, literal, true, ImmutableDictionary.Create<IParameterSymbol, IOperation>(SymbolEqualityComparer.Default), MaxSteps)
    {
    }

    /// <summary>The same value, as the value of an expression around it.</summary>
    public FollowedValue As(ExpressionSyntax outer) => this with { Expression = outer, StepsLeft = StepsLeft - 1 };

    /// <summary>An expression around it whose value is made of it.</summary>
    public FollowedValue Within(ExpressionSyntax outer) => As(outer) with { IsWhole = false };

    /// <summary>With the arguments of a call that it goes into.</summary>
    public FollowedValue Through(ImmutableArray<IArgumentOperation> arguments) => this with
    {
        Callers = Callers.SetItems(arguments
            .Where(argument => argument.Parameter is not null)
            .Select(argument => new KeyValuePair<IParameterSymbol, IOperation>(argument.Parameter!.OriginalDefinition, argument.Value))),
    };
}
