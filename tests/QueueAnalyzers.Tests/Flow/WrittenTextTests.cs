using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>Which text an expression stands for without binding it: nothing is read that could be another.</summary>
public class WrittenTextTests
{
    [Theory]
    [InlineData("Use(\"a\");", "a")]
    [InlineData("Use((\"a\")!);", "a")]
    [InlineData("Use(string.Empty);", "")]
    [InlineData("Use(text);", null)]
    [InlineData("Use(1);", null)]
    [InlineData("Use(null);", null)]
    [InlineData("Use(\"a\" + \"b\");", null)]
    [InlineData("Use(Text.Empty);", null)]
    [InlineData("Use(string.Format);", null)]
    [InlineData("const string text = \"a\"; Use(text);", "a")]
    [InlineData("var text = \"a\"; Use((text));", "a")]
    [InlineData("var text = \"a\"; Log(text); Use(text); if (text == \"b\") { other = text; }", "a")]
    [InlineData("var text = \"a\"; Run(() => Use(text));", "a")]
    [InlineData("var text = \"a\"; text = \"b\"; Use(text);", null)]
    [InlineData("var text = \"a\"; Use(text); text += \"b\";", null)]
    [InlineData("var text = \"a\"; Run(() => { text = \"b\"; }); Use(text);", null)]
    [InlineData("var text = \"a\"; Change(ref text); Use(text);", null)]
    [InlineData("var text = \"a\"; Get(out text); Use(text);", null)]
    [InlineData("var text = \"a\"; (text, other) = Get(); Use(text);", null)]
    [InlineData("var text = \"a\"; ref var same = ref text; Use(text);", null)]
    [InlineData("var text = Get(); Use(text);", null)]
    [InlineData("var first = \"a\"; var text = first; Use(text);", null)]
    [InlineData("string text; Use(text);", null)]
    [InlineData("{ var text = \"a\"; } Use(text);", null)]
    [InlineData("Use(Constant);", "c")]
    [InlineData("Use(Outer);", "o")]
    [InlineData("Use(Shared);", null)]
    [InlineData("Use(Composed);", null)]
    [InlineData("var Constant = \"a\"; Use(Constant);", "a")]
    [InlineData("var Constant = Get(); Use(Constant);", null)]
    [InlineData("Run(Constant => Use(Constant));", null)]
    [InlineData("Run((Constant, other) => Use(Constant));", null)]
    [InlineData("void Run(string Constant) => Use(Constant);", null)]
    [InlineData("Run(delegate (string Constant) { Use(Constant); });", null)]
    [InlineData("Use(Given);", null)]
    public void Of_what_stands_in_a_method(string code, string? text) => Assert.Equal(text, TextIn($$"""
        class Around
        {
            const string Outer = "o", Given = "g";

            class Code
            {
                const string Constant = "c";
                const string Composed = Constant + Outer;
                static readonly string Shared = "s";

                void Method(string Given) { {{code}} }
            }
        }
        """));

    [Fact]
    public void Of_what_stands_in_a_constructor_whose_parameter_hides_a_constant() =>
        Assert.Null(TextIn("class Code { const string Name = \"c\"; Code(string Name) { Use(Name); } }"));

    [Fact]
    public void Of_what_stands_in_a_program_without_a_method() => Assert.Equal("a", TextIn("var text = \"a\"; Use(text);"));

    private static string? TextIn(string program) => WrittenText.Of(SyntaxFactory.ParseCompilationUnit(program).DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .Single(invocation => invocation.Expression.ToString() == "Use")
        .ArgumentList.Arguments[0].Expression);
}
