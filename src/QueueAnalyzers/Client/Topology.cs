using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// What the whole compilation declares, binds, consumes and publishes to, so that a rule can ask about a queue or exchange
/// elsewhere. It is put together when first asked for.
/// </summary>
internal sealed class Topology
{
    /// <summary>The names of the settings of a factory that say which broker a program talks to.</summary>
    public static readonly ImmutableArray<string> BrokerNames = ImmutableArray.Create(VirtualHost, HostName);

    private const string VirtualHost = "VirtualHost";
    private const string HostName = "HostName";

    private static readonly ImmutableArray<(CallKind Kind, ArgumentRole Role)> Declaring =
        ImmutableArray.Create((CallKind.DeclareQueue, ArgumentRole.Queue), (CallKind.DeclareExchange, ArgumentRole.Exchange));

    private readonly QueueCompilation _compilation;
    private readonly Once<ImmutableArray<Declaration>> _declarations;
    private readonly Once<ILookup<SyntaxNode, Declaration>> _byEntry;
    private readonly Once<bool> _spansBrokers;
    private readonly Once<ILookup<(ArgumentRole, string?), InvocationExpressionSyntax>> _candidates;
    private readonly Once<ImmutableArray<Declaration>> _computed;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<Declaration>> _ofTrees = new();
    private readonly ConcurrentDictionary<(ArgumentRole, string), ImmutableArray<Declaration>> _ofNames = new();

    public Topology(QueueCompilation compilation)
    {
        _compilation = compilation;
        _declarations = new(() => DeclarationsBy(Declaring.SelectMany(declaring => compilation.Calls.Of(declaring.Kind))));
        _candidates = new(FindCandidates);
        _computed = new(() => DeclarationsBy(_candidates.Value.Where(named => named.Key.Item2 is null).SelectMany(CallsOf)));
        _spansBrokers = new(FindsSeveralBrokers);
        _byEntry = new(() => Declarations
            .SelectMany(declaration => declaration.Arguments.Entries.Select(entry => (entry.Syntax, declaration)))
            .ToLookup(pair => pair.Syntax, pair => pair.declaration));
    }

    /// <summary>The declarations of queues and exchanges, also through wrappers, by file path and position. All of them are bound.</summary>
    public ImmutableArray<Declaration> Declarations => _declarations.Value;

    /// <summary>The declarations of the queue or exchange of a name, by file path and position. Those that plainly name another are not bound.</summary>
    /// <param name="role"><see cref="ArgumentRole.Queue"/> or <see cref="ArgumentRole.Exchange"/>.</param>
    /// <param name="name">The name.</param>
    public IEnumerable<Declaration> DeclarationsOf(ArgumentRole role, string name) => _ofNames.GetOrAdd((role, name), FindDeclarationsOf);

    /// <summary>The declarations of the queue or exchange that a value surely names, by file path and position; none when it is declared elsewhere, or its name is unknown.</summary>
    /// <param name="role"><see cref="ArgumentRole.Queue"/> or <see cref="ArgumentRole.Exchange"/>.</param>
    /// <param name="name">The value.</param>
    public IEnumerable<Declaration> DeclarationsOf(ArgumentRole role, IOperation name) => _compilation.Constants.Of(name) is { IsKnown: true } constant
        ? constant.Text is { } text ? DeclarationsOf(role, text) : Enumerable.Empty<Declaration>()
        : DeclarationsThatMayName(name).Where(declaration => declaration.NameRole == role
            && declaration.Site.Argument(role) is { } declared
            && _compilation.Queues.AreSame(declared.Value, name));

    /// <summary>The declarations of the queue that a value surely names, also where it is read from the broker's answer to one, by file path and position.</summary>
    public IEnumerable<Declaration> DeclarationsOf(IOperation? queue)
    {
        if (queue is null)
            return Enumerable.Empty<Declaration>();
        return _compilation.Queues.DeclarationThatNames(queue) is { } answered
            ? Rehearsals.Include(answered.Invocation) ? Enumerable.Empty<Declaration>() : DeclarationsBy(new[] { answered })
            : DeclarationsOf(ArgumentRole.Queue, queue);
    }

    /// <summary>The declarations whose name is not written where they stand, by file path and position: it may be any.</summary>
    public ImmutableArray<Declaration> DeclarationsByComputedName => _computed.Value;

    /// <summary>Whether there are declarations in a file.</summary>
    public bool HasDeclarationsIn(SyntaxTree tree) => MayDeclareIn(tree) && !DeclarationsIn(tree).IsEmpty;

    /// <summary>The declarations in a file, in the order of the source. Without a call of a wrapper, nothing of other files is bound.</summary>
    public ImmutableArray<Declaration> DeclarationsIn(SyntaxTree tree) => _ofTrees.GetOrAdd(tree, FindDeclarationsIn);

    /// <summary>The declarations whose arguments have an entry that is made there, by file path and position.</summary>
    public IEnumerable<Declaration> DeclarationsWith(SyntaxNode entry) => _byEntry.Value[entry];

    /// <summary>The calls of a kind that name a queue or exchange by a constant, also through wrappers.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="role">The role of the argument that names it.</param>
    /// <param name="name">The name.</param>
    public IEnumerable<CallSite> SitesOf(CallKind kind, ArgumentRole role, string name) =>
        _compilation.Calls.Of(kind).SelectMany(SitesOf).Where(site => _compilation.Constants.Of(site.Argument(role)?.Value).Text == name);

    /// <summary>Whether the compilation visibly talks to more than one broker or virtual host, so that one name may mean several queues.</summary>
    public bool SpansBrokers => _spansBrokers.Value;

    /// <summary>Whether a file may declare anything, by its words.</summary>
    private bool MayDeclareIn(SyntaxTree tree)
    {
        var words = TreeWords.Of(tree);
        foreach (var (kind, _) in Declaring)
        {
            if (words.MayCall(kind))
                return true;
        }

        return _compilation.Wrappers.MayBeCalledIn(tree);
    }

    private bool FindsSeveralBrokers()
    {
        var virtualHosts = ValuesGivenTo(VirtualHost).Select(value => _compilation.Constants.Of(value).Text ?? "?").Distinct();
        var hosts = ValuesGivenTo(HostName).Select(value => _compilation.Constants.Of(value).Text).OfType<string>().Distinct();
        return virtualHosts.Skip(1).Any() || hosts.Skip(1).Any();
    }

    /// <summary>What a property of the client's own factories is set to.</summary>
    private IEnumerable<IOperation> ValuesGivenTo(string property) =>
        _compilation.Trees
            .Where(tree => TreeWords.Of(tree).MayTouch(Topics.Brokers))
            .SelectMany(tree => TreeNames.Of(tree).Of(property))
            .Select(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name)
            .Select(target => target.Parent as AssignmentExpressionSyntax is { } assignment && assignment.Left == target ? assignment : null)
            .OfType<AssignmentExpressionSyntax>()
            .Select(assignment => _compilation.OperationOf(assignment))
            .OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation target && _compilation.Client.Declares(target.Property))
            .Select(assignment => assignment.Value);

    private ImmutableArray<Declaration> FindDeclarationsIn(SyntaxTree tree) => _compilation.Wrappers.MayBeCalledIn(tree)
        ? Declarations.Where(declaration => declaration.Site.Invocation.Syntax.SyntaxTree == tree).ToImmutableArray()
        : InOrder(CallsIn(tree).Select(call => new Declaration(new CallSite(call, _compilation.Assignments), _compilation)));

    private ImmutableArray<Declaration> FindDeclarationsOf((ArgumentRole Role, string Name) wanted) =>
        InOrder(DeclarationsBy(CallsOf(_candidates.Value[wanted]))
            .Concat(DeclarationsByComputedName.Where(declaration => declaration.NameRole == wanted.Role && declaration.Name.Text == wanted.Name)));

    /// <summary>The declarations that may be named by what a value is read from: they stand where that can be named.</summary>
    private ImmutableArray<Declaration> DeclarationsThatMayName(IOperation name)
    {
        var trees = new HashSet<SyntaxTree> { name.Syntax.SyntaxTree };
        foreach (var variable in new[] { name, _compilation.Assignments.Resolve(name) })
        {
            if (variable is IArrayElementReferenceOperation)
                return DeclarationsByComputedName;
            if (Operations.SymbolOf(variable) is { } symbol)
                trees.UnionWith(_compilation.Visibility.TreesThatMayName(symbol));
        }

        return trees.Any(_compilation.Wrappers.MayBeCalledIn) ? DeclarationsByComputedName : DeclarationsBy(trees.SelectMany(CallsIn));
    }

    private IEnumerable<ClientCall> CallsIn(SyntaxTree tree) => Declaring.SelectMany(declaring => _compilation.Calls.In(tree, declaring.Kind));

    /// <summary>What could declare a queue or exchange, by the name that is written there; by none what would have to be bound to know.</summary>
    private ILookup<(ArgumentRole, string?), InvocationExpressionSyntax> FindCandidates() => Declaring
        .SelectMany(declaring => _compilation.Trees
            .Where(tree => TreeWords.Of(tree).MayCall(declaring.Kind))
            .SelectMany(tree => _compilation.Calls.CandidatesOf(tree, declaring.Kind))
            .Select(invocation => (declaring.Role, Invocation: invocation)))
        .ToLookup(found => (found.Role, WrittenName.In(found.Invocation, found.Role)), found => found.Invocation);

    private IEnumerable<ClientCall> CallsOf(IEnumerable<InvocationExpressionSyntax> candidates) =>
        candidates.Select(_compilation.Calls.CallOf).OfType<ClientCall>().Where(call => !Rehearsals.Include(call.Invocation));

    private ImmutableArray<Declaration> DeclarationsBy(IEnumerable<ClientCall> calls) => InOrder(calls.SelectMany(SitesOf).Select(site => new Declaration(site, _compilation)));

    private static ImmutableArray<Declaration> InOrder(IEnumerable<Declaration> declarations) => declarations
        .OrderBy(declaration => declaration.Site.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
        .ThenBy(declaration => declaration.Site.NameLocation.SourceSpan.Start)
        .ToImmutableArray();

    /// <summary>The call itself, and the callers of wrappers that decide on what it names or how.</summary>
    private IEnumerable<CallSite> SitesOf(ClientCall call)
    {
        var sites = new List<CallSite> { new(call, _compilation.Assignments) };
        foreach (var argument in call.Arguments)
        {
            if (argument.Role is (ArgumentRole.Queue or ArgumentRole.Exchange or ArgumentRole.Source or ArgumentRole.Destination or ArgumentRole.Arguments
                    or ArgumentRole.Durable or ArgumentRole.Exclusive or ArgumentRole.AutoDelete or ArgumentRole.ExchangeType)
                && _compilation.Assignments.Resolve(argument.Value) is IParameterReferenceOperation)
                sites.AddRange(_compilation.Wrappers.SitesOf(call, argument.Role));
        }

        return sites.GroupBy(site => site.Invocation.Syntax).Select(same => same.First());
    }
}
