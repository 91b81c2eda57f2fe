using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>A word that stands in a file is never missed: else a rule would be silent there. A file without words of the client is told.</summary>
public class TreeWordsTests
{
    private static readonly string[] RealFiles = new[] { "src", "samples" }
        .SelectMany(folder => Directory.GetFiles(Path.Combine(References.RepositoryRoot, folder), "*.cs", SearchOption.AllDirectories))
        // What a build leaves there differs from one machine to the next.
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToArray();

    [Fact]
    public void No_name_that_stands_in_a_file_is_denied()
    {
        Assert.All(RealFiles, file =>
        {
            var tree = Parse(File.ReadAllText(file));
            var words = TreeWords.Of(tree);
            foreach (var name in NamesIn(tree))
            {
                Assert.True(words.MayName(name), name);
                Assert.True(ClientMembers.KindOf(name) is CallKind.None and var none || words.MayCall(ClientMembers.KindOf(name)), name);
            }
        });
    }

    [Fact]
    public void Most_names_that_do_not_stand_in_a_file_are_denied()
    {
        var trees = RealFiles.Where((_, number) => number % 8 == 0).Select(file => Parse(File.ReadAllText(file))).ToArray();
        var names = trees.SelectMany(NamesIn).Distinct().ToArray();
        var asked = 0;
        var claimed = 0;
        foreach (var tree in trees)
        {
            var words = TreeWords.Of(tree);
            var text = tree.ToString();
            foreach (var name in names.Where(name => !text.Contains(name, StringComparison.Ordinal)))
            {
                asked++;
                claimed += words.MayName(name) ? 1 : 0;
            }
        }

        Assert.True(claimed < asked / 20, $"{claimed} of {asked}");
    }

    [Theory]
    [InlineData("BasicAck")]
    [InlineData("channel.BasicAck(1, false)")]
    [InlineData("channel?.BasicAck(1, false)")]
    [InlineData("@BasicAck(1)")]
    [InlineData("channel.\u00A0BasicAck(1)")]
    [InlineData("\u3000BasicAck\u3000(1)")]
    [InlineData("nameof(BasicAck)")]
    [InlineData("// BasicAck")]
    public void Names_of_calls_are_found(string text) => Assert.True(WordsOf(text).MayCall(CallKind.Acknowledge));

    [Theory]
    [InlineData("")]
    [InlineData("BasicAckÄ(1)")]
    [InlineData("MyBasicAck(1)")]
    [InlineData("BasicAck1(1)")]
    [InlineData("BasicAck_(1)")]
    [InlineData("basicAck(1)")]
    [InlineData("Basic.Ack(1)")]
    [InlineData("list.Add(1)")]
    [InlineData("stream.Close()")]
    public void Other_names_are_told_apart(string text) => Assert.False(WordsOf(text).MayCallAny);

    [Fact]
    public void Names_are_found_wherever_they_stand()
    {
        // The text is read in pieces, and a name may lie across two of them.
        for (var length = 4080; length < 4110; length++)
            Assert.True(WordsOf(new string(' ', length) + "BasicAck").MayCall(CallKind.Acknowledge), $"{length}");
    }

    [Theory]
    [InlineData("new OrderConsumer(channel)", (int)Topics.Consumers)]
    [InlineData("new AsyncEventingBasicConsumer(channel)", (int)Topics.Consumers)]
    [InlineData("namespace Shop.Consumers;", (int)Topics.Consumers)]
    [InlineData("properties.Headers", (int)Topics.Headers)]
    [InlineData("headers[key]", (int)Topics.Headers)]
    [InlineData("_headers", (int)Topics.Headers)]
    [InlineData("HTTPHeaders2", (int)Topics.Headers)]
    [InlineData("channel.CloseAsync()", (int)Topics.AsynchronousCalls)]
    [InlineData("channel.DisposeAsync()", (int)Topics.AsynchronousCalls)]
    [InlineData("consumer.Received += Handle", (int)Topics.SynchronousEvents)]
    [InlineData("channel.BasicReturnAsync += Handle", (int)Topics.AnswerEvents)]
    [InlineData("Expiration = text", (int)Topics.Expiration)]
    [InlineData("TopologyRecoveryEnabled = false", (int)Topics.Recovery)]
    [InlineData("new CreateChannelOptions(true, true)", (int)Topics.ChannelOptions)]
    [InlineData("ConsumerDispatchConcurrency = 4", (int)Topics.DispatchConcurrency)]
    [InlineData("HostName = host", (int)Topics.Brokers)]
    [InlineData("[Fact]", (int)Topics.Tests)]
    [InlineData("[Xunit.FactAttribute]", (int)Topics.Tests)]
    [InlineData("void Fill(IBasicPublishBatch batch)", (int)Topics.Batches)]
    [InlineData("var batch = channel.CreateBasicPublishBatch()", (int)Topics.Batches)]
    public void Topics_are_told_by_words(string text, int topic) => Assert.True(WordsOf(text).MayTouch((Topics)topic));

    [Theory]
    [InlineData("new StreamReader(path)")]
    [InlineData("new Reader(), leaders")]
    [InlineData("consumer")]
    [InlineData("ConsumerGroupless.consume()")]
    [InlineData("DisposeAsynchronously()")]
    public void Files_without_a_topic_are_told(string text) => Assert.False(WordsOf(text).MayTouch(~Topics.Consumers), text);

    private static TreeWords WordsOf(string text) => TreeWords.Of(Parse(text));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text, cancellationToken: TestContext.Current.CancellationToken);

    private static IEnumerable<string> NamesIn(SyntaxTree tree) => tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<SimpleNameSyntax>().Select(name => name.Identifier.ValueText).Distinct();
}
