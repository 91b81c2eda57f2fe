using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Tests.Client;

/// <summary>The table of the client's members is complete: proven against the real assemblies, in every version.</summary>
public class ClientMembersTests
{
    /// <summary>Members that ask nothing of the broker that a rule could ask about, each with the reason.</summary>
    private static readonly Dictionary<string, string> Ignored = new()
    {
        ["UpdateSecret"] = "credentials",
        ["UpdateSecretAsync"] = "credentials",
        ["HandleConnectionBlocked"] = "called by the client itself",
        ["HandleConnectionUnblocked"] = "called by the client itself",
        ["AuthMechanismFactory"] = "credentials",
        ["GetNextPublishSequenceNumberAsync"] = "tells a number that the client keeps",
    };

    /// <summary>Parameters that no rule asks about.</summary>
    private static readonly HashSet<string> IgnoredParameters =
    [
        "model", "channel", "connection", "batch", "noLocal", "ifUnused", "ifEmpty", "replyCode", "replyText", "reasonCode", "reasonText", "reason", "abort",
        "timedOut", "clientProvidedName", "hostnames", "endpoints", "endpointResolver",
    ];

    [Theory, AllClients]
    public void Every_public_method_has_a_meaning(ClientVersion version)
    {
        var unknown = Methods(version).Where(method => ClientMembers.KindOf(method.Name) == CallKind.None && !Ignored.ContainsKey(method.Name));

        Assert.Empty(unknown.Select(method => method.ToDisplayString()));
    }

    [Theory, AllClients]
    public void Every_parameter_of_a_method_with_a_meaning_has_a_role(ClientVersion version)
    {
        var unknown = from method in Methods(version)
                      where ClientMembers.KindOf(method.Name) != CallKind.None
                      from parameter in method.Parameters
                      where ClientMembers.RoleOf(parameter.Name) == ArgumentRole.None && !IgnoredParameters.Contains(parameter.Name)
                      select $"{parameter.Name} of {method.ToDisplayString()}";

        Assert.Empty(unknown);
    }

    [Theory, AllClients]
    public void Every_method_with_a_meaning_is_recognized(ClientVersion version)
    {
        var names = Methods(version).Where(method => ClientMembers.KindOf(method.Name) != CallKind.None).Select(method => method.Name).ToHashSet();

        Assert.Superset(
            version.IsAsynchronous()
                ? ["BasicConsumeAsync", "BasicGetAsync", "BasicAckAsync", "BasicPublishAsync", "QueueDeclareAsync", "ExchangeDeclareAsync", "CreateChannelAsync"]
                : new HashSet<string> { "BasicConsume", "BasicGet", "BasicAck", "BasicPublish", "QueueDeclare", "ExchangeDeclare", "CreateModel", "WaitForConfirms", "Add" },
            names);
    }

    [Theory]
    [InlineData(ClientVersion.V5, "V5")]
    [InlineData(ClientVersion.V6, "V6")]
    [InlineData(ClientVersion.V71, "V7")]
    [InlineData(ClientVersion.V7, "V7")]
    public void The_generation_is_read_off_the_symbols(ClientVersion version, string generation) =>
        Assert.Equal(generation, ClientModel.TryCreate(CompilationFor(version))!.Generation.ToString());

    [Theory, AllClients]
    public void Every_symbol_that_the_model_names_exists(ClientVersion version)
    {
        var model = ClientModel.TryCreate(CompilationFor(version))!;

        Assert.All(
            [model.Connection, model.GetResult, model.QueueDeclareOk, model.Properties, model.PublicationAddress, model.AsyncConsumer, model.AsyncEventingConsumer],
            Assert.NotNull);
        Assert.Equal(version.IsAsynchronous(), model.EventingConsumer is null);
        Assert.Equal(version.IsAsynchronous(), model.Consumer is null);
        Assert.Equal(version.IsAsynchronous(), model.ReadOnlyProperties is not null);
        Assert.Equal(version.IsAsynchronous(), model.PropertiesClass is not null);
    }

    [Fact]
    public void There_is_no_model_without_the_client() => Assert.Null(ClientModel.TryCreate(CSharpCompilation.Create("Empty")));

    [Fact]
    public void There_is_no_model_with_two_clients()
    {
        var compilation = CompilationFor(ClientVersion.V6).AddReferences(CompilationFor(ClientVersion.V7).References);

        Assert.Null(ClientModel.TryCreate(compilation));
    }

    [Fact]
    public void An_assembly_of_the_clients_name_is_not_the_client()
    {
        var impostor = CSharpCompilation.Create("RabbitMQ.Client").ToMetadataReference();

        Assert.Null(ClientModel.TryCreate(CSharpCompilation.Create("Test").AddReferences(impostor)));
    }

    [Theory, AllClients]
    public void What_is_declared_is_named_first_and_its_arguments_are_given_fifth(ClientVersion version)
    {
        var declaring = Methods(version).Where(method => ClientMembers.KindOf(method.Name) is CallKind.DeclareQueue or CallKind.DeclareExchange).ToArray();

        Assert.NotEmpty(declaring);
        Assert.All(declaring, method =>
        {
            var parameters = method.Parameters.Skip(method.IsExtensionMethod ? 1 : 0).ToArray();
            Assert.Equal(ClientMembers.KindOf(method.Name) == CallKind.DeclareQueue ? ArgumentRole.Queue : ArgumentRole.Exchange, ClientMembers.RoleOf(parameters[0].Name));
            Assert.True(!parameters[0].HasExplicitDefaultValue || (string)parameters[0].ExplicitDefaultValue! == "");
            Assert.All(parameters.Select(parameter => ClientMembers.RoleOf(parameter.Name)).Index(), found => Assert.Equal(found.Index == 4, found.Item == ArgumentRole.Arguments));
        });
    }

    private static IEnumerable<IMethodSymbol> Methods(ClientVersion version)
    {
        var compilation = CompilationFor(version);
        var client = compilation.SourceModule.ReferencedAssemblySymbols.Single(assembly => assembly.Name == ClientModel.AssemblyName);
        string[] names =
        [
            "IModel", "IChannel", "IConnection", "IConnectionFactory", "IBasicPublishBatch",
            "IModelExensions", "IChannelExtensions", "IConnectionExtensions", "BasicPublishBatchExtensions",
        ];
        return names
            .Select(name => client.GetTypeByMetadataName("RabbitMQ.Client." + name))
            .OfType<INamedTypeSymbol>()
            .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public });
    }

    private static CSharpCompilation CompilationFor(ClientVersion version) => CSharpCompilation.Create("Test", references: [.. References.Framework, .. References.Client(version)]);
}
