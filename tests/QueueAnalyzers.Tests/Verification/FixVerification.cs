using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests;

/// <summary>
/// What holds for every fix, checked on every test of one: fixing one report after the other gives the expected text to the letter;
/// each step compiles without new warnings, removes a report and brings up no other; nothing is offered in the end; Fix All in
/// document, project and solution gives the same; comments and directives are kept; CRLF stays CRLF.
/// </summary>
internal sealed class FixVerification
{
    private const int MostSteps = 50;

    private static readonly FixAllScope[] Scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    private readonly Scenario _scenario;
    private readonly DiagnosticAnalyzer _analyzer;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly CodeFixProvider _fix;
    private readonly string? _onlyId;

    public FixVerification(Scenario scenario, DiagnosticAnalyzer analyzer, CodeFixProvider fix)
    {
        _scenario = scenario;
        _analyzer = analyzer;
        _analyzers = [analyzer, .. Shipped.CreateAnalyzers().Where(other => other.GetType() != analyzer.GetType())];
        _fix = fix;
        _onlyId = ReportVerification.OnlyIdOf(analyzer);
        if (!fix.FixableDiagnosticIds.Intersect(analyzer.SupportedDiagnostics.Select(descriptor => descriptor.Id)).Any())
            Assert.Fail($"{fix.GetType().Name} fixes nothing that {analyzer.GetType().Name} reports.");
    }

    public async Task RunAsync()
    {
        var before = _scenario.Before(_onlyId);
        var after = _scenario.After(_onlyId);
        var sources = before.ToDictionary(pair => pair.Key, pair => pair.Value.Source);
        var start = await StartAsync(before, sources).ConfigureAwait(false);

        var (end, action) = await FixOneByOneAsync(start).ConfigureAwait(false);
        var results = await Scenario.TextsOfAsync(end.Solution).ConfigureAwait(false);
        CompareTexts("Fixed one by one", after.ToDictionary(pair => pair.Key, pair => pair.Value.Source), results);
        ReportVerification.Compare(after, Own(end));
        await CompareTriviaAsync(start.Solution, end.Solution).ConfigureAwait(false);
        await CompareFixAllAsync(start, action, results).ConfigureAwait(false);
        await CompareLineEndingsAsync(sources, results).ConfigureAwait(false);
    }

    public async Task RunWithoutOfferAsync()
    {
        var before = _scenario.Before(_onlyId);
        var start = await StartAsync(before, before.ToDictionary(pair => pair.Key, pair => pair.Value.Source)).ConfigureAwait(false);
        foreach (var report in Fixable(start))
        {
            var offers = await OffersAsync(report).ConfigureAwait(false);
            if (offers.Count > 0)
                Assert.Fail($"\"{offers[0].Title}\" is offered for {report}");
        }
    }

    private async Task<Inspection> StartAsync(IReadOnlyDictionary<string, Markup> expected, IReadOnlyDictionary<string, string> sources)
    {
        if (expected.Values.All(markup => markup.Reports.IsEmpty))
            Assert.Fail("The code is not marked with any report.");
        var start = await InspectAsync(await _scenario.CreateSolutionAsync(sources).ConfigureAwait(false)).ConfigureAwait(false);
        ReportVerification.FailOnErrors(_scenario, start, sources);
        ReportVerification.Compare(expected, Own(start));
        return start;
    }

    private async Task<(Inspection End, CodeAction First)> FixOneByOneAsync(Inspection start)
    {
        var current = start;
        CodeAction? first = null;
        for (var step = 0; step < MostSteps; step++)
        {
            var action = await NextActionAsync(current).ConfigureAwait(false);
            if (action is null)
            {
                if (first is null)
                    Assert.Fail($"No fix{(_scenario.Action is null ? "" : $" \"{_scenario.Action}\"")} is offered for any of\n{string.Join('\n', Fixable(current))}");
                return (current, first);
            }

            first ??= action;
            var next = await InspectAsync(await ApplyAsync(current.Solution, action).ConfigureAwait(false)).ConfigureAwait(false);
            await CheckStepAsync(current, next, action).ConfigureAwait(false);
            current = next;
        }

        throw new InvalidOperationException($"The fix is still offered after {MostSteps} times.");
    }

    private async Task CheckStepAsync(Inspection before, Inspection after, CodeAction action)
    {
        var text = ReportVerification.Show(await Scenario.TextsOfAsync(after.Solution).ConfigureAwait(false));
        FailOnNew("compiler diagnostic", before.Compiler, after.Compiler, []);
        if (Fixable(after).Count >= Fixable(before).Count && !_fix.FixableDiagnosticIds.Intersect(_scenario.Uncovered).Any())
            Assert.Fail($"\"{action.Title}\" does not remove the report:\n{string.Join('\n', Fixable(after))}\n\n{text}");
        FailOnNew("report", before.Reports, after.Reports, _scenario.Uncovered);

        void FailOnNew(string kind, ImmutableArray<Report> old, ImmutableArray<Report> now, ImmutableHashSet<string> allowed)
        {
            foreach (var group in now.GroupBy(report => report.Id).Where(group => !allowed.Contains(group.Key)))
            {
                if (group.Count() > old.Count(report => report.Id == group.Key))
                    Assert.Fail($"\"{action.Title}\" brings up a new {kind}:\n{string.Join('\n', group)}\n\n{text}");
            }
        }
    }

    private async Task<CodeAction?> NextActionAsync(Inspection inspection)
    {
        foreach (var report in Fixable(inspection))
        {
            var offers = await OffersAsync(report).ConfigureAwait(false);
            if (offers.Count > 0)
                return offers[0];
        }

        return null;
    }

    private async Task<List<CodeAction>> OffersAsync(Report report)
    {
        var offers = new List<CodeAction>();
        var context = new CodeFixContext(report.Document!, report.Diagnostic, (action, _) => offers.Add(action), CancellationToken.None);
        await _fix.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        foreach (var offer in offers)
            Assert.False(string.IsNullOrEmpty(offer.EquivalenceKey), $"\"{offer.Title}\" has no equivalence key.");
        if (offers.Select(offer => offer.EquivalenceKey).Distinct().Count() < offers.Count)
            Assert.Fail($"Two of the offered fixes have the same equivalence key: {string.Join(", ", offers.Select(offer => $"\"{offer.Title}\""))}");
        return _scenario.Action is { } chosen ? [.. offers.Where(offer => offer.EquivalenceKey == chosen || offer.Title == chosen)] : offers;
    }

    private static async Task<Solution> ApplyAsync(Solution solution, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        var changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        if (!changed.GetChanges(solution).GetProjectChanges().Any())
            Assert.Fail($"\"{action.Title}\" changes nothing.");
        return changed;
    }

    private async Task CompareFixAllAsync(Inspection start, CodeAction action, SortedDictionary<string, string> expected)
    {
        if (_scenario.NoFixAllBecause is not null)
            return;
        var provider = _fix.GetFixAllProvider();
        if (provider is null)
        {
            Assert.Fail($"{_fix.GetType().Name} has no Fix All.");
            return;
        }

        foreach (var scope in Scopes)
        {
            if (!provider.GetSupportedFixAllScopes().Contains(scope))
                Assert.Fail($"{_fix.GetType().Name} has no Fix All in {scope}.");
            var solution = await FixAllAsync(provider, start, action, scope).ConfigureAwait(false);
            CompareTexts($"Fix All in {scope}, against one by one", expected, await Scenario.TextsOfAsync(solution).ConfigureAwait(false));
        }
    }

    /// <summary>Fixes all in every document or project that still has reports when its turn comes, for a fix may reach into others.</summary>
    private async Task<Solution> FixAllAsync(FixAllProvider provider, Inspection start, CodeAction action, FixAllScope scope)
    {
        var current = start;
        var done = new HashSet<object>();
        while (true)
        {
            var report = Fixable(current).FirstOrDefault(report => done.Add(scope switch
            {
                FixAllScope.Document => report.Document!.Id,
                FixAllScope.Project => report.Document!.Project.Id,
                _ => current.Solution.Id,
            }));
            if (report is null)
                return current.Solution;

            var reports = new KnownReports(Fixable(current));
            var ids = _fix.FixableDiagnosticIds.Where(id => _analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));
            var context = new FixAllContext(report.Document!, _fix, scope, action.EquivalenceKey!, ids, reports, CancellationToken.None);
            var fixAll = await provider.GetFixAsync(context).ConfigureAwait(false);
            if (fixAll is null)
                continue;
            var operations = await fixAll.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
            var solution = operations.OfType<ApplyChangesOperation>().SingleOrDefault()?.ChangedSolution ?? current.Solution;
            if (scope == FixAllScope.Solution)
                return solution;
            current = await InspectAsync(solution).ConfigureAwait(false);
        }
    }

    private async Task CompareLineEndingsAsync(Dictionary<string, string> sources, SortedDictionary<string, string> expected)
    {
        var converted = sources.ToDictionary(pair => pair.Key, pair => pair.Value.ReplaceLineEndings("\r\n"));
        var start = await InspectAsync(await _scenario.CreateSolutionAsync(converted).ConfigureAwait(false)).ConfigureAwait(false);
        var (end, _) = await FixOneByOneAsync(start).ConfigureAwait(false);
        var actual = await Scenario.TextsOfAsync(end.Solution).ConfigureAwait(false);
        CompareTexts("In a file with CRLF", expected.ToDictionary(pair => pair.Key, pair => pair.Value.ReplaceLineEndings("\r\n")), actual);
    }

    private static async Task CompareTriviaAsync(Solution before, Solution after)
    {
        var left = await TriviaAsync(after).ConfigureAwait(false);
        var lost = (await TriviaAsync(before).ConfigureAwait(false)).Where(text => !left.Remove(text)).ToArray();
        if (lost.Length > 0)
            Assert.Fail($"Lost by the fix:\n{string.Join('\n', lost)}");
    }

    /// <summary>The comments and directives of a solution.</summary>
    private static async Task<List<string>> TriviaAsync(Solution solution)
    {
        var texts = new List<string>();
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            var root = await document.GetSyntaxRootAsync().ConfigureAwait(false);
            foreach (var trivia in root!.DescendantTrivia())
            {
                if (trivia.IsDirective || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.DisabledTextTrivia
                    or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
                    texts.Add(string.Join('\n', trivia.ToFullString().ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim())));
            }
        }

        return texts;
    }

    private static void CompareTexts(string what, IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual)
    {
        Assert.True(expected.Keys.ToHashSet().SetEquals(actual.Keys), $"{what}: documents {string.Join(", ", actual.Keys)}");
        foreach (var (path, text) in expected)
        {
            if (text != actual[path])
                Assert.Fail($"{what}: {path}\n{Difference(text, actual[path])}\n\nExpected:\n{text}\n\nActual:\n{actual[path]}");
        }
    }

    private static string Difference(string expected, string actual)
    {
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(left.Length, right.Length)).FirstOrDefault(line => left[line] != right[line], Math.Min(left.Length, right.Length));
        return $"Line {line + 1}, expected: {Of(left)}\nLine {line + 1}, actual:   {Of(right)}";

        string Of(string[] lines) => line < lines.Length ? lines[line].Replace("\r", "\\r", StringComparison.Ordinal).Replace(' ', '·') : "(end)";
    }

    private Task<Inspection> InspectAsync(Solution solution) => Inspection.RunAsync(solution, _analyzers, _analyzer.SupportedDiagnostics);

    private ImmutableArray<Report> Own(Inspection inspection)
        => [.. inspection.Reports.Where(report => _analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == report.Id))];

    private List<Report> Fixable(Inspection inspection)
        => [.. Own(inspection).Where(report => report.Document is not null && _fix.FixableDiagnosticIds.Contains(report.Id))];
}
