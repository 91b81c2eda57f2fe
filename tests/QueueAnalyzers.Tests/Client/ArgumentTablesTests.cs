using QueueAnalyzers.Client;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Client;

/// <summary>
/// What can be seen of the arguments of a declaration: each entry with its value, behind it a question mark when it is not sure, and
/// dots when there can be others.
/// </summary>
public class ArgumentTablesTests
{
    private const string New = "new Dictionary<string, object>";
    private const string Declare = "channel.QueueDeclare(\"q\", true, false, false, args);";

    [Theory]
    [InlineData($$"""var args = {{New}} { { "a", 1 }, { "b", 2 } };""", "a=1 b=2")]
    [InlineData($$"""var args = {{New}}(); args["a"] = 1; args.Add("b", 2); args.TryAdd("c", 3);""", "a=1 b=2 c=3")]
    [InlineData($$"""IDictionary<string, object> args = {{New}}(); ((args))["a"] = 1;""", "a=1")]
    [InlineData($$"""var args = {{New}}(); args["a"] = 1; args["a"] = 2;""", "a=2")]
    [InlineData("IDictionary<string, object>? args = null;", "")]
    [InlineData("var args = System.Collections.Immutable.ImmutableDictionary<string, object>.Empty;", "")]
    [InlineData("IDictionary<string, object> args = System.Collections.ObjectModel.ReadOnlyDictionary<string, object>.Empty;", "")]
    [InlineData($$"""const string Key = "a"; var args = {{New}} { [Key] = 1 };""", "a=1")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; if (args.ContainsKey("a") && args.Count > 0) { } Console.WriteLine(args);""", "a=1")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; var copy = {{New}}(args); copy.Clear();""", "a=1")]
    public Task Sure_entries(string statements, string expected) => AssertAsync(expected, InMethod(statements + Declare));

    [Theory]
    [InlineData($$"""var args = {{New}}(); if (flag) args["a"] = 1;""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); if (flag) { } else args["a"] = 1;""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); while (flag) args["a"] = 1;""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); foreach (var n in new[] { 1 }) { args["a"] = 1; }""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); switch (flag) { case true: args["a"] = 1; break; }""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); try { args["a"] = 1; } catch (Exception) { args["b"] = 2; } finally { Console.WriteLine(1); }""", "a=1? b=2?")]
    [InlineData($$"""var args = {{New}}(); _ = flag && args.TryAdd("a", 1);""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); _ = flag ? args.TryAdd("a", 1) : false;""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); Action add = () => args["a"] = 1; add();""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); args?.Add("a", 1);""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); args["a"] = 1; if (flag) args["a"] = 2;""", "a=1? a=2?")]
    [InlineData($$"""var args = {{New}}(); if (flag) args["a"] = 1; args["a"] = 2;""", "a=2")]
    [InlineData($$"""var args = flag ? {{New}} { ["a"] = 1 } : {{New}} { ["b"] = 2 };""", "a=1? b=2?")]
    [InlineData($$"""var args = flag ? {{New}} { ["a"] = 1 } : null;""", "a=1?")]
    [InlineData($$"""Dictionary<string, object> args; if (flag) args = {{New}} { ["a"] = 1 }; else args = {{New}} { ["b"] = 2 };""", "a=1? b=2?")]
    [InlineData($$"""var args = {{New}}(); do { if (flag) args["a"] = 1; } while (flag);""", "a=1?")]
    public Task Entries_that_are_not_sure(string statements, string expected) => AssertAsync(expected, InMethod(statements + Declare, "IModel channel, bool flag"));

    [Theory]
    [InlineData($$"""var args = {{New}}(); {{Declare}} args["a"] = 1;""", "")]
    [InlineData($$"""var args = {{New}}(); while (flag) { {{Declare}} args["a"] = 1; }""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); for (var n = 0; n < 3; n++) { {{Declare}} args["a"] = 1; }""", "a=1?")]
    [InlineData($$"""var args = {{New}}(); if (flag) { args["a"] = 1; {{Declare}} }""", "a=1")]
    [InlineData($$"""var args = {{New}}(); if (flag) { args["a"] = 1; if (flag) { {{Declare}} } }""", "a=1")]
    public Task Entries_before_and_behind_the_declaration(string statements, string expected) => AssertAsync(expected, InMethod(statements, "IModel channel, bool flag"));

    [Theory]
    [InlineData($$"""var args = {{New}}(); args[key] = 1;""", "*=1 ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; args.Remove("a");""", "a=1? ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; args.Clear();""", "a=1? ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; var other = args; other["b"] = 2;""", "a=1 ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; object other; other = args; Console.WriteLine(other);""", "a=1 ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; var all = new[] { args };""", "a=1 ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; GC.KeepAlive(args); Out.Of.Sight(args);""", "a=1 ...")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; var changed = new Mine(args);""", "a=1 ...")]
    [InlineData("var args = given;", "...")]
    [InlineData("var args = Mine.Empty;", "...")]
    [InlineData("var args = new Mine();", "...")]
    [InlineData("var args = Out.Of.Get();", "...")]
    [InlineData($$"""var args = {{New}}(given) { ["a"] = 1 };""", "a=1 ...")]
    public Task Tables_that_are_not_complete(string statements, string expected) => AssertAsync(expected, InMethod(statements + Declare, "IModel channel, string key, Dictionary<string, object> given") + """
        public class Mine : Dictionary<string, object> { public static readonly Mine Empty = new Mine(); public Mine(IDictionary<string, object>? from = null) => from?.Clear(); }
        public interface IOut { void Sight(object value); Dictionary<string, object> Get(); }
        public static class Out { public static IOut Of = null!; }
        """);

    [Theory]
    [InlineData("Make()", $$"""private static Dictionary<string, object> Make() => {{New}} { ["a"] = 1 };""", "a=1")]
    [InlineData("Make(true)", $$"""private static Dictionary<string, object> Make(bool flag) { if (flag) return {{New}} { ["a"] = 1 }; return {{New}} { ["b"] = 2 }; }""", "a=1? b=2?")]
    [InlineData("Make()", $$"""private static Dictionary<string, object> Make() { var made = {{New}}(); made["a"] = 1; return made; }""", "a=1")]
    [InlineData("Outer()", $$"""private static Dictionary<string, object> Outer() => Make(); private static Dictionary<string, object> Make() => {{New}} { ["a"] = 1 };""", "a=1")]
    [InlineData("Endless()", "private static Dictionary<string, object> Endless() => Endless();", "...")]
    [InlineData("Fails()", "private static Dictionary<string, object> Fails() => throw new Exception();", "...")]
    [InlineData("Fails()", "private static Dictionary<string, object> Fails() { throw new Exception(); }", "...")]
    [InlineData("Shared", $$"""public static Dictionary<string, object> Shared = {{New}} { ["a"] = 1 };""", "...")]
    [InlineData("Made", $$"""private static Dictionary<string, object> Made => {{New}} { ["a"] = 1 };""", "a=1")]
    [InlineData("_made", $$"""private readonly Dictionary<string, object> _made = {{New}} { ["a"] = 1 }; public Program() => _made["b"] = 2;""", "a=1 b=2")]
    [InlineData("_made", $$"""private readonly Dictionary<string, object> _made = {{New}} { ["a"] = 1 }; public void Change() => _made["b"] = 2;""", "a=1 b=2?")]
    [InlineData("Copied()", $$"""private static Dictionary<string, object> Copied() { var first = {{New}} { ["a"] = 1 }; return {{New}}(first) { ["b"] = 2 }; }""", "a=1 b=2")]
    [InlineData("Filled()", $$"""private static Dictionary<string, object> Filled() { var made = {{New}}(); Fill(made, 3); return made; } private static void Fill(Dictionary<string, object> made, int n) { made["a"] = n; }""", "a=n")]
    [InlineData("Filled(true)", $$"""private static Dictionary<string, object> Filled(bool flag) { var made = {{New}}(); if (flag) Fill(made); return made; } private static void Fill(Dictionary<string, object> made) => made.Add("a", 1);""", "a=1?")]
    [InlineData("Filled()", $$"""private static Dictionary<string, object> Filled() { var made = {{New}}(); Fill(made); return made; } private static void Fill(Dictionary<string, object> made) { made = {{New}}(); made.Add("a", 1); }""", "...")]
    public Task Methods_that_make_or_fill_them(string args, string members, string expected) => AssertAsync(expected, InClass(
        $$"""
        public void Run(IModel channel) => channel.QueueDeclare("q", true, false, false, {{args}});
        {{members}}
        """));

    [Fact]
    public Task What_a_wrapper_is_given() => AssertAsync("a=1", InClass(
        """
        public void Run(IModel channel) => Declare(channel, new Dictionary<string, object> { ["a"] = 1 });
        private static void Declare(IModel channel, IDictionary<string, object> args) => channel.QueueDeclare("q", true, false, false, args);
        """));

    [Fact]
    public Task What_a_wrapper_is_given_and_changes() => AssertAsync("a=1 ...", InClass(
        """
        public void Run(IModel channel) => Declare(channel, new Dictionary<string, object> { ["a"] = 1 });
        private static void Declare(IModel channel, IDictionary<string, object> args) { args["b"] = 2; channel.QueueDeclare("q", true, false, false, args); }
        """));

    [Theory]
    [InlineData($$"""var args = {{New}} { ["a"] = 1, ["b"] = 2 };""", true, false)]
    [InlineData($$"""var args = {{New}} { ["b"] = 2 }; args.Remove("c");""", true, true)]
    [InlineData($$"""var args = {{New}} { [key] = 1 };""", true, true)]
    [InlineData("IDictionary<string, object>? args = null;", false, false)]
    public async Task Whether_there_can_be_an_entry(string statements, bool mayContainB, bool mayContainC)
    {
        var table = await TableOfAsync(InMethod(statements + Declare, "IModel channel, string key"));
        Assert.Equal(mayContainB, table.MayContain("b"));
        Assert.Equal(mayContainC, table.MayContain("c"));
    }

    [Theory]
    [InlineData($$"""var args = {{New}} { ["a"] = 1, ["b"] = 2 };""", "1")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; args.Add(key, 2);""", "1")]
    [InlineData($$"""var args = {{New}} { [key] = 2, ["a"] = 1 };""", "1")]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; args[key] = 2;""", null)]
    [InlineData($$"""var args = {{New}} { ["a"] = 1 }; if (key.Length > 0) args["a"] = 2;""", null)]
    [InlineData($$"""var args = {{New}} { ["b"] = 2 };""", null)]
    public async Task Which_entry_surely_stands_there(string statements, string? value) =>
        Assert.Equal(value, (await TableOfAsync(InMethod(statements + Declare, "IModel channel, string key"))).Find("a")?.Value.Syntax.ToString());

    private static async Task<ArgumentTable> TableOfAsync(string code)
    {
        var known = await Knowledge.OfAsync(V6, code);
        return known.Arguments.Of(known.Topology.Declarations.First().Site);
    }

    private static async Task AssertAsync(string expected, string code)
    {
        var table = await TableOfAsync(code);
        Assert.Equal(expected, string.Join(' ', table.Entries.Select(Describe).Concat(table.IsComplete ? [] : ["..."])));
    }

    private static string Describe(ArgumentEntry entry) => $"{entry.Name ?? "*"}={entry.Value.Syntax}{(entry.IsConditional ? "?" : "")}";
}
