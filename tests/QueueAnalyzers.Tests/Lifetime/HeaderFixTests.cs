using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>The fix of RMQ4011.</summary>
public class HeaderFixTests
{
    public static TheoryData<ClientVersion, string, string> Rewritings
    {
        get
        {
            var data = new TheoryData<ClientVersion, string, string>();
            foreach (var version in new[] { ClientVersion.V5, ClientVersion.V6, ClientVersion.V7 })
            {
                foreach (var (before, after) in Pairs)
                    data.Add(version, before, after);
            }

            return data;
        }
    }

    private static readonly (string Before, string After)[] Pairs =
    [
        ("Use((string)[|H[\"a\"]|]);", "Use(Encoding.UTF8.GetString((byte[])H[\"a\"]));"),
        ("Use(((string)[|H[\"a\"]|]).Trim());", "Use((Encoding.UTF8.GetString((byte[])H[\"a\"])).Trim());"),
        ("var text = [|H[\"a\"]|] as string;", "var text = H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null;"),
        ("var text = [|H[\"a\"]|] as string ?? \"none\";", "var text = (H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null) ?? \"none\";"),
        ("Use([|H[\"a\"]|].ToString());", "Use(Encoding.UTF8.GetString((byte[])H[\"a\"]));"),
        ("Use([|H[\"a\"]|]\n            .ToString()\n            .Trim());", "Use(Encoding.UTF8.GetString((byte[])H[\"a\"])\n            .Trim());"),
        ("Use([|H?[\"a\"]|]?.ToString());", "Use(H?[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null);"),
        ("Use([|H[\"a\"]|]?.ToString().Trim());", "Use((H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null)?.Trim());"),
        ("Use([|H?[\"a\"]|].ToString());", "Use(H?[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null);"),
        ("Use(Convert.ToString([|H[\"a\"]|]));", "Use(H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : \"\");"),
        ("Use($\"{[|H[\"a\"]|],10}\");", "Use($\"{Encoding.UTF8.GetString((byte[])H[\"a\"]),10}\");"),
        ("Use(\"a: \" + [|H[\"a\"]|]);", "Use(\"a: \" + Encoding.UTF8.GetString((byte[])H[\"a\"]));"),
        ("if ([|H[\"a\"]|].Equals(\"b\")) Use(\"\");", "if (Encoding.UTF8.GetString((byte[])H[\"a\"]).Equals(\"b\")) Use(\"\");"),
        ("if ([|H[\"a\"]|]?.Equals(\"b\") == true) Use(\"\");", "if ((H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null)?.Equals(\"b\") == true) Use(\"\");"),
        ("if (\"b\".Equals([|H[\"a\"]|])) Use(\"\");", "if (\"b\".Equals(Encoding.UTF8.GetString((byte[])H[\"a\"]))) Use(\"\");"),
        ("if ([|H[\"a\"]|] is \"b\") Use(\"\");", "if (Encoding.UTF8.GetString((byte[])H[\"a\"]) is \"b\") Use(\"\");"),
        ("if ([|H[\"a\"]|] is string) Use(\"\");", "if (H[\"a\"] is byte[]) Use(\"\");"),
        ("if ([|H[\"a\"]|] is string text) Use(text);", "if ((H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null) is string text) Use(text);"),
        ("switch ([|H[\"a\"]|]) { case \"b\": Use(\"\"); break; default: break; }", "switch (Encoding.UTF8.GetString((byte[])H[\"a\"])) { case \"b\": Use(\"\"); break; default: break; }"),
        ("Use([|H[\"a\"]|] switch { \"b\" => \"c\", null => \"d\", _ => \"e\" });", "Use((H[\"a\"] is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null) switch { \"b\" => \"c\", null => \"d\", _ => \"e\" });"),
        ("foreach (var header in H) Use([|header.Value|].ToString());", "foreach (var header in H) Use(header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value.ToString());"),
        ("foreach (var header in H) Use($\"{header.Key}={[|header.Value|]}\");", "foreach (var header in H) Use($\"{header.Key}={(header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value)}\");"),
        ("if (H.TryGetValue(\"a\", out var value)) Use([|value|]?.ToString());", "if (H.TryGetValue(\"a\", out var value)) Use(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : null);"),
    ];

    [Theory]
    [MemberData(nameof(Rewritings))]
    public Task Decodes(ClientVersion version, string before, string after) => Verify.Fixes<HeaderAnalyzer, HeaderFix>(version, Handler(before), Handler(after));

    [Theory, AllGenerations]
    public Task Keeps_comments_and_directives(ClientVersion version) => Verify.Fixes<HeaderAnalyzer, HeaderFix>(version,
        Handler(
            """
            // the type
            var type = (string)[|H["type"]|]; // as it was sent
            #if DEBUG
            Use(type);
            #endif
            var tenant = /* whose */ [|H["tenant"]|].ToString();
            """),
        Handler(
            """
            // the type
            var type = Encoding.UTF8.GetString((byte[])H["type"]); // as it was sent
            #if DEBUG
            Use(type);
            #endif
            var tenant = /* whose */ Encoding.UTF8.GetString((byte[])H["tenant"]);
            """));

    [Theory, AllGenerations]
    public Task Takes_names_that_are_free(ClientVersion version) => Verify.Fixes<HeaderAnalyzer, HeaderFix>(version,
        Handler(
            """
            var bytes = 1;
            var type = [|H["type"]|] as string;
            var tenant = [|H["tenant"]|] as string;
            """),
        Handler(
            """
            var bytes = 1;
            var type = H["type"] is byte[] bytes1 ? Encoding.UTF8.GetString(bytes1) : null;
            var tenant = H["tenant"] is byte[] bytes2 ? Encoding.UTF8.GetString(bytes2) : null;
            """));

    [Theory, AllGenerations]
    public Task Makes_no_warning_of_null(ClientVersion version) => Verify.Fixes<HeaderAnalyzer, HeaderFix>(version,
        Frame(
            """
            var headers = args.BasicProperties.Headers!;
            Use((string)[|headers["type"]|]!);
            Use([|headers["tenant"]|]!.ToString()!);
            if (headers.TryGetValue("user", out var user) && user is not null)
                Use([|user|].ToString()!);
            """),
        Frame(
            """
            var headers = args.BasicProperties.Headers!;
            Use(Encoding.UTF8.GetString((byte[])headers["type"]!));
            Use(Encoding.UTF8.GetString((byte[])headers["tenant"]!)!);
            if (headers.TryGetValue("user", out var user) && user is not null)
                Use(Encoding.UTF8.GetString((byte[])user)!);
            """));

    [Theory, AllGenerations]
    public Task Fixes_an_override_and_a_method_of_another_file(ClientVersion version) => Verify.That(version,
        """
        #nullable disable
        public class Consumer(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override {void~~Task} HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine((string)[|properties.Headers["type"]|] + Other.Read(properties));
                return~;
            }
        }
        """)
        .WithDocument("Other.cs", "#nullable disable\n" + """internal static class Other { public static string Read(ReceivedProperties~ properties) => [|properties.Headers["tenant"]|].ToString(); }""")
        .Changing("Other.cs", "#nullable disable\n" + """internal static class Other { public static string Read(ReceivedProperties~ properties) => Encoding.UTF8.GetString((byte[])properties.Headers["tenant"]); }""")
        .Fixes<HeaderAnalyzer, HeaderFix>(
        """
        #nullable disable
        public class Consumer(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override {void~~Task} HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine(Encoding.UTF8.GetString((byte[])properties.Headers["type"]) + Other.Read(properties));
                return~;
            }
        }
        """);

    [Theory, AllGenerations(
        "var value = H[\"a\"] ?? \"none\"; Use((string)[|value|]);",
        "Use([|H[Environment.MachineName]|].ToString());",
        "Use([|H[\"a\"]|]/* text */.ToString());",
        "Use([|H[\"a\"]|] switch { \"b\" => \"c\", 5 => \"d\", _ => \"e\" });",
        "if ([|H[Environment.MachineName]|].Equals(\"b\")) Use(\"\");")]
    public Task No_fix_where_it_may_be_wrong(ClientVersion version, string statement) => Verify.OffersNoFix<HeaderAnalyzer, HeaderFix>(version, Handler(statement));

    private static string Handler(string statements) => "#nullable disable\n" + Frame(statements
        .Replace("H[", "args.BasicProperties.Headers[", StringComparison.Ordinal)
        .Replace("H?[", "args.BasicProperties.Headers?[", StringComparison.Ordinal)
        .Replace("H.", "args.BasicProperties.Headers.", StringComparison.Ordinal)
        .Replace("in H)", "in args.BasicProperties.Headers)", StringComparison.Ordinal));

    private static string Frame(string statements) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) =>
            {
                {{statements}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        private static void Use(string text) { }
        """);
}
