namespace QueueAnalyzers.Client;

/// <summary>The hash of a word, put together character by character. Words are told apart by it alone: a rare mistake makes a file be looked into in vain.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct WordHash(uint Value)
{
    /// <summary>No word yet.</summary>
    public static readonly WordHash Empty = default;

    /// <summary>Whether it is no word.</summary>
    public bool IsEmpty => Value == 0;

    /// <summary>The hash of a word.</summary>
    public static WordHash Of(string word)
    {
        var hash = Empty;
        foreach (var character in word)
            hash = hash.With(character);
        return hash;
    }

    /// <summary>The hash of the word with one more character.</summary>
    public WordHash With(char character) => new(unchecked((Value * 31) + character));
}

/// <summary>A set of words that takes two bits for each (a Bloom filter): it may claim to have a word that was never added, but never denies one that was.</summary>
internal sealed class WordFilter
{
    private readonly ulong[] _bits;

    /// <summary>Makes a filter.</summary>
    /// <param name="length">The length of the text that the words come from.</param>
    public WordFilter(int length)
    {
        // Of 20 to 40 characters of code and comments one begins a word that has not been before: 20 to 40 bits for each.
        var size = 1;
        while (size < length / 64)
            size *= 2;
        _bits = new ulong[size];
    }

    /// <summary>Adds a word.</summary>
    public void Add(WordHash word)
    {
        var (index, bits) = PlaceOf(word);
        _bits[index] |= bits;
    }

    /// <summary>Whether the word may have been added.</summary>
    public bool MayContain(WordHash word)
    {
        var (index, bits) = PlaceOf(word);
        return (_bits[index] & bits) == bits;
    }

    private (int Index, ulong Bits) PlaceOf(WordHash word)
    {
        var mixed = unchecked(word.Value * 0x9E3779B97F4A7C15UL);
        return ((int)(mixed >> 40) & (_bits.Length - 1), (1UL << (int)((mixed >> 28) & 63)) | (1UL << (int)((mixed >> 34) & 63)));
    }
}

/// <summary>Words with a meaning, asked for by their hash: most that are asked for are not in it.</summary>
/// <typeparam name="T">The meaning.</typeparam>
internal sealed class WordTable<T>
{
    // Large enough that nearly every word that is not in the table is turned away at once.
    private const int FilteredLength = 16_384;

    private readonly Dictionary<uint, T> _meanings = new();
    private readonly WordFilter _filter = new(FilteredLength);

    /// <summary>Makes a table.</summary>
    /// <param name="words">The words; one that is given twice has both meanings.</param>
    /// <param name="join">Makes two meanings one.</param>
    public WordTable(IEnumerable<(string Word, T Meaning)> words, Func<T, T, T> join)
    {
        foreach (var (word, meaning) in words)
        {
            var hash = WordHash.Of(word);
            _filter.Add(hash);
            _meanings[hash.Value] = _meanings.TryGetValue(hash.Value, out var other) ? join(other, meaning) : meaning;
        }
    }

    /// <summary>The meaning of a word.</summary>
    /// <returns>Whether it has one.</returns>
    public bool TryGet(WordHash word, out T meaning)
    {
        if (_filter.MayContain(word))
            return _meanings.TryGetValue(word.Value, out meaning!);
        meaning = default!;
        return false;
    }
}
