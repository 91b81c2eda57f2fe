using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers;

/// <summary>
/// What all rules know of one compilation. It is made once for each compilation that references the client, shared by all
/// analyzers and fixes, and goes with the compilation. Everything in it is computed when first asked for and safe to ask for
/// from several threads.
/// </summary>
internal sealed class QueueCompilation
{
    private static readonly ConditionalWeakTable<Compilation, KnownCompilation> Known = new();

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly Once<bool> _hasTests;

    private QueueCompilation(Compilation compilation, ClientModel client, AnalyzerConfigOptionsProvider? config)
    {
        Compilation = compilation;
        Client = client;
        SettleMethods = new SettleMethods(config);
        _hasTests = new(() => Tests.AreIn(this));
        Visibility = new Visibility(compilation);
        Subtypes = new Subtypes(this);
        Callees = new Callees(this);
        Assignments = new Assignments(this);
        Constants = new ConstantValues(Assignments);
        Buffers = new Buffers(this);
        Callers = new Callers(this);
        Calls = new ClientCalls(this);
        Wrappers = new Wrappers(this);
        Arguments = new ArgumentTables(this);
        Queues = new QueueNames(this);
        Topology = new Topology(this);
        Brokers = new ConnectedBrokers(this);
        Consumers = new Consumers(this);
        Handlers = new Handlers(this);
        Connections = new Connections(this);
        Channels = new Channels(this);
        Settlements = new Settlements(this);
        ReceivedHeaders = new ReceivedHeaders(this);
        Origins = new DeliveryOrigins(this);
    }

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; }

    /// <summary>The trees of the compilation. Whoever goes through them can give up between two.</summary>
    public IEnumerable<SyntaxTree> Trees
    {
        get
        {
            foreach (var tree in Compilation.SyntaxTrees)
            {
                Cancellation.ThrowIfRequested();
                yield return tree;
            }
        }
    }

    /// <summary>The client that it references.</summary>
    public ClientModel Client { get; }

    /// <summary>Whether there are any tests among the code: then the rest of it serves them.</summary>
    public bool HasTests => _hasTests.Value;

    /// <summary>What only the compilation itself can see.</summary>
    public Visibility Visibility { get; }

    /// <summary>Which types are below a type.</summary>
    public Subtypes Subtypes { get; }

    /// <summary>Which method a call runs.</summary>
    public Callees Callees { get; }

    /// <summary>What locals, fields and properties are set to.</summary>
    public Assignments Assignments { get; }

    /// <summary>Which values are constant.</summary>
    public ConstantValues Constants { get; }

    /// <summary>Whose bytes a value shows, and what writes into them.</summary>
    public Buffers Buffers { get; }

    /// <summary>Who calls a method.</summary>
    public Callers Callers { get; }

    /// <summary>Calls of the client in a type or in the whole compilation.</summary>
    public ClientCalls Calls { get; }

    /// <summary>Methods that pass their own parameter on to the client.</summary>
    public Wrappers Wrappers { get; }

    /// <summary>The arguments of declarations.</summary>
    public ArgumentTables Arguments { get; }

    /// <summary>Everything that the compilation declares and uses by name.</summary>
    public Topology Topology { get; }

    /// <summary>Which brokers the compilation talks to.</summary>
    public ConnectedBrokers Brokers { get; }

    /// <summary>Which queue a name means.</summary>
    public QueueNames Queues { get; }

    /// <summary>Which code handles the deliveries of a consumer.</summary>
    public Consumers Consumers { get; }

    /// <summary>All code that receives deliveries.</summary>
    public Handlers Handlers { get; }

    /// <summary>Which calls open a connection, and by which factory.</summary>
    public Connections Connections { get; }

    /// <summary>Which call creates a channel, and what is done with the channel.</summary>
    public Channels Channels { get; }

    /// <summary>The methods that settle deliveries because the user says so.</summary>
    public SettleMethods SettleMethods { get; }

    /// <summary>What becomes of a delivery.</summary>
    public Settlements Settlements { get; }

    /// <summary>Which values are headers of received messages.</summary>
    public ReceivedHeaders ReceivedHeaders { get; }

    /// <summary>Where the deliveries come from that are settled.</summary>
    public DeliveryOrigins Origins { get; }

    /// <summary>What is known of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="options">The options of its project.</param>
    /// <returns>The knowledge, or <see langword="null"/> when the compilation does not reference the client: then there is nothing to do.</returns>
    public static QueueCompilation? Of(Compilation compilation, AnalyzerOptions options) => KnownOf(compilation).With(options.AnalyzerConfigOptionsProvider);

    /// <summary>What is known of a compilation, for whoever does not ask what options change.</summary>
    /// <returns>The knowledge, or <see langword="null"/> when the compilation does not reference the client: then there is nothing to do.</returns>
    public static QueueCompilation? Of(Compilation compilation) => KnownOf(compilation).WithAny();

    private static KnownCompilation KnownOf(Compilation compilation) => Known.GetValue(compilation, static compilation => new KnownCompilation(compilation));

    /// <summary>The semantic model of a tree of this compilation; one for each tree, so that its bodies are bound once.</summary>
    public SemanticModel ModelOf(SyntaxTree tree) =>
#pragma warning disable RS0030, RS1030 // This is the one place that keeps the models; the driver's own come from the same cache.
        _models.GetOrAdd(tree, unseen => Compilation.GetSemanticModel(unseen));
#pragma warning restore RS0030, RS1030

    /// <summary>The operation of a node, or <see langword="null"/> when it has none or stands in a tree of another compilation.</summary>
    public IOperation? OperationOf(SyntaxNode node)
    {
        Cancellation.ThrowIfRequested();
        node = Expressions.Inside(node);
        return Compilation.ContainsSyntaxTree(node.SyntaxTree) ? ModelOf(node.SyntaxTree).GetOperation(node, Cancellation.Token) : null;
    }

    /// <summary>Reads an operation as a call that settles a delivery: one of the client, or of a method of the user's that is said to.</summary>
    /// <returns>The call, or <see langword="null"/> when the operation settles nothing.</returns>
    public ClientCall? SettleOf(IOperation? operation) => Client.CallOf(operation) is { } call
        ? call.Kind.Settles() ? call : null
        : operation is IInvocationOperation invocation && SettleMethods.Include(invocation) ? ClientCall.OfSettleMethod(invocation) : null;

    /// <summary>The symbol that a node refers to, or <see langword="null"/>.</summary>
    public ISymbol? SymbolOf(SyntaxNode node)
    {
        Cancellation.ThrowIfRequested();
        return Compilation.ContainsSyntaxTree(node.SyntaxTree) ? ModelOf(node.SyntaxTree).GetSymbolInfo(node, Cancellation.Token).Symbol : null;
    }

    /// <summary>The knowledge of one compilation, which depends on its configuration. There is mostly one: all analyzers get the same.</summary>
    private sealed class KnownCompilation
    {
        // No weak table: its keys, which live as long as the project, would keep what is known of every compilation there has been.
        private readonly ConcurrentDictionary<AnalyzerConfigOptionsProvider, QueueCompilation> _configured = new();
        private readonly Compilation? _compilation;
        private readonly ClientModel? _client;
        private QueueCompilation? _any;

        public KnownCompilation(Compilation compilation)
        {
            _client = ClientModel.TryCreate(compilation);
            _compilation = _client is null ? null : compilation;
        }

        public QueueCompilation? With(AnalyzerConfigOptionsProvider config)
        {
            if (_compilation is null || _client is null)
                return null;
            var known = _configured.GetOrAdd(config, config => new QueueCompilation(_compilation, _client, config));
            Interlocked.CompareExchange(ref _any, known, null);
            return known;
        }

        public QueueCompilation? WithAny()
        {
            if (_compilation is not null && _client is not null && _any is null)
                Interlocked.CompareExchange(ref _any, new QueueCompilation(_compilation, _client, config: null), null);
            return _any;
        }
    }
}
