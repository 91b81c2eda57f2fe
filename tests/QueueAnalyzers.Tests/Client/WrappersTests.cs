using Microsoft.CodeAnalysis;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>Which calls decide on a flag of the client that a method of the program passes on.</summary>
public class WrappersTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public Task Through_several_methods(int methods, bool decides) => CheckAsync(
        decides,
        string.Concat(Enumerable.Range(1, methods - 1).Select(number => $"static void W{number}(IModel channel, bool flag, IBasicConsumer consumer) => W{number - 1}(channel, flag, consumer);\n")),
        $"W{methods - 1}(channel, true, consumer)");

    [Theory]
    [InlineData("W0(channel, (flag), consumer);", true)]
    [InlineData("W0(channel, (bool)flag, consumer);", true)]
    [InlineData("W0(consumer: consumer, flag: flag, channel: channel);", true)]
    [InlineData("Action run = () => W0(channel, flag, consumer); run();", true)]
    [InlineData("void Inner(bool inner) => W0(channel, inner, consumer); Inner(flag);", true)]
    [InlineData("void Inner() => W0(channel, flag, consumer); Inner();", true)]
    [InlineData("var other = flag; W0(channel, other, consumer);", true)]
    [InlineData("bool first = (flag), other = first; W0(channel, other, consumer);", true)]
    [InlineData("bool other; other = flag; W0(channel, other, consumer);", true)]
    [InlineData("flag.On(channel, consumer);", true)]
    [InlineData("var other = flag; other.On(channel, consumer);", true)]
    [InlineData("W0(channel, !flag, consumer);", false)]
    [InlineData("W0(channel, flag && flag, consumer);", false)]
    [InlineData("var other = flag; other = false; W0(channel, other, consumer);", false)]
    [InlineData("flag = false; W0(channel, flag, consumer);", false)]
    [InlineData("var other = false; W0(channel, other, consumer); Console.WriteLine(flag);", false)]
    public Task Through_a_method(string body, bool decides) =>
        CheckAsync(decides, "static void Outer(IModel channel, bool flag, IBasicConsumer consumer) { " + body + " }", "Outer(channel, true, consumer)");

    [Fact]
    public Task Through_an_object_that_is_cast() =>
        CheckAsync(true, "static void Outer(IModel channel, object flag, IBasicConsumer consumer) => W0(channel, (bool)flag, consumer);", "Outer(channel, true, consumer)");

    [Fact]
    public Task Through_a_method_that_calls_itself() => CheckAsync(
        true,
        "static void Outer(IModel channel, bool flag, IBasicConsumer consumer, int times) { if (times > 0) Outer(channel, flag, consumer, times - 1); W0(channel, flag, consumer); }",
        "Outer(channel, true, consumer, 3)");

    private static async Task CheckAsync(bool decides, string wrappers, string call)
    {
        var known = await Knowledge.OfAsync(V6, $$"""
            public static class Caller
            {
                public static void Run(IModel channel, IBasicConsumer consumer) => {{call}};
                {{wrappers}}
                static void W0(IModel channel, bool flag, IBasicConsumer consumer) => channel.BasicConsume("orders", flag, consumer);
            }
            public static class Extensions
            {
                public static void On(this bool flag, IModel channel, IBasicConsumer consumer) => channel.BasicConsume("orders", flag, consumer);
            }
            """);
        var sites = known.Trees
            .SelectMany(tree => known.Wrappers.SitesIn(tree))
            .Where(found => found.Role == ArgumentRole.AutoAck && found.Site.Invocation.Syntax.ToString() == call)
            .Select(found => found.Site)
            .ToArray();

        if (decides)
            Assert.True(known.Constants.Of(Assert.Single(sites).Argument(ArgumentRole.AutoAck)?.Value).IsTrue);
        else
            Assert.DoesNotContain(sites, site => known.Constants.Of(site.Argument(ArgumentRole.AutoAck)?.Value).IsTrue);
    }
}
