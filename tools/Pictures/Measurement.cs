using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pictures;

/// <summary>
/// What became of messages in a program that makes one mistake, and in the same program after its repair, as the tests on real brokers
/// count it. They fail when a run gives another number than stands here.
/// </summary>
/// <param name="Id">The program and, where it is tried in several ways, what happens to it.</param>
/// <param name="What">What happens.</param>
/// <param name="Why">What about the program makes it a harm.</param>
/// <param name="Rule">The rule that says so beforehand.</param>
/// <param name="Outcome">What becomes of the messages.</param>
/// <param name="Of">How many messages there are.</param>
/// <param name="Before">How many of them it becomes of before the repair; the most of them where runs differ.</param>
/// <param name="After">How many of them after the repair.</param>
/// <param name="Brokers">The releases of RabbitMQ that it is counted on.</param>
/// <param name="Clients">The generations of RabbitMQ.Client that it is counted with.</param>
/// <param name="Test">The test that counts.</param>
internal sealed record Measurement(
    string Id,
    string What,
    string Why,
    string Rule,
    Outcome Outcome,
    int Of,
    int Before,
    int After,
    ImmutableArray<string> Brokers,
    ImmutableArray<string> Clients,
    string Test)
{
    private const string File = "docs/measurements.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>How many of them in every run before the repair, where that is fewer than in others.</summary>
    public int? AtLeast { get; init; }

    /// <summary>The program.</summary>
    [JsonIgnore]
    public string Program => Id.Split(": ")[0];

    /// <summary>Whether the program is one of the samples, and not one that was written for its mistake.</summary>
    [JsonIgnore]
    public bool IsSample => !Program.Contains('/', StringComparison.Ordinal);

    /// <summary>The fewest and the most before the repair.</summary>
    [JsonIgnore]
    public (int Least, int Most) RangeBefore => (AtLeast ?? Before, Before);

    /// <summary>The numbers before the repair, in words.</summary>
    [JsonIgnore]
    public string BeforeText => AtLeast is { } least ? $"≥ {Number(least)} of {Number(Of)}" : $"{Number(Before)} of {Number(Of)}";

    /// <summary>The number after the repair, in words.</summary>
    [JsonIgnore]
    public string AfterText => Number(After);

    public static ImmutableArray<Measurement> Read(string root) =>
        JsonSerializer.Deserialize<ImmutableArray<Measurement>>(System.IO.File.ReadAllText(Path.Combine(root, File)), Options);

    private static string Number(int number) => number < 10_000
        ? number.ToString(CultureInfo.InvariantCulture)
        : number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}

/// <summary>What becomes of messages that are not processed as they should be.</summary>
internal enum Outcome
{
    /// <summary>Neither the broker nor a worker has them any more.</summary>
    Lost,

    /// <summary>The broker did not take them, and the publisher does not know it.</summary>
    Unheard,

    /// <summary>They wait in the broker, and the worker gets none of them.</summary>
    Stuck,
}
