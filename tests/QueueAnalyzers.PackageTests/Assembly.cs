using QueueAnalyzers.PackageTests;

// One package for all tests, and one build at a time: side by side they would only wait for each other.
[assembly: AssemblyFixture(typeof(PackedPackage))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
