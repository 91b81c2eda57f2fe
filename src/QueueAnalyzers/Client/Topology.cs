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

    private static readonly ArgumentRole[] Names = { ArgumentRole.Queue, ArgumentRole.Exchange, ArgumentRole.Source, ArgumentRole.Destination };

    private readonly QueueCompilation _compilation;
    private readonly Once<ImmutableArray<Declaration>> _declarations;
    private readonly Once<ILookup<(ArgumentRole, string), CallSite>> _sites;
    private readonly Once<ILookup<SyntaxNode, Declaration>> _byEntry;
    private readonly Once<ILookup<SyntaxTree, Declaration>> _byTree;
    private readonly Once<bool> _spansBrokers;
    private readonly Once<ILookup<(ArgumentRole, string?), Declaration>> _byName;

    public Topology(QueueCompilation compilation)
    {
        _compilation = compilation;
        _declarations = new(FindDeclarations);
        _sites = new(FindSites);
        _byTree = new(() => Declarations.ToLookup(declaration => declaration.Site.Invocation.Syntax.SyntaxTree));
        _byName = new(() => Declarations.ToLookup(declaration => (declaration.NameRole, declaration.Name.Text)));
        _spansBrokers = new(FindsSeveralBrokers);
        _byEntry = new(() => Declarations
            .SelectMany(declaration => declaration.Arguments.Entries.Select(entry => (entry.Syntax, declaration)))
            .ToLookup(pair => pair.Syntax, pair => pair.declaration));
    }

    /// <summary>The declarations of queues and exchanges, also through wrappers, by file path and position.</summary>
    public ImmutableArray<Declaration> Declarations => _declarations.Value;

    /// <summary>The declarations of the queue or exchange of a name, by file path and position.</summary>
    /// <param name="role"><see cref="ArgumentRole.Queue"/> or <see cref="ArgumentRole.Exchange"/>.</param>
    /// <param name="name">The name.</param>
    public IEnumerable<Declaration> DeclarationsOf(ArgumentRole role, string name) => _byName.Value[(role, name)];

    /// <summary>The declarations of the queue that a value surely names, by file path and position; none when it is declared elsewhere, or its name is unknown.</summary>
    public IEnumerable<Declaration> DeclarationsOf(IOperation? queue)
    {
        if (queue is null)
            return Enumerable.Empty<Declaration>();
        var answered = _compilation.Queues.DeclarationThatNames(queue)?.Invocation.Syntax;
        return Declarations.Where(declaration => declaration.IsQueue
            && (answered is not null
                ? declaration.Site.Call.Invocation.Syntax == answered
                : declaration.Site.Argument(ArgumentRole.Queue) is { } name && _compilation.Queues.AreSame(name.Value, queue)));
    }

    /// <summary>Whether there are declarations in a file.</summary>
    public bool HasDeclarationsIn(SyntaxTree tree) => MayDeclareIn(tree) && _byTree.Value.Contains(tree);

    /// <summary>The declarations in a file.</summary>
    public IEnumerable<Declaration> DeclarationsIn(SyntaxTree tree) => _byTree.Value[tree];

    /// <summary>The declarations whose arguments have an entry that is made there, by file path and position.</summary>
    public IEnumerable<Declaration> DeclarationsWith(SyntaxNode entry) => _byEntry.Value[entry];

    /// <summary>All calls that name a queue or exchange by a constant, also through wrappers.</summary>
    public IEnumerable<CallSite> SitesOf(ArgumentRole role, string name) => _sites.Value[(role, name)];

    /// <summary>Whether the compilation visibly talks to more than one broker or virtual host, so that one name may mean several queues.</summary>
    public bool SpansBrokers => _spansBrokers.Value;

    /// <summary>Whether a file may declare anything, by its words: those that may not have none of the others bound.</summary>
    private bool MayDeclareIn(SyntaxTree tree)
    {
        var words = TreeWords.Of(tree);
        return words.MayCall(CallKind.DeclareQueue) || words.MayCall(CallKind.DeclareExchange) || _compilation.Wrappers.MayBeCalledIn(tree);
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

    private ImmutableArray<Declaration> FindDeclarations() =>
        _compilation.Calls.All
            .Where(call => call.Kind is CallKind.DeclareQueue or CallKind.DeclareExchange && !Rehearsals.Include(call.Invocation))
            .SelectMany(SitesOf)
            .Select(site => new Declaration(site, _compilation))
            .OrderBy(declaration => declaration.Site.Invocation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(declaration => declaration.Site.NameLocation.SourceSpan.Start)
            .ToImmutableArray();

    private ILookup<(ArgumentRole, string), CallSite> FindSites() =>
        _compilation.Calls.All
            .SelectMany(SitesOf)
            .SelectMany(site => Names.Select(role => (Role: role, Name: _compilation.Constants.Of(site.Argument(role)?.Value).Text, Site: site)))
            .Where(found => found.Name is not null)
            .ToLookup(found => (found.Role, found.Name!), found => found.Site);

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
