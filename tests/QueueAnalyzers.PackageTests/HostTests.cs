using System.IO.Compression;
using QueueAnalyzers.PackageTests.Consumers;

namespace QueueAnalyzers.PackageTests;

/// <summary>A user builds for whatever framework the client runs on, with a project of this decade or of the one before.</summary>
public sealed class HostTests(PackedPackage package)
{
    private const string Frameworks = "net10.0;net8.0;netstandard2.0;net48";

    // The language of the oldest of these frameworks.
    private const string Properties = "<OutputType>Library</OutputType><Nullable>disable</Nullable><ImplicitUsings>disable</ImplicitUsings><LangVersion>7.3</LangVersion>";

    private const string ForClient6 = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        public sealed class Worker
        {
            public void Start(IModel channel)
            {
                channel.QueueDeclare("resize", false, false, false, null); // RMQ2001
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (sender, delivery) => System.Console.WriteLine(delivery.Body.Length);
                channel.BasicConsume("resize", true, consumer); // RMQ1001
            }
        }
        """;

    private const string ForClient7 = """
        using System.Threading.Tasks;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        public sealed class Worker
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.QueueDeclareAsync("resize", false, false, false); // RMQ2001
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (sender, delivery) => Task.Delay(delivery.Body.Length);
                await channel.BasicConsumeAsync("resize", true, consumer); // RMQ1001
            }
        }
        """;

    [Fact]
    public async Task Every_framework_gets_the_same_reports()
    {
        var solution = new ConsumerSolution(package.NewFolder("hosts"), package);
        var worker6 = solution.Add("Worker6", BuiltFrom.Client6, Properties, Frameworks).With("Worker.cs", ForClient6);
        var worker7 = solution.Add("Worker7", BuiltFrom.Client7, Properties, Frameworks).With("Worker.cs", ForClient7);

        var build = (await solution.BuildAsync()).ThatSucceeded();

        Assert.All(Frameworks.Split(';'), framework =>
        {
            AssertReported(ForClient6, worker6.ResultOf(build, framework));
            AssertReported(ForClient7, worker7.ResultOf(build, framework));
        });
    }

    /// <summary>What Visual Studio makes of a packages.config: the package beside the solution, its targets imported, its analyzers listed.</summary>
    [Fact]
    public async Task A_project_of_the_old_style_gets_reports_and_modes()
    {
        var folder = package.NewFolder("old-style");
        var installed = Path.Combine(folder, "packages", $"QueueAnalyzers.{package.Version}");
        await ZipFile.ExtractToDirectoryAsync(package.File, installed, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "Worker.cs"), ForClient6.Replace("delivery.Body.Length", "delivery.RoutingKey", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "OldStyle.csproj"), OldStyleProject(installed), TestContext.Current.CancellationToken);

        var plain = (await DotNet.RunAsync(folder, "msbuild -restore -nodeReuse:false")).ThatSucceeded();
        var strict = await DotNet.RunAsync(folder, "msbuild -nodeReuse:false -p:QueueAnalyzersMode=Strict");

        Assert.Contains("warning RMQ1001", plain.Output, StringComparison.Ordinal);
        Assert.Contains("warning RMQ2001", plain.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8032", plain.Output, StringComparison.Ordinal);
        Assert.False(strict.Succeeded);
        Assert.Contains("error RMQ1001", strict.Output, StringComparison.Ordinal);
    }

    /// <summary>The scripts that Visual Studio runs there name the folder that the analyzers are in.</summary>
    [Theory]
    [InlineData("tools/install.ps1", ".Add(")]
    [InlineData("tools/uninstall.ps1", ".Remove(")]
    public void Scripts_name_the_folder_of_the_analyzers(string script, string verb)
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var reader = new StreamReader(archive.GetEntry(script)!.Open());
        var text = reader.ReadToEnd();

        Assert.Contains("Join-Path $installPath 'analyzers/dotnet/cs'", text, StringComparison.Ordinal);
        Assert.Contains($"AnalyzerReferences{verb}$_.FullName)", text, StringComparison.Ordinal);
    }

    private static void AssertReported(string program, BuildResult result) => Assert.Equal(
        UnreliableWorker.MarksOf(program),
        result.WithoutAnalyzerFailures().Reports.Where(report => report.IsWarningOrError).Select(report => (report.Rule, report.Line)));

    // The references come from the machine's cache of packages: a restore of the other kind would need nuget.exe.
    private static string OldStyleProject(string installed) =>
        $"""
        <Project ToolsVersion="15.0" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
          <Import Project="$(MSBuildExtensionsPath)/$(MSBuildToolsVersion)/Microsoft.Common.props" Condition="Exists('$(MSBuildExtensionsPath)/$(MSBuildToolsVersion)/Microsoft.Common.props')" />
          <PropertyGroup>
            <Configuration>Debug</Configuration>
            <Platform>AnyCPU</Platform>
            <OutputType>Library</OutputType>
            <RootNamespace>OldStyle</RootNamespace>
            <AssemblyName>OldStyle</AssemblyName>
            <TargetFrameworkVersion>v4.8</TargetFrameworkVersion>
            <OutputPath>bin/</OutputPath>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <Reference Include="System" />
            <Reference Include="netstandard" />
            <Reference Include="RabbitMQ.Client">
              <HintPath>$(NuGetPackageRoot)rabbitmq.client/{BuiltFrom.Client6}/lib/netstandard2.0/RabbitMQ.Client.dll</HintPath>
            </Reference>
            <PackageReference Include="RabbitMQ.Client" Version="{BuiltFrom.Client6}" />
            <PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" />
          </ItemGroup>
          <ItemGroup>
            <Compile Include="Worker.cs" />
          </ItemGroup>
          <ItemGroup>
            <Analyzer Include="{installed}/analyzers/dotnet/cs/QueueAnalyzers.CodeFixes.dll" />
            <Analyzer Include="{installed}/analyzers/dotnet/cs/QueueAnalyzers.dll" />
          </ItemGroup>
          <Import Project="$(MSBuildToolsPath)/Microsoft.CSharp.targets" />
          <Import Project="{installed}/build/QueueAnalyzers.targets" />
        </Project>
        """;
}
