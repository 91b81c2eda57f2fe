namespace QueueAnalyzers.BrokerTests.Samples;

/// <summary>One of the folders of <c>samples</c>: a producer and its workers, written for one client.</summary>
internal sealed record Sample(string Name, string Client, string Queue, string Worker)
{
    public string Folder => $"{Name}.{Client}";

    public string RepairedFolder => $"{Folder}.Repaired";

    public static IEnumerable<Sample> All => from client in new[] { "V6", "V7" }
                                             from sample in new[] { Hello(client), TaskQueue(client), Notifications(client) }
                                             select sample;

    public static Sample Hello(string client) => new("Hello", client, "hello", "Receiver");

    public static Sample TaskQueue(string client) => new("TaskQueue", client, "image_resize_queue", "Worker");

    public static Sample Notifications(string client) => new("Notifications", client, "notifications", "SmsWorker");

    public static Sample Named(string name, string client) => All.Single(sample => sample.Name == name && sample.Client == client);

    public override string ToString() => Folder;
}
