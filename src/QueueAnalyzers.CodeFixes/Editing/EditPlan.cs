using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Editing;

/// <summary>
/// The edits of one fix as a value: which spans of which documents get which text. A plan touches nothing but what it names,
/// so that comments, directives and layout around it stay as they are; plans for one solution can be merged, which is what
/// Fix All does. All spans are those of the solution that the plan was made for.
/// </summary>
internal sealed class EditPlan
{
    private readonly Dictionary<DocumentId, List<TextChange>> _changes = new();

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => _changes.Count == 0;

    /// <summary>Whether no two edits are of the same text, so that all of them can be made.</summary>
    public bool IsConsistent => _changes.Values.All(changes =>
    {
        var ordered = changes.Select(change => change.Span).OrderBy(span => span.Start).ThenBy(span => span.Length).ToList();
        return ordered.Skip(1).Zip(ordered, (next, previous) => previous.End <= next.Start).All(isBehind => isBehind);
    });

    /// <summary>Whether some edit writes a text.</summary>
    public bool Writes(string text) => _changes.Values.Any(changes => changes.Any(change => change.NewText?.Contains(text) == true));

    /// <summary>Puts <paramref name="text"/> where <paramref name="span"/> is. The same edit twice is one edit.</summary>
    public EditPlan Replace(Document document, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(document.Id, out var changes))
            _changes.Add(document.Id, changes = new List<TextChange>());
        var change = new TextChange(span, text);
        if (!changes.Contains(change))
            changes.Add(change);
        return this;
    }

    /// <summary>Puts <paramref name="text"/> before <paramref name="position"/>, after what earlier edits insert there.</summary>
    public EditPlan Insert(Document document, int position, string text) => Replace(document, new TextSpan(position, 0), text);

    /// <summary>Takes in another plan for the same solution.</summary>
    /// <returns>Whether that worked; when the plans contradict each other this one stays as it was.</returns>
    public bool TryMerge(EditPlan other)
    {
        foreach (var pair in other._changes)
        {
            if (_changes.TryGetValue(pair.Key, out var own) && pair.Value.Any(change => own.Any(known => Contradict(known, change))))
                return false;
        }

        foreach (var pair in other._changes)
        {
            if (!_changes.TryGetValue(pair.Key, out var own))
                _changes.Add(pair.Key, own = new List<TextChange>());
            own.AddRange(pair.Value.Where(change => !own.Contains(change)));
        }

        return true;
    }

    /// <summary>The solution with all edits made. A file that several projects share is edited in all of them.</summary>
    public async Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellationToken)
    {
        var changed = solution;
        var done = new HashSet<DocumentId>();
        foreach (var pair in _changes)
        {
            if (solution.GetDocument(pair.Key) is not { } document || done.Contains(pair.Key))
                continue;
            var linked = document.GetLinkedDocumentIds();
            var changes = linked.Where(_changes.ContainsKey).SelectMany(id => _changes[id]).Concat(pair.Value).Distinct();
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            var newText = text.WithChanges(changes
                .Select((change, index) => (change, index))
                .OrderBy(indexed => indexed.change.Span.Start)
                .ThenBy(indexed => indexed.change.Span.Length)
                .ThenBy(indexed => indexed.index)
                .Select(indexed => indexed.change));
            foreach (var id in linked.Insert(0, pair.Key))
            {
                changed = changed.WithDocumentText(id, newText, PreservationMode.PreserveIdentity);
                done.Add(id);
            }
        }

        return changed;
    }

    /// <summary>Two different edits of the same text; insertions side by side, or at the edge of a replacement, are none.</summary>
    private static bool Contradict(TextChange known, TextChange change) =>
        known != change && (known.Span.OverlapsWith(change.Span) || IsWithin(known.Span, change.Span) || IsWithin(change.Span, known.Span));

    private static bool IsWithin(TextSpan insertion, TextSpan outer) => insertion.IsEmpty && outer.Start < insertion.Start && insertion.Start < outer.End;
}
