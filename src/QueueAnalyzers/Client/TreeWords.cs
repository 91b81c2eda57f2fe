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
    private const int BufferLength = 4096;

    private static readonly ConditionalWeakTable<SyntaxTree, TreeWords> Known = new();
    private static readonly Letter[] Letters = Enumerable.Range(0, 128).Select(code => LetterOf((char)code)).ToArray();
    private static readonly WordTable<(ulong Kinds, Topics Topics)> Names = TableOfNames();

    // What class names and parameters are made of: OrderConsumer, replyHeaders.
    private static readonly WordTable<Topics> Parts = new(
        new[] { ("Consumer", Topics.Consumers), ("Consumers", Topics.Consumers), ("Headers", Topics.Headers), ("headers", Topics.Headers) },
        static (left, right) => left | right);

    private static readonly ulong TellingKinds = ClientCalls.CandidateNames.Aggregate(0UL, (kinds, name) => kinds | KindsOf(name));

    [ThreadStatic]
    private static char[]? _buffer;

    private readonly WordFilter _names;
    private ulong _kinds;
    private Topics _topics;

    private TreeWords(SourceText text)
    {
        _names = new WordFilter(text.Length);
        Read(text);
    }

    /// <summary>The words of a file.</summary>
    public static TreeWords Of(SyntaxTree tree) => Known.GetValue(tree, static unseen => new TreeWords(unseen.GetText()));

    /// <summary>Whether the name of a call of that kind stands in the file.</summary>
    public bool MayCall(CallKind kind) => (_kinds & (1UL << (int)kind)) != 0;

    /// <summary>Whether the name of a call of any kind stands in the file, but for those whose names are too common to tell.</summary>
    public bool MayCallAny => (_kinds & TellingKinds) != 0;

    /// <summary>Whether the file may have to do with one of the topics.</summary>
    public bool MayTouch(Topics topics) => (_topics & topics) != 0;

    /// <summary>Whether a name may stand in the file. It does not when the answer is no.</summary>
    public bool MayName(string name) => _names.MayContain(WordHash.Of(name));

    private static WordTable<(ulong Kinds, Topics Topics)> TableOfNames()
    {
        var names = ClientMembers.Names.Select(name => (name, (KindsOf(name), ClientMembers.IsAsynchronous(name) ? Topics.AsynchronousCalls : Topics.None)))
            .Concat(Topical(ClientMembers.Names.Where(name => ClientMembers.KindOf(name) == CallKind.CreatePublishBatch).Append(ClientModel.BatchTypeName), Topics.Batches))
            .Concat(Topical(ClientEvents.SynchronousNames, Topics.SynchronousEvents))
            .Concat(Topical(ClientEvents.AnswerNames, Topics.AnswerEvents))
            .Concat(Topical(Handlers.Names, Topics.Handlers))
            .Concat(Topical(FactorySettings.RecoveryNames, Topics.Recovery))
            .Concat(Topical(new[] { FactorySettings.DispatchConcurrencyName }, Topics.DispatchConcurrency))
            .Concat(Topical(new[] { ChannelOptions.TypeName }, Topics.ChannelOptions))
            .Concat(Topical(new[] { MessageExpiration.PropertyName }, Topics.Expiration))
            .Concat(Topical(Topology.BrokerNames, Topics.Brokers))
            .Concat(Topical(Tests.AttributeNames, Topics.Tests));
        return new(names, static (left, right) => (left.Kinds | right.Kinds, left.Topics | right.Topics));

        static IEnumerable<(string, (ulong, Topics))> Topical(IEnumerable<string> names, Topics topic) => names.Select(name => (name, (0UL, topic)));
    }

    private static ulong KindsOf(string name) => ClientMembers.KindOf(name) is not CallKind.None and var kind ? 1UL << (int)kind : 0;

    private static Letter LetterOf(char character) =>
        !SyntaxFacts.IsIdentifierPartCharacter(character) ? Letter.None
        : char.IsUpper(character) ? Letter.Upper
        : char.IsLetter(character) ? Letter.Lower
        : Letter.Other;

    private void Read(SourceText text)
    {
        var buffer = _buffer ??= new char[BufferLength];
        var (name, part) = (WordHash.Empty, WordHash.Empty);
        for (var start = 0; start < text.Length; start += BufferLength)
        {
            var length = Math.Min(BufferLength, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            for (var i = 0; i < length; i++)
            {
                var character = buffer[i];
                var letter = character < Letters.Length ? Letters[character] : LetterOf(character);
                if (letter == Letter.Lower)
                {
                    name = name.With(character);
                    part = part.With(character);
                    continue;
                }

                EndPart(part);
                part = letter == Letter.Upper ? WordHash.Empty.With(character) : WordHash.Empty;
                if (letter != Letter.None)
                {
                    name = name.With(character);
                    continue;
                }

                EndName(name);
                name = WordHash.Empty;
            }
        }

        EndPart(part);
        EndName(name);
    }

    private void EndPart(WordHash part)
    {
        if (!part.IsEmpty && Parts.TryGet(part, out var topics))
            _topics |= topics;
    }

    private void EndName(WordHash name)
    {
        if (name.IsEmpty)
            return;
        _names.Add(name);
        if (Names.TryGet(name, out var meaning))
        {
            _kinds |= meaning.Kinds;
            _topics |= meaning.Topics;
        }
    }

    /// <summary>What a character is in a name. A capital letter begins a new part of it, as in <c>OrderConsumer</c>.</summary>
    private enum Letter : byte
    {
        None,
        Lower,
        Upper,
        Other,
    }
}
