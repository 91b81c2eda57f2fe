using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>What is read of a declaration without binding it: it may say yes too often, but no only where it is sure.</summary>
public class WrittenDeclarationTests
{
    [Theory]
    [InlineData("QueueDeclare(\"a\", true, false, false, null);", "a")]
    [InlineData("QueueDeclare((\"a\")!);", "a")]
    [InlineData("QueueDeclare(durable: true, queue: \"a\");", "a")]
    [InlineData("QueueDeclare(\"\");", "")]
    [InlineData("QueueDeclare();", "")]
    [InlineData("QueueDeclare(durable: true);", "")]
    [InlineData("QueueDeclare(null);", "?")]
    [InlineData("QueueDeclare(name);", "?")]
    [InlineData("QueueDeclare((name));", "?")]
    [InlineData("QueueDeclare(exchange: \"a\", queue: name);", "?")]
    [InlineData("QueueDeclare(Names.Orders);", "?")]
    [InlineData("QueueDeclare(\"a\" + \"b\");", "?")]
    [InlineData("QueueDeclare($\"a\");", "?")]
    [InlineData("QueueDeclare(nameof(a));", "?")]
    [InlineData("QueueDeclare(Get());", "computed")]
    [InlineData("QueueDeclare(this.Get());", "computed")]
    [InlineData("QueueDeclare((await GetAsync())!);", "computed")]
    [InlineData("QueueDeclare(settings[\"queue\"]);", "computed")]
    [InlineData("var name = Get(); QueueDeclare(name);", "computed")]
    [InlineData("string other = \"b\", name = Get(); QueueDeclare(queue: name);", "computed")]
    [InlineData("var first = Get(); var name = first; QueueDeclare(name);", "computed")]
    [InlineData("var name = Get(); Run(() => { QueueDeclare(name); });", "computed")]
    [InlineData("var name = \"a\"; QueueDeclare(name);", "a")]
    [InlineData("var name = \"a\"; name = \"b\"; QueueDeclare(name);", "?")]
    [InlineData("QueueDeclare(string.Empty);", "")]
    [InlineData("string name; QueueDeclare(name);", "?")]
    [InlineData("var other = Get(); QueueDeclare(name);", "?")]
    [InlineData("{ var name = Get(); } QueueDeclare(name);", "?")]
    public void Name_of_a_queue(string code, string name) => Assert.Equal(name, NameOf(Read(code, ArgumentRole.Queue)));

    [Theory]
    [InlineData("ExchangeDeclare(\"a\", \"direct\");", "a")]
    [InlineData("ExchangeDeclare(type: \"direct\", exchange: \"a\");", "a")]
    [InlineData("ExchangeDeclare(name, \"direct\");", "?")]
    [InlineData("ExchangeDeclare(queue: \"a\");", "computed")]
    public void Name_of_an_exchange(string code, string name) => Assert.Equal(name, NameOf(Read(code, ArgumentRole.Exchange)));

    [Theory]
    [InlineData("QueueDeclare(\"a\", true, false, false, arguments);", true)]
    [InlineData("QueueDeclare(\"a\", true, false, false, new() { [\"x-queue-type\"] = \"quorum\" });", true)]
    [InlineData("QueueDeclare(\"a\", arguments: made);", true)]
    [InlineData("QueueDeclare(\"a\", unheardOf: made);", true)]
    [InlineData("Extensions.QueueDeclare(channel, \"a\", true, false, false, made);", true)]
    [InlineData("QueueDeclare(\"a\", true, false, false, (null));", false)]
    [InlineData("QueueDeclare(\"a\", true, false, isShared);", false)]
    [InlineData("QueueDeclare(\"a\", durable: isKept, arguments: null);", false)]
    [InlineData("QueueDeclare();", false)]
    public void Arguments(string code, bool may) => Assert.Equal(may, Read(code, ArgumentRole.Queue).MayHaveArguments);

    [Fact]
    public void Locals_of_a_program_without_a_method()
    {
        var program = SyntaxFactory.ParseCompilationUnit("var name = Get(); QueueDeclare(name);");

        Assert.Equal("computed", NameOf(In(program, ArgumentRole.Queue)));
    }

    private static string NameOf(WrittenDeclaration declaration) => declaration.Name ?? (declaration.MayBeConstant ? "?" : "computed");

    private static WrittenDeclaration Read(string code, ArgumentRole role) => In(SyntaxFactory.ParseStatement("{ " + code + " }"), role);

    private static WrittenDeclaration In(CSharpSyntaxNode code, ArgumentRole role) => WrittenDeclaration.Of(
        code.DescendantNodes().OfType<InvocationExpressionSyntax>().Single(invocation => ClientCall.NameOf(invocation)?.Identifier.ValueText.EndsWith("Declare", StringComparison.Ordinal) == true),
        role);
}
