using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The queues and exchanges that the whole compilation declares, and who names them, so that a rule can ask about one
/// elsewhere. Only calls are bound that may be meant, by what is written there.
/// </summary>
internal sealed class Topology
{
    private static readonly ImmutableArray<(CallKind Kind, ArgumentRole Role)> Declaring =
        ImmutableArray.Create((CallKind.DeclareQueue, ArgumentRole.Queue), (CallKind.DeclareExchange, ArgumentRole.Exchange));

    private readonly QueueCompilation _compilation;
    private readonly Once<ImmutableArray<Declaration>> _declarations;
    private readonly Once<ILookup<SyntaxNode, Declaration>> _byEntry;
    private readonly Once<ILookup<(ArgumentRole, string?), WrittenDeclaration>> _written;
    private readonly Once<ImmutableArray<Declaration>> _withArguments;
    private readonly ConcurrentDictionary<ArgumentRole, ILookup<string?, Declaration>> _constants = new();
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<Declaration>> _ofTrees = new();
    private readonly ConcurrentDictionary<(ArgumentRole, string), ImmutableArray<Declaration>> _ofNames = new();

    public Topology(QueueCompilation compilation)
    {
        _compilation = compilation;
        _declarations = new(() => DeclarationsBy(Declaring.SelectMany(declaring => compilation.Calls.Of(declaring.Kind))));
        _written = new(FindWritten);
        _withArguments = new(() => DeclarationsBy(CallsOf(_written.Value.SelectMany(same => same).Where(declaration => declaration.MayHaveArguments))));
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
            ? DeclarationsBy(new[] { answered })
            : DeclarationsOf(ArgumentRole.Queue, queue);
    }

    /// <summary>The declarations that are given arguments, by file path and position. Those that plainly have none are not bound.</summary>
    public ImmutableArray<Declaration> DeclarationsWithArguments => _withArguments.Value;

    /// <summary>Whether there are declarations in a file.</summary>
    public bool HasDeclarationsIn(SyntaxTree tree) => MayDeclareIn(tree) && !DeclarationsIn(tree).IsEmpty;

    /// <summary>The declarations in a file, in the order of the source. Of other files only wrappers are bound that it may call.</summary>
    public ImmutableArray<Declaration> DeclarationsIn(SyntaxTree tree) => _ofTrees.GetOrAdd(tree, FindDeclarationsIn);

    /// <summary>The declarations whose arguments have an entry that is made there, by file path and position.</summary>
    public IEnumerable<Declaration> DeclarationsWith(SyntaxNode entry) => _byEntry.Value[entry];

    /// <summary>The calls of a kind that name a queue or exchange by a constant, also through wrappers.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="role">The role of the argument that names it.</param>
    /// <param name="name">The name.</param>
    public IEnumerable<CallSite> SitesOf(CallKind kind, ArgumentRole role, string name) =>
        _compilation.Calls.Of(kind).SelectMany(SitesOf).Where(site => _compilation.Constants.Of(site.Argument(role)?.Value).Text == name);

    /// <summary>Whether a file may declare anything, by its words.</summary>
    private bool MayDeclareIn(SyntaxTree tree)
    {
        var words = TreeWords.Of(tree);
        return words.MayCall(CallKind.DeclareQueue) || words.MayCall(CallKind.DeclareExchange) || _compilation.Wrappers.MayBeCalledIn(tree);
    }

    private ImmutableArray<Declaration> FindDeclarationsIn(SyntaxTree tree) =>
        DeclarationsBy(CallsFrom(tree)).Where(declaration => declaration.Site.Invocation.Syntax.SyntaxTree == tree).ToImmutableArray();

    private ImmutableArray<Declaration> FindDeclarationsOf((ArgumentRole Role, string Name) wanted) =>
        InOrder(DeclarationsBy(CallsOf(_written.Value[wanted]))
            .Concat(_constants.GetOrAdd(wanted.Role, FindConstants)[wanted.Name]));

    /// <summary>The declarations by names that have to be bound to be known.</summary>
    private ILookup<string?, Declaration> FindConstants(ArgumentRole role) =>
        DeclarationsBy(CallsOf(_written.Value[(role, null)].Where(declaration => declaration.MayBeConstant))).ToLookup(declaration => declaration.Name.Text);

    /// <summary>The declarations that may be named by what a value is read from: they stand where that can be named.</summary>
    private ImmutableArray<Declaration> DeclarationsThatMayName(IOperation name)
    {
        var trees = new HashSet<SyntaxTree> { name.Syntax.SyntaxTree };
        foreach (var variable in new[] { name, _compilation.Assignments.Resolve(name) })
        {
            if (variable is IArrayElementReferenceOperation)
                return Declarations;
            if (Operations.SymbolOf(variable) is { } symbol)
                trees.UnionWith(_compilation.Visibility.TreesThatMayName(symbol));
        }

        return DeclarationsBy(trees.SelectMany(CallsFrom));
    }

    /// <summary>The calls that declare in a file, and those that it may decide on by calling a wrapper.</summary>
    private IEnumerable<ClientCall> CallsFrom(SyntaxTree tree) => Declaring.SelectMany(declaring => _compilation.Calls.In(tree, declaring.Kind))
        .Concat(_compilation.Wrappers.CallsFrom(tree).Where(call => call.Kind.Declares()));

    private ILookup<(ArgumentRole, string?), WrittenDeclaration> FindWritten() => Declaring
        .SelectMany(declaring => _compilation.Trees
            .SelectMany(tree => _compilation.Calls.CandidatesOf(tree, declaring.Kind))
            .Select(invocation => WrittenDeclaration.Of(invocation, declaring.Role)))
        .ToLookup(declaration => (declaration.Role, declaration.Name));

    private IEnumerable<ClientCall> CallsOf(IEnumerable<WrittenDeclaration> written) =>
        written.Select(declaration => _compilation.Calls.CallOf(declaration.Invocation)).OfType<ClientCall>();

    /// <summary>The declarations by calls, of which some may be named several times, and some never reach a broker.</summary>
    private ImmutableArray<Declaration> DeclarationsBy(IEnumerable<ClientCall> calls) => InOrder(calls
        .GroupBy(call => call.Invocation.Syntax)
        .Select(same => same.First())
        .Where(call => !Rehearsals.Include(call.Invocation))
        .SelectMany(SitesOf)
        .Select(site => new Declaration(site, _compilation)));

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
