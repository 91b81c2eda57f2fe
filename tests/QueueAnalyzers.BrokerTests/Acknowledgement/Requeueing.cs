using QueueAnalyzers.BrokerTests.Brokers;
using QueueAnalyzers.BrokerTests.Samples;
using QueueAnalyzers.BrokerTests.Scenarios;
using QueueAnalyzers.BrokerTests.Trials;

namespace QueueAnalyzers.BrokerTests.Acknowledgement;

/// <summary>One message that no worker can process stands before the good ones (RMQ1011, RMQ1012, RMQ1017, RMQ1019).</summary>
public sealed class Requeueing(Scene scene)
{
    private const int Good = 20;
    private const int Limit = 5;
    private const int Endless = 200;
    private const string Failure = "Failed: garbage";

    private static IEnumerable<string> Bodies => ["garbage", .. Enumerable.Range(1, Good).Select(n => $"{n}")];

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Without_a_limit_the_poison_is_all_the_worker_gets(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1011/RequeuedForever", "RMQ1011.RequeueOnce"), client, release);

        await using (var before = await trial.StartAsync(Code.Unreliable, bodies: Bodies))
        {
            await before.Program.WaitForLinesAsync(Failure, Endless);
            trial.Holds(Code.Unreliable, Good, Good - before.Done.Count);
            Assert.Equal(Good + 1, await before.KillAsync());
        }

        Assert.Equal(2, await CountFailuresAsync(trial));
        Assert.Equal(1, await CountFailuresAsync(await scene.BeginAsync(new Mistake("RMQ1011/RequeuedForever", "RMQ1011.DoNotRequeue"), client, release)));
    }

    [Theory]
    [ClassData(typeof(Everywhere))]
    public async Task Rejected_for_good_it_is_kept_only_behind_a_dead_letter_exchange(string release, string client)
    {
        var trial = await scene.BeginAsync(new Mistake("RMQ1012/NoDeadLetters", "RMQ1012.DeadLetter"), client, release);

        trial.Holds(Code.Unreliable, Good + 1, 1 - await CountDeadLettersAsync(trial, Code.Unreliable));
        trial.Holds(Code.Repaired, Good + 1, 1 - await CountDeadLettersAsync(trial, Code.Repaired));
    }

    [Theory]
    [InlineData(Releases.V3, ClientVersion.V6, true)]
    [InlineData(Releases.V3, ClientVersion.V7, true)]
    [InlineData(Releases.V4, ClientVersion.V6, false)]
    [InlineData(Releases.V4, ClientVersion.V7, false)]
    public Task RabbitMQ_4_does_not_count_nacks_towards_the_delivery_limit(string release, string client, bool countsNacks) =>
        EndsAtLimitAsync(new Mistake("RMQ1017/RequeuedByNack", "RMQ1017.Reject"), release, client, countsNacks);

    [Theory]
    [InlineData(Releases.V3, ClientVersion.V6, true)]
    [InlineData(Releases.V3, ClientVersion.V7, true)]
    [InlineData(Releases.V4, ClientVersion.V6, false)]
    [InlineData(Releases.V4, ClientVersion.V7, false)]
    public Task RabbitMQ_4_does_not_count_nacks_in_the_header_either(string release, string client, bool countsNacks) =>
        EndsAtLimitAsync(new Mistake("RMQ1019/CountedByHeader", "RMQ1017.Reject"), release, client, countsNacks, ("x-delivery-limit", 1000));

    private static async Task<int> CountFailuresAsync(Trial trial)
    {
        await using var after = await trial.StartAsync(Code.Repaired, bodies: Bodies);
        await after.FinishesAsync(Good);
        trial.Holds(Code.Repaired, Good, Good - after.Done.Count);
        return after.Program.CountLines(Failure);
    }

    private static async Task<int> CountDeadLettersAsync(Trial trial, Code code)
    {
        await using var run = trial.StartWithoutQueue(code);
        await run.Program.WaitUntilReadyAsync();
        foreach (var body in Bodies)
            await trial.Host.SendAsync(run.Queue, body);
        await run.FinishesAsync(Good);
        return await trial.Host.CountMessagesAsync($"{run.Queue}.dead");
    }

    private async Task EndsAtLimitAsync(Mistake mistake, string release, string client, bool countsNacks, params (string Key, object? Value)[] limit)
    {
        var trial = await scene.BeginAsync(mistake, client, release);
        (string Key, object? Value)[] quorum = [("x-queue-type", "quorum"), .. limit is [] ? [("x-delivery-limit", Limit)] : limit];

        await using (var before = await trial.StartAsync(Code.Unreliable, bodies: Bodies, arguments: quorum))
        {
            if (countsNacks)
                await before.FinishesAsync(Good);
            else
                await before.Program.WaitForLinesAsync(Failure, Endless);
            Assert.Equal(countsNacks, before.Program.CountLines(Failure) == Limit + 1);
        }

        await using var after = await trial.StartAsync(Code.Repaired, bodies: Bodies, arguments: quorum);
        await after.FinishesAsync(Good);
        Assert.Equal(Limit + 1, after.Program.CountLines(Failure));
    }
}
