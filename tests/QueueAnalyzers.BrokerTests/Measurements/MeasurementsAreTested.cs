using QueueAnalyzers.BrokerTests.Samples;

namespace QueueAnalyzers.BrokerTests.Measurements;

/// <summary>No number of the documentation stands on its own: there is a test that counts it.</summary>
public sealed class MeasurementsAreTested
{
    public static TheoryData<string> Ids => [.. DocumentedMeasurements.All.Select(measurement => measurement.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_of_them_by_the_test_that_it_names(string id)
    {
        var measurement = Assert.Single(DocumentedMeasurements.All, measurement => measurement.Id == id);

        var test = Path.Combine(Repository.Folder, "tests", "QueueAnalyzers.BrokerTests", measurement.Test);

        Assert.Matches(@"trial\.Holds\(|scene\.Add\(loss\)", File.ReadAllText(test));
        Assert.Contains(Directory.GetFiles(Path.GetDirectoryName(test)!), file => File.ReadAllText(file).Contains(measurement.Program, StringComparison.Ordinal));
        Assert.InRange(measurement.RangeBefore.Least, 1, measurement.Before);
        Assert.InRange(measurement.Before, measurement.After + 1, measurement.Of);
    }
}
