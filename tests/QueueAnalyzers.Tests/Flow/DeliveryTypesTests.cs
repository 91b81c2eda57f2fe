using Microsoft.CodeAnalysis;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Tests.Client;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>Which methods may be given a delivery, by the types of their parameters: what is not known may be.</summary>
public class DeliveryTypesTests
{
    [Theory]
    [InlineData("static void M(ulong tag)", true)]
    [InlineData("static void M(long tag)", true)]
    [InlineData("static void M(string text, ulong? tag)", true)]
    [InlineData("static void M(object any)", true)]
    [InlineData("static void M(dynamic any)", true)]
    [InlineData("static void M<T>(T any)", true)]
    [InlineData("static void M(List<ulong> tags)", true)]
    [InlineData("static void M(Dictionary<string, List<ulong>> tags)", true)]
    [InlineData("static void M(BasicDeliverEventArgs args)", true)]
    [InlineData("static void M(EventArgs args)", true)]
    [InlineData("static void M(BasicGetResult result)", true)]
    [InlineData("static void M(Task<BasicGetResult> result)", true)]
    [InlineData("static void M(Tag tag)", true)]
    [InlineData("static void M(Kept kept)", true)]
    [InlineData("static void M(List<Kept> kept)", true)]
    [InlineData("static void M(Action done)", true)]
    [InlineData("static void M(Func<Task>? done)", true)]
    [InlineData("static void M(IKeeper keeper)", true)]
    [InlineData("static void M(Unknown any)", true)]
    [InlineData("static void M()", false)]
    [InlineData("static void M(int count, string text, bool flag)", false)]
    [InlineData("static void M(IModel channel, byte[] body)", false)]
    [InlineData("static void M(List<string> texts)", false)]
    [InlineData("static void M(DateTime when, Guid id)", false)]
    [InlineData("static void M(Exception failure)", false)]
    [InlineData("void M(int count)", false)]
    public async Task By_the_parameters(string method, bool may) => Assert.Equal(may, await MayReachAsync($$"""
        public class Code { {{method}} { } }
        public struct Tag { }
        public class Kept { }
        public interface IKeeper { }
        """));

    [Theory]
    [InlineData("public Code(ulong tag) { }", true)]
    [InlineData("public Code(string text) { } public Code(BasicGetResult result) { }", true)]
    [InlineData("public Code(List<object> all) { }", true)]
    [InlineData("public Code(IModel channel, string text) { }", false)]
    [InlineData("public Code(Action done) { }", false)]
    [InlineData("static Code() { }", false)]
    public async Task By_what_the_object_was_made_with(string constructors, bool may)
    {
        Assert.Equal(may, await MayReachAsync($$"""public class Code { {{constructors}} void M(int count) { } }"""));
        Assert.False(await MayReachAsync($$"""public class Code { {{constructors}} static void M(int count) { } }"""));
    }

    private static async Task<bool> MayReachAsync(string code)
    {
        var known = await Knowledge.OfAsync(V6, code, mayBeBroken: true);
        return DeliveryTypes.MayReach((IMethodSymbol)known.Compilation.GetTypeByMetadataName("Code")!.GetMembers("M").Single(), known.Client);
    }
}
