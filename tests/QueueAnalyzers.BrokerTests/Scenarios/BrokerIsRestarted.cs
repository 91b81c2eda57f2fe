using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Scenarios;

/// <summary>The broker is shut down in good order and started again while messages wait in the queue.</summary>
public sealed class BrokerIsRestarted(Scene scene)
{
    [Theory]
    [InlineData("Hello", "V6", 100)]
    [InlineData("Hello", "V7", 100)]
    [InlineData("TaskQueue", "V6", 6)]
    [InlineData("TaskQueue", "V7", 6)]
    public async Task Waiting_messages_survive_only_when_the_code_is_repaired(string name, string client, int published)
    {
        var sample = Sample.Named(name, client);
        var unreliable = await scene.BeginAsync(sample, Code.Unreliable);
        var repaired = await scene.BeginAsync(sample, Code.Repaired);
        await unreliable.PublishAsync(published);
        await repaired.PublishAsync(published);

        await scene.RestartBrokerAsync();

        Assert.False(await unreliable.QueueExistsAsync(), "The queue is not durable and should be gone.");
        Assert.Equal(published, await repaired.CountMessagesAsync());
        Assert.Equal(published, (await WorkAsync(unreliable, published)).Lost);
        Assert.Equal(0, (await WorkAsync(repaired, published)).Lost);
    }

    private async Task<Loss> WorkAsync(Play play, int published)
    {
        var loss = new Loss("broker restarted, messages waiting", play.Sample, play.Code, published, [], await play.WorkUntilIdleAsync());
        scene.Add(loss);
        return loss;
    }
}
