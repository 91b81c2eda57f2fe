using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests;

/// <summary>Compares the reports of analyzers with those that a scenario's code is marked with.</summary>
internal sealed class ReportVerification
{
    private readonly Scenario _scenario;
    private readonly ImmutableArray<DiagnosticAnalyzer> _analyzers;
    private readonly ImmutableArray<DiagnosticDescriptor> _enabled;
    private readonly string? _onlyId;

    public ReportVerification(Scenario scenario, DiagnosticAnalyzer analyzer)
    {
        _scenario = scenario;
        _analyzers = [analyzer];
        _enabled = analyzer.SupportedDiagnostics;
        _onlyId = OnlyIdOf(analyzer);
    }

    public ReportVerification(Scenario scenario, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        _scenario = scenario;
        _analyzers = analyzers;
        _enabled = [];
    }

    public static string? OnlyIdOf(DiagnosticAnalyzer analyzer)
        => analyzer.SupportedDiagnostics.Select(descriptor => descriptor.Id).Distinct().Count() == 1 ? analyzer.SupportedDiagnostics[0].Id : null;

    public async Task RunAsync(bool mustReport)
    {
        var expected = _scenario.Before(_onlyId);
        var marked = expected.Values.Any(markup => !markup.Reports.IsEmpty);
        if (marked != mustReport)
            Assert.Fail(marked ? "The code is marked with reports, but expected to be silent." : "The code is not marked with any report.");

        var solution = await _scenario.CreateSolutionAsync(expected.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.Source))).ConfigureAwait(false);
        var inspection = await Inspection.RunAsync(solution, _analyzers, _enabled).ConfigureAwait(false);
        FailOnErrors(_scenario, inspection, expected.ToDictionary(pair => pair.Key, pair => pair.Value.Source));
        Compare(expected, inspection.Reports);
        CompareMessages(inspection.Reports);
    }

    public static void FailOnErrors(Scenario scenario, Inspection inspection, IReadOnlyDictionary<string, string> texts)
    {
        var errors = inspection.Compiler.Where(report => report.Diagnostic.Severity == DiagnosticSeverity.Error && !scenario.Allows(report.Diagnostic)).ToArray();
        if (errors.Length > 0)
            Assert.Fail($"The code does not compile with {scenario.Version}:\n{string.Join('\n', errors.Take(10))}\n\n{Show(texts)}");
    }

    /// <summary>Compares reports with markup, place by place.</summary>
    public static void Compare(IReadOnlyDictionary<string, Markup> expected, IReadOnlyCollection<Report> actual)
    {
        foreach (var (path, markup) in expected)
        {
            var here = actual.Where(report => report.Path == path).ToArray();
            var spans = here.Select(report => (report.Id, report.Span));
            if (!Sorted(spans).SequenceEqual(Sorted(markup.Reports)))
                Differ(path, Markup.Write(markup.Source, markup.Reports), Markup.Write(markup.Source, spans), actual);
        }

        var astray = actual.FirstOrDefault(report => !expected.ContainsKey(report.Path));
        if (astray is not null)
            Assert.Fail($"Reported outside of the code: {astray}");

        CompareAdditionalLocations(expected, actual);
    }

    public static string Show(IEnumerable<KeyValuePair<string, string>> texts) => string.Join("\n\n", texts.Select(pair => $"// {pair.Key}\n{pair.Value}"));

    private static void CompareAdditionalLocations(IReadOnlyDictionary<string, Markup> expected, IReadOnlyCollection<Report> actual)
    {
        if (expected.Values.All(markup => markup.AdditionalLocations.IsEmpty))
            return;

        var locations = actual.SelectMany(report => report.Diagnostic.AdditionalLocations).Distinct().ToArray();
        foreach (var (path, markup) in expected)
        {
            var spans = locations.Where(location => location.SourceTree?.FilePath == path).Select(location => (Markup.Also, location.SourceSpan)).ToArray();
            var wanted = markup.AdditionalLocations.Select(span => (Markup.Also, span)).ToArray();
            if (!Sorted(spans).SequenceEqual(Sorted(wanted)))
                Differ($"{path} (additional locations)", Markup.Write(markup.Source, wanted), Markup.Write(markup.Source, spans), actual);
        }
    }

    private static void Differ(string path, string expected, string actual, IReadOnlyCollection<Report> reports)
        => Assert.Fail($"{path}\n\nExpected:\n{expected}\n\nActual:\n{actual}\n\n{string.Join('\n', reports)}");

    private static IEnumerable<(string Id, TextSpan Span)> Sorted(IEnumerable<(string Id, TextSpan Span)> reports)
        => reports.OrderBy(report => report.Span.Start).ThenBy(report => report.Span.Length).ThenBy(report => report.Id, StringComparer.Ordinal);

    private void CompareMessages(ImmutableArray<Report> reports)
    {
        var messages = reports.Select(report => report.Diagnostic.GetMessage()).ToArray();
        if (_scenario.ExpectedMessages.Length > 0)
            Assert.Equal(_scenario.ExpectedMessages, messages);
        foreach (var part in _scenario.ExpectedMessageParts)
            Assert.All(messages, message => Assert.Contains(part, message));
    }
}
