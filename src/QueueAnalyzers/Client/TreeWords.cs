using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The words of a file, read off its text in one go and kept with its tree: what all rules together cost in a file that does
/// not use the client. Words of comments and strings count as well; a word that stands there is never missed.
/// </summary>
internal sealed class TreeWords
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeWords> Known = new();
    private static readonly WordTable<(ulong Kinds, Topics Topics)> Names = TableOfNames();

    // What class names and parameters are made of: OrderConsumer, replyHeaders.
    private static readonly WordTable<Topics> Parts = new(
        new[] { ("Consumer", Topics.Consumers), ("Consumers", Topics.Consumers), ("Headers", Topics.Headers), ("headers", Topics.Headers) },
        static (left, right) => left | right);

    private static readonly ulong TellingKinds = ClientCalls.CandidateNames.Aggregate(0UL, (kinds, name) => kinds | KindsOf(name));

    private readonly SyntaxTree _tree;
    private readonly ulong _kinds;
    private readonly Topics _topics;

    // Most files are never asked for a name.
    private WordFilter? _names;

    private TreeWords(SyntaxTree tree)
    {
        _tree = tree;
        var found = default(Meanings);
        WordReader.Read(tree.GetText(), ref found);
        (_kinds, _topics) = (found.Kinds, found.Topics);
    }

    /// <summary>The words of a file.</summary>
    public static TreeWords Of(SyntaxTree tree) => Known.GetValue(tree, static unseen => new TreeWords(unseen));

    /// <summary>Whether the name of a call of that kind stands in the file.</summary>
    public bool MayCall(CallKind kind) => (_kinds & (1UL << (int)kind)) != 0;

    /// <summary>Whether the name of a call of any kind stands in the file, but for those whose names are too common to tell.</summary>
    public bool MayCallAny => (_kinds & TellingKinds) != 0;

    /// <summary>Whether the file may have to do with one of the topics.</summary>
    public bool MayTouch(Topics topics) => (_topics & topics) != 0;

    /// <summary>Whether a name may stand in the file. It does not when the answer is no.</summary>
    public bool MayName(string name) => (_names ??= NamesIn(_tree.GetText())).MayContain(WordHash.Of(name));

    private static WordTable<(ulong Kinds, Topics Topics)> TableOfNames()
    {
        var names = ClientMembers.Names.Select(name => (name, (KindsOf(name), ClientMembers.IsAsynchronous(name) ? Topics.AsynchronousCalls : Topics.None)))
            .Concat(Topical(ClientMembers.Names.Where(name => ClientMembers.KindOf(name) == CallKind.CreatePublishBatch).Append(ClientModel.BatchTypeName), Topics.Batches))
            .Concat(Topical(ClientEvents.SynchronousNames, Topics.SynchronousEvents))
            .Concat(Topical(ClientEvents.AnswerNames, Topics.AnswerEvents))
            .Concat(Topical(Handlers.Names, Topics.Handlers))
            .Concat(Topical(new[] { ClientModel.DeliveryTypeName }, Topics.Deliveries))
            .Concat(Topical(FactorySettings.RecoveryNames, Topics.Recovery))
            .Concat(Topical(new[] { FactorySettings.DispatchConcurrencyName }, Topics.DispatchConcurrency))
            .Concat(Topical(new[] { ChannelOptions.TypeName }, Topics.ChannelOptions))
            .Concat(Topical(new[] { MessageExpiration.PropertyName }, Topics.Expiration))
            .Concat(Topical(ConnectedBrokers.SettingNames, Topics.Brokers))
            .Concat(Topical(Tests.AttributeNames, Topics.Tests));
        return new(names, static (left, right) => (left.Kinds | right.Kinds, left.Topics | right.Topics));

        static IEnumerable<(string, (ulong, Topics))> Topical(IEnumerable<string> names, Topics topic) => names.Select(name => (name, (0UL, topic)));
    }

    private static ulong KindsOf(string name) => ClientMembers.KindOf(name) is not CallKind.None and var kind ? 1UL << (int)kind : 0;

    private static WordFilter NamesIn(SourceText text)
    {
        var names = new NameCollector(new WordFilter(text.Length));
        WordReader.Read(text, ref names);
        return names.Filter;
    }

    /// <summary>What the words that have been read mean to the rules.</summary>
    private struct Meanings : IWordSink
    {
        public ulong Kinds;
        public Topics Topics;

        public void TakeName(WordHash name)
        {
            if (!Names.TryGet(name, out var meaning))
                return;
            Kinds |= meaning.Kinds;
            Topics |= meaning.Topics;
        }

        public void TakePart(WordHash part)
        {
            if (Parts.TryGet(part, out var topics))
                Topics |= topics;
        }
    }

    /// <summary>All names that have been read.</summary>
    private readonly struct NameCollector : IWordSink
    {
        public NameCollector(WordFilter filter) => Filter = filter;

        public WordFilter Filter { get; }

        public void TakeName(WordHash name) => Filter.Add(name);

        public void TakePart(WordHash part)
        {
        }
    }
}
