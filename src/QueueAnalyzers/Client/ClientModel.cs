using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>
/// The client that a compilation references, in terms that hold for every generation. Everything is found by symbol: a
/// user's own type of the same name is another symbol, and two clients at once are no client, because nothing is certain then.
/// </summary>
internal sealed class ClientModel
{
    /// <summary>The simple name of the client's assembly, in every generation.</summary>
    public const string AssemblyName = "RabbitMQ.Client";

    /// <summary>The name of the publish batches of 5.x and 6.x.</summary>
    public const string BatchTypeName = "IBasicPublishBatch";

    /// <summary>The name of the type of a delivery as event handlers see it.</summary>
    public const string DeliveryTypeName = "BasicDeliverEventArgs";

    /// <summary>The names of the consumers that raise an event for each delivery, synchronous and asynchronous.</summary>
    public static readonly ImmutableArray<string> EventingConsumerNames = ImmutableArray.Create(EventingConsumerName, AsyncEventingConsumerName);

    private const string EventingConsumerName = "EventingBasicConsumer";
    private const string AsyncEventingConsumerName = "AsyncEventingBasicConsumer";

    private readonly IAssemblySymbol _assembly;
    private readonly ImmutableArray<INamedTypeSymbol> _callTypes;
    private readonly ConcurrentDictionary<IMethodSymbol, IMethodSymbol?> _members = new(SymbolEqualityComparer.Default);

    private ClientModel(IAssemblySymbol assembly, INamedTypeSymbol channel, INamedTypeSymbol deliveryEventArgs)
    {
        _assembly = assembly;
        Channel = channel;
        DeliveryEventArgs = deliveryEventArgs;
        Connection = Find("IConnection");
        ConnectionFactory = Find("ConnectionFactory");
        GetResult = Find("BasicGetResult");
        QueueDeclareOk = Find("QueueDeclareOk");
        Properties = Find("IBasicProperties");
        ReadOnlyProperties = Find("IReadOnlyBasicProperties");
        PropertiesClass = Find("BasicProperties");
        PublicationAddress = Find("PublicationAddress");
        Consumer = Find("IBasicConsumer");
        AsyncConsumer = Find("IAsyncBasicConsumer");
        EventingConsumer = Find("Events." + EventingConsumerName);
        AsyncEventingConsumer = Find("Events." + AsyncEventingConsumerName);
        _callTypes = new[] { channel, Connection, Find("IConnectionFactory"), ConnectionFactory, Find(BatchTypeName) }
            .OfType<INamedTypeSymbol>()
            .ToImmutableArray();
        Generation = channel.Name == "IChannel" ? ClientGeneration.V7
            : BodyIsArray(deliveryEventArgs) ? ClientGeneration.V5
            : ClientGeneration.V6;
    }

    /// <summary>The generation, read off the symbols: the assembly's version is only its major number.</summary>
    public ClientGeneration Generation { get; }

    /// <summary><c>IModel</c> or <c>IChannel</c>.</summary>
    public INamedTypeSymbol Channel { get; }

    /// <summary><c>IConnection</c>.</summary>
    public INamedTypeSymbol? Connection { get; }

    /// <summary><c>ConnectionFactory</c>.</summary>
    public INamedTypeSymbol? ConnectionFactory { get; }

    /// <summary><c>BasicDeliverEventArgs</c>: a delivery as event handlers see it.</summary>
    public INamedTypeSymbol DeliveryEventArgs { get; }

    /// <summary><c>BasicGetResult</c>: a delivery that was fetched.</summary>
    public INamedTypeSymbol? GetResult { get; }

    /// <summary><c>QueueDeclareOk</c>: the broker's answer to a declaration, with the name it gave.</summary>
    public INamedTypeSymbol? QueueDeclareOk { get; }

    /// <summary><c>IBasicProperties</c>, of every generation.</summary>
    public INamedTypeSymbol? Properties { get; }

    /// <summary><c>IReadOnlyBasicProperties</c>, of 7.x.</summary>
    public INamedTypeSymbol? ReadOnlyProperties { get; }

    /// <summary>The class <c>BasicProperties</c>, which 7.x programs create themselves.</summary>
    public INamedTypeSymbol? PropertiesClass { get; }

    /// <summary><c>PublicationAddress</c>: exchange and routing key in one.</summary>
    public INamedTypeSymbol? PublicationAddress { get; }

    /// <summary><c>IBasicConsumer</c>, the synchronous consumers of 5.x and 6.x.</summary>
    public INamedTypeSymbol? Consumer { get; }

    /// <summary><c>IAsyncBasicConsumer</c>.</summary>
    public INamedTypeSymbol? AsyncConsumer { get; }

    /// <summary><c>EventingBasicConsumer</c>, of 5.x and 6.x.</summary>
    public INamedTypeSymbol? EventingConsumer { get; }

    /// <summary><c>AsyncEventingBasicConsumer</c>.</summary>
    public INamedTypeSymbol? AsyncEventingConsumer { get; }

    /// <summary>Whether the client has publish batches, whose method <c>Add</c> is named like that of every collection.</summary>
    public bool HasBatches => Find(BatchTypeName) is not null;

    /// <summary>Finds the client that <paramref name="compilation"/> references.</summary>
    /// <returns>The model, or <see langword="null"/> when there is no client, or more than one, or none of a known shape.</returns>
    public static ClientModel? TryCreate(Compilation compilation)
    {
        // By name first: this is all that a compilation without the client ever pays.
        if (!compilation.ReferencedAssemblyNames.Any(name => name.Name == AssemblyName))
            return null;

        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly => assembly.Name == AssemblyName).ToImmutableArray();
        if (assemblies.Length != 1)
            return null;

        var channel = assemblies[0].GetTypeByMetadataName("RabbitMQ.Client.IChannel") ?? assemblies[0].GetTypeByMetadataName("RabbitMQ.Client.IModel");
        var delivery = assemblies[0].GetTypeByMetadataName("RabbitMQ.Client.Events." + DeliveryTypeName);
        return channel is null || delivery is null ? null : new ClientModel(assemblies[0], channel, delivery);
    }

    /// <summary>Reads an invocation as a call of the client.</summary>
    /// <param name="operation">Any operation.</param>
    /// <returns>The call, or <see langword="null"/> when the operation is not an invocation of a member of the client.</returns>
    public ClientCall? CallOf(IOperation? operation)
    {
        if (operation is not IInvocationOperation invocation || !NamesAMember(invocation.TargetMethod.Name))
            return null;

        var member = _members.GetOrAdd(invocation.TargetMethod.OriginalDefinition, FindMember);
        return member is null ? null : new ClientCall(invocation, member);
    }

    /// <summary>Reads an assignment as a setting of a connection factory.</summary>
    /// <param name="operation">Any operation.</param>
    /// <returns>The setting, or <see langword="null"/> when the operation is not an assignment to one that a rule asks about.</returns>
    public FactoryAssignment? SettingOf(IOperation? operation) =>
        operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { } property } } assignment
        && FactorySettings.Named(property.Name) is not FactorySetting.None and var setting
        && Declares(property)
            ? new FactoryAssignment(setting, assignment)
            : null;

    /// <summary>Reads an invocation as an operation of a channel or connection of 7.x that ends when its task does.</summary>
    /// <param name="operation">Any operation.</param>
    /// <returns>The call, also of members that have no <see cref="CallKind"/>; <see langword="null"/> when the operation is no such invocation.</returns>
    public ClientCall? AsynchronousCallOf(IOperation? operation)
    {
        if (Generation != ClientGeneration.V7
            || operation is not IInvocationOperation { TargetMethod: var method } invocation
            || !ClientMembers.IsAsynchronous(method.Name)
            || method.ReturnType is not { Name: "Task" or "ValueTask", ContainingNamespace: { } tasks } || tasks.ToDisplayString() != "System.Threading.Tasks")
            return null;
        if (_members.GetOrAdd(method.OriginalDefinition, FindMember) is { } member)
        {
            var subject = member.IsExtensionMethod ? member.Parameters[0].Type : member.ContainingType;
            return Same(subject, Channel) || Same(subject, Connection) ? new ClientCall(invocation, member) : null;
        }

        return method is { Name: "DisposeAsync", Parameters.IsEmpty: true } && (IsChannel(invocation.Instance?.Type) || IsOrImplements(invocation.Instance?.Type, Connection))
            ? new ClientCall(invocation, method)
            : null;
    }

    /// <summary>Whether the type is a channel: the client's interface, or a type that implements it.</summary>
    public bool IsChannel(ITypeSymbol? type) => IsOrImplements(type, Channel);

    /// <summary>Whether the type is a connection: the client's interface, or a type that implements it.</summary>
    public bool IsConnection(ITypeSymbol? type) => IsOrImplements(type, Connection);

    /// <summary>Whether the type is a connection, or lives on one and ends with it: a channel, a consumer.</summary>
    public bool IsOnConnection(ITypeSymbol? type) => IsChannel(type) || IsConnection(type) || IsConsumer(type);

    /// <summary>Whether the type is a set of message properties, of whatever generation.</summary>
    public bool IsProperties(ITypeSymbol? type) => IsOrImplements(type, Properties) || IsOrImplements(type, ReadOnlyProperties);

    /// <summary>Whether the type is a consumer of either kind.</summary>
    public bool IsConsumer(ITypeSymbol? type) => IsOrImplements(type, Consumer) || IsAsynchronousConsumer(type);

    /// <summary>Whether the type is a consumer whose handlers are awaited.</summary>
    public bool IsAsynchronousConsumer(ITypeSymbol? type) => IsOrImplements(type, AsyncConsumer);

    /// <summary>Whether the type is a consumer whose handlers are not awaited; only in 5.x and 6.x.</summary>
    public bool IsSynchronousConsumer(ITypeSymbol? type) => IsOrImplements(type, Consumer) && !IsAsynchronousConsumer(type);

    /// <summary>Whether the symbol is declared by the client itself.</summary>
    public bool Declares(ISymbol? symbol) => SymbolEqualityComparer.Default.Equals(symbol?.ContainingAssembly, _assembly);

    /// <summary>Whether the client's class <c>Headers</c> has a constant of that name, which differs between versions.</summary>
    public bool DeclaresHeader(string name) => Find("Headers")?.GetMembers(name).IsEmpty == false;

    /// <summary>Whether two symbols are the same and there is one.</summary>
    public static bool Same(ISymbol? left, ISymbol? right) => left is not null && SymbolEqualityComparer.Default.Equals(left, right);

    private static bool NamesAMember(string name)
    {
        // An explicit implementation is named with its interface: RabbitMQ.Client.IModel.BasicAck.
        var dot = name.LastIndexOf('.');
        return ClientMembers.KindOf(dot < 0 ? name : name.Substring(dot + 1)) != CallKind.None;
    }

    private static bool BodyIsArray(INamedTypeSymbol deliveryEventArgs) =>
        deliveryEventArgs.GetMembers("Body").FirstOrDefault() is IPropertySymbol { Type.TypeKind: TypeKind.Array };

    private static bool IsOrImplements(ITypeSymbol? type, INamedTypeSymbol? wanted) =>
        type is not null && wanted is not null && (Same(type.OriginalDefinition, wanted)
            || type.AllInterfaces.Contains(wanted, SymbolEqualityComparer.Default)
            || (type is ITypeParameterSymbol parameter && parameter.ConstraintTypes.Any(constraint => IsOrImplements(constraint, wanted))));

    private INamedTypeSymbol? Find(string name) => _assembly.GetTypeByMetadataName("RabbitMQ.Client." + name);

    /// <summary>The member of the client that a method is, extends or implements.</summary>
    private IMethodSymbol? FindMember(IMethodSymbol method)
    {
        method = method.ReducedFrom ?? method;
        if (Declares(method))
        {
            var subject = method.IsExtensionMethod ? method.Parameters[0].Type : method.ContainingType;
            return _callTypes.Contains(subject, SymbolEqualityComparer.Default) ? method : null;
        }

        if (method.IsStatic || method.ContainingType is not { } type)
            return null;

        foreach (var callType in _callTypes)
        {
            if (callType.TypeKind != TypeKind.Interface || !type.AllInterfaces.Contains(callType, SymbolEqualityComparer.Default))
                continue;
            foreach (var member in callType.GetMembers().OfType<IMethodSymbol>())
            {
                if (Same(type.FindImplementationForInterfaceMember(member), method))
                    return member;
            }
        }

        return null;
    }
}
