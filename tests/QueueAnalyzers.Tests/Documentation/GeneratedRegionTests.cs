using DocGen;
using Microsoft.CodeAnalysis;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Tests.Documentation;

/// <summary>The generator writes into its own region and nowhere else.</summary>
public class GeneratedRegionTests
{
    private static readonly DocumentedRule Rule = new("RMQ9001", "Clock runs backwards", "Lifetime", DiagnosticSeverity.Info, IsEnabled: false, HasFix: true, "https://example.org/RMQ9001.md", ["broker", "prefetch_count"]);

    [Fact]
    public void WhatSurroundsTheRegionStays() => Assert.Equal(
        "before\n<!-- begin generated -->\nnew\n<!-- end generated -->\nafter\n",
        GeneratedRegion.Replace("before\n<!-- begin generated -->\nold\n<!-- end generated -->\nafter\n", "new\n"));

    [Fact]
    public void SameContentIsNoChange()
    {
        var text = $"before\n{GeneratedRegion.Of("same")}\n";
        Assert.Equal(text, GeneratedRegion.Replace(text, "same"));
    }

    [Theory]
    [InlineData("no region")]
    [InlineData("<!-- begin generated -->")]
    [InlineData("<!-- end generated --><!-- begin generated -->")]
    [InlineData("<!-- begin generated --><!-- end generated --><!-- begin generated --><!-- end generated -->")]
    public void TextWithoutExactlyOneRegionIsRefused(string text) => Assert.Null(GeneratedRegion.Replace(text, "new"));

    [Fact]
    public void TableLinksToThePage() => Assert.EndsWith(
        "| [RMQ9001](pages/RMQ9001.md) | Clock runs backwards | Lifetime | suggestion, off by default | yes |\n",
        Markdown.Table([Rule], rule => $"pages/{rule.Id}.md"));

    [Fact]
    public void HeaderLinksToTheOptions() => Assert.EndsWith(
        "| Lifetime | suggestion | no | yes | [broker](../configuration.md#broker), [prefetch_count](../configuration.md#prefetch_count) |",
        Markdown.Header(Rule));

    [Fact]
    public void TableOfOptionsSaysWhatTheyTake() => Assert.Equal(
        """
        | Option | For | Takes | Default | Rules |
        |---|---|---|---|---|
        | [loud](#loud) | Speaks up. | true or false | `false` | all |
        | [shy](#shy) | Names to whisper. | names | none | [RMQ9001](rules/RMQ9001.md) |

        """.ReplaceLineEndings("\n"),
        Markdown.Options([new FlagOption("loud", "Speaks up."), new NamesOption("shy", "names", "Names to whisper.", "RMQ9001")]));

    [Fact]
    public void NewPageHasItsRegion() => Assert.NotNull(GeneratedRegion.Replace(Markdown.EmptyPage(Rule), "header"));
}
