using Microsoft.CodeAnalysis;

namespace QueueAnalyzers.Tests.Samples;

/// <summary>
/// All programs of an unreliable sample as one solution, repaired as somebody would in an editor: Fix All in the solution, rule
/// by rule, queues and exchanges under a new name. What comes out is the repaired twin, to the letter. Only a program with a report
/// that has no fix is finished by hand.
/// </summary>
public class RepairedSamplesTests
{
    private static readonly string[] Repairs =
    [
        "RMQ2001.DurableUnderNewName", "RMQ2002.DurableUnderNewName", "RMQ2003.Keep", "RMQ2004.Flags", "RMQ2005.Key", "RMQ2006.Copy", "RMQ2007.RejectPublish", "RMQ2008.Remove",
        "RMQ4001.AsynchronousConsumer", "RMQ4002.Match", "RMQ4003.MoveConsume", "RMQ4004.CopyBody", "RMQ4008.Remove", "RMQ4009.AskFactory", "RMQ4011.Decode", "RMQ4012.Using",
        "RMQ1015.AcknowledgeAutomatically", "RMQ1016.Acknowledge", "RMQ1016.Limit", "RMQ1001.Acknowledge", "RMQ1002.Acknowledge", "RMQ1003.AcknowledgeOrReject", "RMQ1009.AcknowledgeManually",
        "RMQ3001.Persistent", "RMQ3004.Await", "RMQ3006.Mandatory", "RMQ3002.Confirm", "RMQ3003.Die", "RMQ3003.Track", "RMQ3005.Observe", "RMQ3007.Copy", "RMQ3008.Milliseconds", "RMQ1013.Limit",
        "RMQ1008.RemoveSecond", "RMQ1018.SettleOne", "RMQ1019.Reject", "RMQ1017.Reject", "RMQ1012.DeadLetter",
        "RMQ1004.Acknowledge", "RMQ1006.AcknowledgeAfterProcessing", "RMQ1007.RejectFailures", "RMQ1010.UseConsumersChannel", "RMQ1011.RequeueOnce", "RMQ1005.RejectFailures",
    ];

    public static TheoryData<string> Samples => [.. SampleSolution.Names];

    [Theory, MemberData(nameof(Samples))]
    public async Task A_repaired_sample_equals_its_twin(string sample)
    {
        var repaired = SampleSolution.Open(sample);
        foreach (var repair in Repairs)
            repaired = await repaired.RepairAsync(repair);

        var left = (await repaired.InspectAsync()).Reports;
        var fixable = Shipped.CreateCodeFixes().SelectMany(fix => fix.FixableDiagnosticIds);
        Assert.DoesNotContain(left, report => fixable.Contains(report.Id));
        var byHand = left.Select(report => ProgramOf(report.Document!.Name)).ToHashSet();
        var twin = SampleSolution.Open(sample + ".Repaired").Sources;
        Assert.Equal(repaired.Sources.Keys, twin.Keys);
        Assert.All(repaired.Sources.Where(source => !byHand.Contains(ProgramOf(source.Key))), source => Assert.Equal(source.Value, twin[source.Key]));
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task A_twin_compiles_and_has_nothing_to_repair(string sample)
    {
        var inspection = await SampleSolution.Open(sample + ".Repaired").InspectAsync();

        Assert.Empty(inspection.Compiler.Where(report => report.Diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.Empty(inspection.Reports);
    }

    [Theory, MemberData(nameof(Samples))]
    public async Task Every_unreliable_program_compiles_and_has_something_to_repair(string sample)
    {
        var inspection = await SampleSolution.Open(sample).InspectAsync();

        Assert.Empty(inspection.Compiler.Where(report => report.Diagnostic.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(inspection.Reports);
    }

    private static string ProgramOf(string path) => path[..path.IndexOf('/')];
}
