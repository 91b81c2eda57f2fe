using QueueAnalyzers.Lifetime;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Lifetime;

/// <summary>RMQ4011.</summary>
public class HeaderValueIsComparedOrCastAsStringTests
{
    private const string Lambda = "consumer.Received~ += async~ (_, args) =>";

    [Theory, AllGenerations(
        "Use((string){|RMQ4011:args.BasicProperties.Headers[\"type\"]|});",
        "Use((String)({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}));",
        "Use({|RMQ4011:args.BasicProperties.Headers[\"type\"]|} as string);",
        "Use({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}.ToString());",
        "Use({|RMQ4011:args.BasicProperties.Headers?[\"type\"]|}?.ToString());",
        "Use({|RMQ4011:args.BasicProperties?.Headers?[\"type\"]|} as string);",
        "Use(Convert.ToString({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}));",
        "Use($\"{{|RMQ4011:args.BasicProperties.Headers[\"type\"]|}}\");",
        "Use(\"type: \" + {|RMQ4011:args.BasicProperties.Headers[\"type\"]|});",
        "if ({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}.Equals(\"order\")) Use(\"\");",
        "if (\"order\".Equals({|RMQ4011:args.BasicProperties.Headers[\"type\"]|})) Use(\"\");",
        "if (Equals({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}, \"order\")) Use(\"\");",
        "if ({|RMQ4011:args.BasicProperties.Headers[\"type\"]|} is \"order\") Use(\"\");",
        "if ({|RMQ4011:args.BasicProperties.Headers[\"type\"]|} is string text) Use(text);",
        "if ({|RMQ4011:args.BasicProperties.Headers[\"type\"]|} is string) Use(\"\");",
        "switch ({|RMQ4011:args.BasicProperties.Headers[\"type\"]|}) { case \"order\": Use(\"\"); break; }",
        "Use({|RMQ4011:args.BasicProperties.Headers[\"type\"]|} switch { \"order\" => \"a\", _ => \"b\" });")]
    public Task Reports_every_way_to_take_it_for_a_string(ClientVersion version, string statement) => Verify.Reports<HeaderAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations]
    public Task Reports_a_comparison_by_reference(ClientVersion version) => Verify.That(version, Handler(
        """if ({|RMQ4011:args.BasicProperties.Headers["type"]|} == "order" || "invoice" != {|RMQ4011:args.BasicProperties.Headers["type"]|}) Use("");"""))
        .Reports<HeaderAnalyzer>();

    [Theory, AllGenerations(
        "var headers = args.BasicProperties.Headers; Use((string){|RMQ4011:headers[\"type\"]|});",
        "var properties = args.BasicProperties; var value = properties.Headers[\"type\"]; Use((string){|RMQ4011:value|});",
        "object value = args.BasicProperties.Headers[\"type\"]; Use({|RMQ4011:value|}.ToString());",
        "if (args.BasicProperties.Headers.TryGetValue(\"type\", out var value)) Use((string){|RMQ4011:value|});",
        "object value = null; args.BasicProperties.Headers?.TryGetValue(\"type\", out value); Use({|RMQ4011:value|}?.ToString());",
        "object value; if (args.BasicProperties.Headers.TryGetValue(\"a\", out value) || args.BasicProperties.Headers.TryGetValue(\"b\", out value)) Use((string){|RMQ4011:value|});",
        "if (args.BasicProperties.Headers is { } headers && headers.TryGetValue(\"type\", out var value)) Use({|RMQ4011:value|} as string);",
        "if (args.BasicProperties.Headers[\"type\"] is { } value) Use((string){|RMQ4011:value|});",
        "if (args.BasicProperties.Headers[\"type\"] is not { } value) return; Use((string){|RMQ4011:value|});",
        "if (args.BasicProperties.Headers[\"type\"] is object value) Use((string){|RMQ4011:value|});",
        "var value = args.BasicProperties.Headers[\"type\"] ?? \"none\"; Use((string){|RMQ4011:value|});",
        "foreach (var header in args.BasicProperties.Headers) Use({|RMQ4011:header.Value|}.ToString());",
        "foreach (var header in args.BasicProperties.Headers) Use($\"{header.Key}: {{|RMQ4011:header.Value|}}\");",
        "foreach (var (key, value) in args.BasicProperties.Headers) Use(key + {|RMQ4011:value|});",
        "foreach (var header in args.BasicProperties.Headers.Where(header => header.Key != null)) Use((string){|RMQ4011:header.Value|});",
        "foreach (var pair in args.BasicProperties.Headers.ToDictionary(header => header.Key, header => {|RMQ4011:header.Value|}.ToString())) Use(pair.Key);",
        "Use((string){|RMQ4011:args.BasicProperties.Headers.First(header => header.Key == \"type\").Value|});",
        "var first = args.BasicProperties.Headers.FirstOrDefault(header => header.Key == \"type\"); Use({|RMQ4011:first.Value|} as string);")]
    public Task Reports_a_value_that_took_a_way(ClientVersion version, string statement) => Verify.Reports<HeaderAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations]
    public Task Reports_an_override(ClientVersion version) => Verify.Reports<HeaderAnalyzer>(version,
        """
        public class Consumer(IChannel~ channel) : ConsumerBase~(channel)
        {
            public override {void~~Task} HandleBasicDeliver~(Delivery~)
            {
                Console.WriteLine((string)[|properties.Headers["type"]|]);
                return~;
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Reports_a_message_that_was_fetched(ClientVersion version) => Verify.Reports<HeaderAnalyzer>(version, InMethod(
        """
        var result = await~ channel.BasicGet~("orders", autoAck: false);
        if (result != null)
            Console.WriteLine((string)[|result.BasicProperties.Headers["type"]|]);
        """));

    [Theory, AllGenerations]
    public Task Reports_a_message_that_came_back(ClientVersion version) => Verify.Reports<HeaderAnalyzer>(version, InMethod(
        """
        channel.BasicReturn~ += async~ (_, args) => Console.WriteLine([|args.BasicProperties.Headers["type"]|].ToString());
        """));

    [Theory, AllGenerations]
    public Task Reports_methods_that_only_get_what_was_received(ClientVersion version) => Verify.Reports<HeaderAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => Console.WriteLine(TypeOf(args) + TenantOf(args.BasicProperties) + Read(args.BasicProperties.Headers, "user") + LocalOf(args.BasicProperties));
            await~ channel.BasicConsume~("orders", false, consumer);
            string LocalOf(ReceivedProperties~ received) => (string)[|received.Headers["local"]|];
        }
        private static string TypeOf(BasicDeliverEventArgs args) => (string)[|args.BasicProperties.Headers["type"]|];
        private static string TenantOf(ReceivedProperties~ properties) => [|properties.Headers["tenant"]|].ToString();
        internal static string Read(IDictionary<string, object> headers, string key) => headers.TryGetValue(key, out var value) ? (string)[|value|] : Again(headers, key);
        private static string Again(IDictionary<string, object> headers, string key) => (string)[|headers[key]|];
        """));

    [Theory, AllGenerations]
    public Task Reports_a_top_level_program(ClientVersion version) => Verify.Reports<HeaderAnalyzer>(version,
        """
        IChannel~ channel = null!;
        var consumer = new EventingConsumer~(channel);
        consumer.Received~ += async~ (_, args) => Show(args.BasicProperties);
        await~ channel.BasicConsume~("orders", false, consumer);
        static void Show(ReceivedProperties~ properties) => Console.WriteLine($"{[|properties.Headers["type"]|]}");
        """);

    [Theory, AllGenerations]
    public Task Messages_say_what_comes_of_it(ClientVersion version) => Verify.That(version, Handler(
        """
        const string key = "type";
        Use((string){|RMQ4011:args.BasicProperties.Headers[key]|});
        Use({|RMQ4011:args.BasicProperties.Headers["a"]|} as string);
        Use({|RMQ4011:args.BasicProperties.Headers["b"]|}.ToString());
        if ({|RMQ4011:args.BasicProperties.Headers[Environment.MachineName]|}.Equals("x")) Use("");
        """))
        .WithMessages(
            "Header 'type', sent as a string, arrives as byte[]: the cast throws InvalidCastException, 'Unable to cast object of type 'System.Byte[]' to type 'System.String''",
            "Header 'a', sent as a string, arrives as byte[]: it is never a string here",
            "Header 'b', sent as a string, arrives as byte[]: its text is 'System.Byte[]'",
            "A header, sent as a string, arrives as byte[]: it never equals a string")
        .Reports<HeaderAnalyzer>();

    [Theory, AllGenerations(
        "Use(Encoding.UTF8.GetString((byte[])args.BasicProperties.Headers[\"type\"]));",
        "Use(Encoding.UTF8.GetString(args.BasicProperties.Headers[\"type\"] as byte[]));",
        "var value = args.BasicProperties.Headers[\"type\"]; Use(value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value.ToString());",
        "var value = args.BasicProperties.Headers[\"type\"]; Use(value is string text ? text : Encoding.UTF8.GetString((byte[])value));",
        "var value = args.BasicProperties.Headers[\"type\"]; Use(value switch { byte[] bytes => Encoding.UTF8.GetString(bytes), string text => text, _ => value.ToString() });",
        "var value = args.BasicProperties.Headers[\"type\"]; Use(value.GetType() == typeof(byte[]) ? Encoding.UTF8.GetString((byte[])value) : value.ToString());",
        "var value = args.BasicProperties.Headers[\"type\"]; Use(value?.GetType() == typeof(byte[]) ? Encoding.UTF8.GetString((byte[])value) : value?.ToString());",
        "foreach (var header in args.BasicProperties.Headers) { if (header.Value?.GetType() == typeof(byte[])) Use(\"\"); else Use(header.Value?.ToString()); }",
        "var value = args.BasicProperties.Headers[\"type\"]; if (value is int number) Use(value.ToString()); else if (value is byte[]) Use(\"\");",
        "switch (args.BasicProperties.Headers[\"type\"]) { case byte[] bytes: Use(\"\"); break; case string text: Use(text); break; }",
        "if (args.BasicProperties.Headers[\"type\"] is byte[] bytes) Use(\"\"); else Use((string)args.BasicProperties.Headers[\"type\"]);")]
    public Task Silent_on_code_that_knows_of_bytes(ClientVersion version, string statement) => Verify.Silent<HeaderAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations(
        "Use(((int)args.BasicProperties.Headers[\"type\"]).ToString());",
        "Use(Convert.ToInt32(args.BasicProperties.Headers[\"type\"]).ToString());",
        "Use(args.BasicProperties.Headers[\"x-delivery-count\"].ToString());",
        "Use($\"{args.BasicProperties.Headers[\"x-retry-count\"]}\");",
        "Use((string)args.BasicProperties.Headers[\"x-death\"].ToString());",
        "Use(args.BasicProperties.Headers[\"retryCount\"].ToString());",
        "Use(int.Parse(args.BasicProperties.Headers[\"level\"].ToString()).ToString());",
        "if (bool.TryParse(args.BasicProperties.Headers[\"urgent\"]?.ToString(), out var urgent)) Use(\"\");",
        "var text = args.BasicProperties.Headers[\"level\"].ToString(); Use(long.Parse(text).ToString());",
        "if (args.BasicProperties.Headers[\"type\"] == null || args.BasicProperties.Headers[\"type\"] is null) Use(\"\");",
        "if (args.BasicProperties.Headers[\"type\"] is int number) Use(\"\");",
        "if (args.BasicProperties.Headers[\"type\"].Equals(5)) Use(\"\");",
        "foreach (var header in args.BasicProperties.Headers) Use(header.Key.ToString() + header.Key);",
        "Use(args.BasicProperties.Headers.ToString() + args.BasicProperties.Headers.Count + args.BasicProperties.ToString());",
        "Use((string)args.BasicProperties.MessageId + args.BasicProperties.CorrelationId);")]
    public Task Silent_on_numbers_and_everything_else(ClientVersion version, string statement) => Verify.Silent<HeaderAnalyzer>(version, Handler(statement));

    [Theory, AllGenerations]
    public Task Silent_on_outgoing_headers(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version, InMethod(
        """
        var properties = Properties~(channel);
        properties.Headers = new Dictionary<string, object{~~?}> { ["type"] = "order" };
        Console.WriteLine((string)properties.Headers["type"] + properties.Headers["type"].ToString());
        foreach (var header in properties.Headers)
            Console.WriteLine($"{header.Value}");
        await~ channel.BasicPublish~("", "orders", {~~false, }properties, new byte[1]);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_a_header_that_the_program_has_set(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version, Handler(
        """
        args.BasicProperties.Headers["type"] = "order";
        Use((string)args.BasicProperties.Headers["type"]);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_methods_that_may_get_other_headers(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version, InClass(
        """
        public async~ Task~ Run(IChannel~ channel, IBasicProperties outgoing)
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += async~ (_, args) => Console.WriteLine(Mixed(args.BasicProperties.Headers) + Public(args.BasicProperties.Headers) + Delegated(args.BasicProperties.Headers));
            await~ channel.BasicConsume~("orders", false, consumer);
            Console.WriteLine(Mixed(outgoing.Headers));
            Func<IDictionary<string, object>, string> read = Delegated;
        }
        private static string Mixed(IDictionary<string, object> headers) => (string)headers["type"];
        public static string Public(IDictionary<string, object> headers) => (string)headers["type"];
        private static string Delegated(IDictionary<string, object> headers) => (string)headers["type"];
        private static string NeverCalled(IBasicProperties properties) => (string)properties.Headers["type"];
        """));

    [Theory, AllGenerations]
    public Task Silent_on_args_that_are_made_in_sight(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version, InMethod(
        """
        var args = new BasicDeliverEventArgs({~~"", 1, false, "", "", new BasicProperties(), new byte[1]});
        Console.WriteLine((string)args.BasicProperties.Headers["type"]);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_other_headers(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version,
        """
        public interface IBasicProperties { IDictionary<string, object> Headers { get; } }
        public class BasicDeliverEventArgs { public IBasicProperties BasicProperties { get; set; } }
        public class Program
        {
            public void Run(BasicDeliverEventArgs args, System.Net.Http.HttpResponseMessage response)
            {
                Console.WriteLine((string)args.BasicProperties.Headers["type"]);
                foreach (var header in response.Headers)
                    Console.WriteLine($"{header.Value}");
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Silent_on_a_local_that_gets_other_values(ClientVersion version) => Verify.Silent<HeaderAnalyzer>(version, Handler(
        """
        object value = "none";
        args.BasicProperties.Headers.TryGetValue("type", out value);
        object other = args.BasicProperties.Headers["type"];
        if (other == null) other = "none";
        object third;
        args.BasicProperties.Headers.TryGetValue("type", out third);
        new Dictionary<string, object>().TryGetValue("type", out third);
        Use((string)value + (string)other + (string)third);
        """));

    [Theory, AllGenerations]
    public Task Silent_on_broken_code(ClientVersion version) => Verify.That(version, Handler(
        """
        Use((string)args.BasicProperties.Headers[]);
        Use((string)args.BasicProperties.Headers.Missing["type"]);
        Use((string)args.Nothing.Headers["type"]);
        foreach (var x in args.BasicProperties.Headers) Use((string)x.);
        """)).AllowingErrors().Silent<HeaderAnalyzer>();

    private static string Handler(string statements) => InClass(
        $$"""
        public async~ Task~ Run(IChannel~ channel)
        {
            var consumer = new EventingConsumer~(channel);
            {{Lambda}}
            {
                {{statements}}
            };
            await~ channel.BasicConsume~("orders", false, consumer);
        }
        private static void Use(string text) { }
        """);
}
