using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>What is shared between analyzers and threads depends on nobody having asked first.</summary>
public class OrderTests(ITestOutputHelper output)
{
    [Theory, AllGenerations]
    public async Task Order_of_work_changes_no_report(ClientVersion version)
    {
        var compilation = (await (await Together.ProjectAsync(version)).GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var expected = await Together.ReportsAsync(Fresh(compilation), isConcurrent: false, TestContext.Current.CancellationToken);
        output.WriteLine($"{compilation.SyntaxTrees.Count()} files, {expected.Count} reports");

        Assert.NotEmpty(expected);
        Assert.Equal(expected, await Together.ReportsAsync(Fresh(compilation), isConcurrent: true, TestContext.Current.CancellationToken));
        Assert.Equal(expected, await Together.ReportsAsync(Reversed(compilation), isConcurrent: true, TestContext.Current.CancellationToken));
    }

    private static Compilation Fresh(Compilation compilation) => compilation.Clone();

    private static Compilation Reversed(Compilation compilation) => compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(compilation.SyntaxTrees.Reverse());
}
