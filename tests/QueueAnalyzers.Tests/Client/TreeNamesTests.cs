using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>A file's names are found where they stand, in the order of the source.</summary>
public class TreeNamesTests
{
    private const string Code = """
        class C
        {
            void A<T>() { B(B(x), x.B, this?.B()); A<B>(); @B(); }
            void B() => nameof(A);
        }
        """;

    [Fact]
    public void All_mentions_of_a_name_are_found_in_order()
    {
        var tree = Parse();

        Assert.Equal(
            ["B(B(x), x.B, this?.B())", "B(x)", "x.B", ".B", "A<B>", "@B()"],
            TreeNames.Of(tree).Of("B").Select(name => (name.Parent is TypeArgumentListSyntax list ? list.Parent! : name.Parent!).ToString()));
    }

    [Fact]
    public void Generic_names_are_found_by_their_identifier() => Assert.Equal(["A<B>", "A"], TreeNames.Of(Parse()).Of("A").Select(name => name.ToString()));

    [Fact]
    public void Declarations_are_no_mentions() => Assert.Empty(TreeNames.Of(Parse()).Of("C"));

    [Fact]
    public void A_file_is_walked_once()
    {
        var tree = Parse();

        Assert.Same(TreeNames.Of(tree), TreeNames.Of(tree));
    }

    private static SyntaxTree Parse() => CSharpSyntaxTree.ParseText(Code, cancellationToken: TestContext.Current.CancellationToken);
}
