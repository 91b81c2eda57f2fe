using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace QueueAnalyzers.Tests;

/// <summary>Hands reports that are known already to a Fix All.</summary>
internal sealed class KnownReports(IReadOnlyCollection<Report> reports) : FixAllContext.DiagnosticProvider
{
    public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        => Task.FromResult(reports.Where(report => report.Document!.Project.Id == project.Id).Select(report => report.Diagnostic));

    public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        => Task.FromResult(reports.Where(report => report.Document!.Id == document.Id).Select(report => report.Diagnostic));

    public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
        => Task.FromResult(Enumerable.Empty<Diagnostic>());
}
