using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Client;

/// <summary>Reads the words off a text, those of comments and strings, too.</summary>
internal static class WordReader
{
    private const int BufferLength = 4096;

    private static readonly Letter[] Letters = Enumerable.Range(0, 128).Select(code => LetterOf((char)code)).ToArray();

    [ThreadStatic]
    private static char[]? _buffer;

    /// <summary>Reads a text from its beginning to its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="sink">Takes the words; a structure, so that nothing is called through an interface for each of them.</param>
    public static void Read<TSink>(SourceText text, ref TSink sink)
        where TSink : struct, IWordSink
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

                EndPart(part, ref sink);
                part = letter == Letter.Upper ? WordHash.Empty.With(character) : WordHash.Empty;
                if (letter != Letter.None)
                {
                    name = name.With(character);
                    continue;
                }

                EndName(name, ref sink);
                name = WordHash.Empty;
            }
        }

        EndPart(part, ref sink);
        EndName(name, ref sink);
    }

    private static void EndPart<TSink>(WordHash part, ref TSink sink)
        where TSink : struct, IWordSink
    {
        if (!part.IsEmpty)
            sink.TakePart(part);
    }

    private static void EndName<TSink>(WordHash name, ref TSink sink)
        where TSink : struct, IWordSink
    {
        if (!name.IsEmpty)
            sink.TakeName(name);
    }

    private static Letter LetterOf(char character) =>
        !SyntaxFacts.IsIdentifierPartCharacter(character) ? Letter.None
        : char.IsUpper(character) ? Letter.Upper
        : char.IsLetter(character) ? Letter.Lower
        : Letter.Other;

    /// <summary>What a character is in a name. A capital letter begins a new part of it, as in <c>OrderConsumer</c>.</summary>
    private enum Letter : byte
    {
        None,
        Lower,
        Upper,
        Other,
    }
}

/// <summary>Takes the words of a text one by one.</summary>
internal interface IWordSink
{
    /// <summary>Takes a whole name: <c>OrderConsumer</c>.</summary>
    void TakeName(WordHash name);

    /// <summary>Takes what a name is made of: <c>Order</c>, then <c>Consumer</c>.</summary>
    void TakePart(WordHash part);
}
