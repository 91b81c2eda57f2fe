using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>
/// Two workers share the queue of notifications. The one for e-mail fails and rejects, so that the one for text messages may take over.
/// </summary>
public sealed class EmailFails(Scene scene)
{
    private const int Published = 10;

    [Theory]
    [InlineData("V6")]
    [InlineData("V7")]
    public async Task Unreliable_worker_rejects_what_the_broker_no_longer_has(string client)
    {
        var play = await scene.BeginAsync(Sample.Notifications(client), Code.Unreliable);
        await play.PublishAsync(Published);
        await using var email = play.Start("EmailWorker");
        await email.WaitForLineAsync("Channel closed: 406 PRECONDITION_FAILED - unknown delivery tag 1");

        var loss = new Loss("e-mail fails", play.Sample, play.Code, Published, [], await play.WorkUntilIdleAsync());

        scene.Add(loss);
        Assert.Equal(Published, loss.Lost);
    }

    [Theory]
    [InlineData("V6")]
    [InlineData("V7")]
    public async Task Repaired_workers_hand_every_notification_over(string client)
    {
        var play = await scene.BeginAsync(Sample.Notifications(client), Code.Repaired);
        await play.PublishAsync(Published);
        await using var email = play.Start("EmailWorker");
        await email.WaitForLineAsync("Rejected: ");
        await using var sms = play.StartWorker(millisecondsPerMessage: 1);
        await sms.WaitUntilDoneAsync(Published);

        var loss = new Loss("e-mail fails", play.Sample, play.Code, Published, email.Done, sms.Done);

        await sms.StopAsync();
        await email.StopAsync();
        scene.Add(loss);
        Assert.Equal(0, loss.Lost);
        Assert.Empty(loss.Before);
    }
}
