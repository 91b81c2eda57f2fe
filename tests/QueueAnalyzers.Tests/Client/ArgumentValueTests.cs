using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>Which types of value are refused for an argument: those that the client cannot send, and those of another kind. What says nothing of its value is not.</summary>
public class ArgumentValueTests
{
    private const string Sendable = "sbyte byte short ushort int uint long";
    private const string Fractions = "float double decimal";
    private const string Unsendable = "ulong DateTime TimeSpan";
    private const string Unclear = "object dynamic T IComparable DayOfWeek Missing string[] List<int> char Other.TimeSpan";

    [Theory]
    [InlineData(nameof(ArgumentValue.Anything), Unsendable, Sendable + " " + Fractions + " string bool byte[] " + Unclear)]
    [InlineData(nameof(ArgumentValue.Several), Unsendable, Sendable + " " + Fractions + " string bool byte[] " + Unclear)]
    [InlineData(nameof(ArgumentValue.Integer), Unsendable + " " + Fractions + " string bool byte[]", Sendable + " " + Unclear)]
    [InlineData(nameof(ArgumentValue.Positive), Unsendable + " " + Fractions + " string bool byte[]", Sendable + " " + Unclear)]
    [InlineData(nameof(ArgumentValue.Text), Unsendable + " " + Fractions + " bool " + Sendable, "string byte[] " + Unclear)]
    [InlineData(nameof(ArgumentValue.Flag), Unsendable + " " + Fractions + " string byte[] " + Sendable, "bool " + Unclear)]
    public void Types(string wanted, string refused, string others)
    {
        var value = Wanted(wanted);
        Assert.All(refused.Split(' '), type => Assert.True(Refuses(value, type), type));
        Assert.All(others.Split(' '), type => Assert.False(Refuses(value, type), type));
    }

    [Theory]
    [InlineData(nameof(ArgumentValue.Anything), new object[] { 1, "a", true, 1.5 }, new object[0])]
    [InlineData(nameof(ArgumentValue.Several), new object[] { 1, "a", true, 1.5 }, new object[0])]
    [InlineData(nameof(ArgumentValue.Integer), new object[] { (sbyte)-1, (byte)1, (short)-1, (ushort)1, -1, 1u, -1L, long.MinValue, long.MaxValue }, new object[] { 1ul, 1.0, 1f, "1", true, '1' })]
    [InlineData(nameof(ArgumentValue.NonNegative), new object[] { 0, 1, long.MaxValue }, new object[] { -1, -1L })]
    [InlineData(nameof(ArgumentValue.Positive), new object[] { 1, long.MaxValue }, new object[] { 0, -1 })]
    [InlineData(nameof(ArgumentValue.Text), new object[] { "", "a" }, new object[] { 1, true, 'a' })]
    [InlineData(nameof(ArgumentValue.Flag), new object[] { true, false }, new object[] { "true", 1, 0 })]
    public void Constants(string wanted, object[] accepted, object[] others)
    {
        var value = Wanted(wanted);
        Assert.All(accepted, constant => Assert.True(value.Accepts(constant)));
        Assert.All(others, constant => Assert.False(value.Accepts(constant)));
    }

    [Fact]
    public void Constants_between_bounds_in_a_list_or_of_a_shape()
    {
        var bounded = ArgumentValue.Integer with { Minimum = 2, Maximum = 4 };
        Assert.Equal([false, true, true, false], new[] { 1, 2, 4, 5 }.Select(number => bounded.Accepts(number)));

        var listed = ArgumentValue.OneOf("old", "older") with { TextsSince4 = ["new"] };
        Assert.Equal([true, true, true, false, false], new[] { "old", "older", "new", "Old", "" }.Select(listed.Accepts));

        var shaped = ArgumentValue.Text with { Pattern = "^[0-9]+D$" };
        Assert.Equal([true, false, false], new[] { "7D", "D", "7" }.Select(shaped.Accepts));
    }

    private static ArgumentValue Wanted(string name) => (ArgumentValue)typeof(ArgumentValue).GetField(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static bool Refuses(ArgumentValue value, string type)
    {
        var code = CSharpSyntaxTree.ParseText($$"""
            using System;
            using System.Collections.Generic;
            class Holder<T> { {{type}} value; }
            namespace Other { class TimeSpan { } }
            """, cancellationToken: TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("types", [code], References.Framework);
        return value.Refuses(((IFieldSymbol)compilation.GetTypeByMetadataName("Holder`1")!.GetMembers("value").Single()).Type);
    }
}
