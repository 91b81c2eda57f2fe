using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>An editor gives up whatever it has asked for with the next keystroke: work ends at once, and what is known of the compilation stays right.</summary>
[Collection(nameof(Alone))]
public class CancellationTests(ITestOutputHelper output)
{
    private const int Moments = 8;
    private const int Attempts = 5;

    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(50);

    [Theory, Generations(V6, V7)]
    public async Task Analysis_ends_at_once_and_can_be_done_again(ClientVersion version)
    {
        var project = await Together.ProjectAsync(version);
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var watch = Stopwatch.StartNew();
        var expected = await Together.ReportsAsync(compilation.Clone(), isConcurrent: false, TestContext.Current.CancellationToken);
        var whole = watch.Elapsed;

        for (var moment = 1; moment <= Moments; moment++)
        {
            var (given, took) = (compilation, TimeSpan.MaxValue);
            // The machine may be busy with something else: it is enough that once it was not.
            for (var attempt = 0; attempt < Attempts && took > AtOnce; attempt++)
            {
                given = compilation.Clone();
                took = await TimeToStopAsync(token => Together.ReportsAsync(given, isConcurrent: moment % 2 == 0, token), whole * moment / (Moments + 1));
            }

            output.WriteLine($"cancelled after {whole.TotalMilliseconds * moment / (Moments + 1):0} ms: {took.TotalMilliseconds:0.0} ms");
            Assert.True(took <= AtOnce, $"{took.TotalMilliseconds:0} ms after moment {moment} of {Moments}");
            if (moment % 4 == 0)
                Assert.Equal(expected, await Together.ReportsAsync(given, isConcurrent: true, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task One_who_gives_up_takes_nothing_from_another()
    {
        var compilation = (await (await Together.ProjectAsync(V7)).GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var expected = await Together.ReportsAsync(compilation.Clone(), isConcurrent: false, TestContext.Current.CancellationToken);
        var shared = compilation.Clone();
        var patient = Task.Run(() => Together.ReportsAsync(shared, isConcurrent: true));
        while (!patient.IsCompleted)
            await TimeToStopAsync(token => Together.ReportsAsync(shared, isConcurrent: true, token), TimeSpan.FromMilliseconds(40));

        Assert.Equal(expected, await patient);
    }

    [Theory, Generations(V6, V7)]
    public async Task Fixes_end_at_once_and_can_be_offered_again(ClientVersion version)
    {
        var project = await Together.ProjectAsync(version);
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var reports = await compilation.WithAnalyzers(Shipped.CreateAnalyzers(), project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        foreach (var report in reports.OrderBy(report => report.ToString(), StringComparer.Ordinal).DistinctBy(report => report.Id))
        {
            foreach (var fix in Shipped.CreateCodeFixes().Where(fix => fix.FixableDiagnosticIds.Contains(report.Id)))
            {
                var watch = Stopwatch.StartNew();
                var expected = await OffersAsync(project, fix, report, CancellationToken.None);
                var whole = watch.Elapsed;

                var (asked, took) = (project, TimeSpan.MaxValue);
                for (var attempt = 0; attempt < Attempts && took > AtOnce; attempt++)
                {
                    // Another compilation, of which nothing is known yet.
                    asked = project.WithAssemblyName($"Test{attempt}");
                    await asked.GetCompilationAsync(TestContext.Current.CancellationToken);
                    took = await TimeToStopAsync(token => OffersAsync(asked, fix, report, token), whole * attempt / Attempts);
                }

                Assert.True(took <= AtOnce, $"{fix.GetType().Name}: {took.TotalMilliseconds:0} ms");
                Assert.Equal(expected, await OffersAsync(asked, fix, report, CancellationToken.None));
            }
        }
    }

    private static async Task<IReadOnlyList<string>> OffersAsync(Project project, CodeFixProvider fix, Diagnostic report, CancellationToken cancellationToken)
    {
        var offers = new List<CodeAction>();
        var document = project.GetDocument(project.Documents.Single(document => document.FilePath == report.Location.SourceTree!.FilePath).Id)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => offers.Add(action), cancellationToken));
        return [.. offers.Select(offer => offer.Title)];
    }

    /// <summary>How long work goes on after it is cancelled at a moment; no time when it has ended by then.</summary>
    private static async Task<TimeSpan> TimeToStopAsync(Func<CancellationToken, Task> work, TimeSpan moment)
    {
        using var cancellation = new CancellationTokenSource();
        var working = Task.Run(() => work(cancellation.Token), CancellationToken.None);
        await Task.WhenAny(working, Task.Delay(moment, CancellationToken.None));
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        try
        {
            await working;
        }
        catch (OperationCanceledException)
        {
            // As it should.
        }

        return watch.Elapsed;
    }
}
