namespace QueueAnalyzers.PackageTests.Consumers;

/// <summary>A program outside of the repository that has the package installed.</summary>
internal sealed class ConsumerProject
{
    public const string Framework = "net10.0";

    private readonly string _folder;

    /// <param name="folder">Where it stands; the folder's name is the project's.</param>
    /// <param name="package">The package.</param>
    /// <param name="client">The version of the client, or <see langword="null"/> for a program without it.</param>
    /// <param name="properties">Build properties, which win over those that all consumers have.</param>
    /// <param name="frameworks">What it is built for.</param>
    public ConsumerProject(string folder, PackedPackage package, string? client, string properties = "", string frameworks = Framework)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        Name = Path.GetFileName(_folder);
        var clientReference = client is null ? "" : $"""<PackageReference Include="RabbitMQ.Client" Version="{client}" />""";
        Write($"{Name}.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFrameworks>{frameworks}</TargetFrameworks>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <NuGetAudit>false</NuGetAudit>
                <ErrorLog>$(MSBuildProjectDirectory)/build.$(TargetFramework).sarif,version=2.1</ErrorLog>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="QueueAnalyzers" Version="{package.Version}" PrivateAssets="all" />
                {clientReference}
              </ItemGroup>
            </Project>
            """);
    }

    public string Name { get; }

    /// <summary>The source texts in a program's folder, by their path below it.</summary>
    public static SortedDictionary<string, string> SourcesIn(string folder) => new(
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal))
            .ToDictionary(file => file, file => File.ReadAllText(Path.Combine(folder, file))),
        StringComparer.Ordinal);

    public ConsumerProject With(string file, string content)
    {
        Write(file, content);
        return this;
    }

    public async Task<BuildResult> BuildAsync(params string[] arguments) => ResultOf(await DotNet.BuildAsync(_folder, arguments));

    public BuildResult ResultOf(CommandRun build, string framework = Framework)
    {
        var log = Path.Combine(_folder, $"build.{framework}.sarif");
        Assert.True(File.Exists(log), $"{Name} was not compiled. {build.Command}:\n{build.Output}");
        return new BuildResult(build, Sarif.Read(log));
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(_folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}

internal sealed record BuildResult(CommandRun Build, IReadOnlyList<Report> Reports)
{
    public IEnumerable<Report> Warnings => Reports.Where(report => report.Level == "warning");

    public IEnumerable<Report> Errors => Reports.Where(report => report.Level == "error");

    public BuildResult WithoutAnalyzerFailures()
    {
        Assert.DoesNotContain(Reports, report => report.IsAnalyzerFailure);
        return this;
    }
}
