using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>
/// The calls of the client in a file, in a type or in the whole compilation. Which invocations could be calls is told by the
/// words and names of each tree, so that an edit costs the edited tree; only those are bound, and once for all rules.
/// </summary>
internal sealed class ClientCalls
{
    // Every name of the table that a rule asks about from elsewhere contains one of these.
    private static readonly string[] Fragments = { "Basic", "Declare", "QueueBind", "QueueDelete", "ExchangeBind", "ExchangeDelete", "Confirm", "CreateConnection", "CreateChannel", "CreateModel", "TxSelect" };

    /// <summary>The names of the calls that are told by them.</summary>
    public static readonly ImmutableArray<string> CandidateNames =
        ClientMembers.Names.Where(name => ClientMembers.KindOf(name) != CallKind.None && Array.Exists(Fragments, name.Contains)).ToImmutableArray();

    private static readonly ImmutableDictionary<CallKind, ImmutableArray<string>> NamesOfKinds =
        ClientMembers.Names.GroupBy(ClientMembers.KindOf).ToImmutableDictionary(kind => kind.Key, kind => kind.ToImmutableArray());

    private static readonly ImmutableArray<string> AsynchronousNames = ClientMembers.Names.Where(ClientMembers.IsAsynchronous).ToImmutableArray();

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<ClientCall>> _ofTypes = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(SyntaxTree, CallKind), ImmutableArray<ClientCall>> _ofKinds = new();
    private readonly Once<bool> _hasBatches;

    public ClientCalls(QueueCompilation compilation)
    {
        _compilation = compilation;
        _hasBatches = new(() => compilation.Client.HasBatches && compilation.Trees.Any(tree => TreeWords.Of(tree).MayTouch(Topics.Batches)));
    }

    /// <summary>All calls of a kind in the compilation that may reach a broker.</summary>
    public IEnumerable<ClientCall> Of(CallKind kind) => _compilation.Trees.Where(tree => MayBeIn(TreeWords.Of(tree), kind)).SelectMany(tree => In(tree, kind));

    /// <summary>All calls in a type, in all of its parts; for top-level statements, in the file.</summary>
    /// <param name="type">The type, or <see langword="null"/> for code in no type, which has no calls.</param>
    public ImmutableArray<ClientCall> Of(INamedTypeSymbol? type) =>
        type is null ? ImmutableArray<ClientCall>.Empty : _ofTypes.GetOrAdd(type.OriginalDefinition, FindCallsOf);

    /// <summary>Whether a file can have calls of a kind. A batch is added to by a name that every collection has: where no code names a batch, none of these is meant.</summary>
    public bool MayBeIn(TreeWords words, CallKind kind) => words.MayCall(kind) && (kind != CallKind.AddToBatch || _hasBatches.Value);

    /// <summary>All calls of a kind in a file that may reach a broker.</summary>
    public ImmutableArray<ClientCall> In(SyntaxTree tree, CallKind kind) => _ofKinds.GetOrAdd((tree, kind), FindCallsIn);

    /// <summary>The calls of a kind in a file that may reach a broker, of those that are worth binding.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="kind">The kind of call.</param>
    /// <param name="mayBeMeant">Tells by its syntax whether an invocation is.</param>
    public IEnumerable<ClientCall> In(SyntaxTree tree, CallKind kind, Func<InvocationExpressionSyntax, bool> mayBeMeant) =>
        Bind(CandidatesOf(tree, kind).Where(mayBeMeant)).Where(call => !Rehearsals.Include(call.Invocation));

    /// <summary>All operations of a channel or connection of 7.x in a file that end when their task does, but for those that are awaited on the spot.</summary>
    public IEnumerable<ClientCall> NotAwaitedIn(SyntaxTree tree) => InvocationsIn(tree, AsynchronousNames)
        .Where(invocation => invocation.Parent is not AwaitExpressionSyntax)
        .Select(invocation => _compilation.Client.AsynchronousCallOf(_compilation.OperationOf(invocation)))
        .OfType<ClientCall>()
        .Where(call => !Rehearsals.Include(call.Invocation));

    /// <summary>The invocations of a tree that the client could be meant with, by name alone.</summary>
    public static IEnumerable<InvocationExpressionSyntax> CandidatesOf(SyntaxTree tree) =>
        TreeWords.Of(tree).MayCallAny ? InvocationsIn(tree, CandidateNames) : Enumerable.Empty<InvocationExpressionSyntax>();

    /// <summary>The invocations of a tree that a call of a kind could be meant with, by name alone.</summary>
    public IEnumerable<InvocationExpressionSyntax> CandidatesOf(SyntaxTree tree, CallKind kind) => MayBeIn(TreeWords.Of(tree), kind)
        ? InvocationsIn(tree, NamesOfKinds[kind]).Where(invocation => invocation.ArgumentList.Arguments.Count >= ClientMembers.FewestArgumentsOf(kind))
        : Enumerable.Empty<InvocationExpressionSyntax>();

    /// <summary>Reads an invocation as a call of the client.</summary>
    /// <returns>The call, or <see langword="null"/> when it is none.</returns>
    public ClientCall? CallOf(InvocationExpressionSyntax invocation) => _compilation.Client.CallOf(_compilation.OperationOf(invocation));

    /// <summary>The invocations of a tree by one of these names, in the order of the source.</summary>
    public static IEnumerable<InvocationExpressionSyntax> InvocationsIn(SyntaxTree tree, ImmutableArray<string> names)
    {
        var found = TreeNames.Of(tree);
        return names.SelectMany(found.Of)
            .Select(InvocationBy)
            .OfType<InvocationExpressionSyntax>()
            .OrderBy(invocation => invocation.SpanStart)
            .ThenByDescending(invocation => invocation.Span.Length);
    }

    private static InvocationExpressionSyntax? InvocationBy(SimpleNameSyntax name)
    {
        var callee = name.Parent is MemberAccessExpressionSyntax or MemberBindingExpressionSyntax ? name.Parent : name;
        return callee.Parent is InvocationExpressionSyntax invocation && ClientCall.NameOf(invocation) == name ? invocation : null;
    }

    private ImmutableArray<ClientCall> FindCallsIn((SyntaxTree Tree, CallKind Kind) wanted) => In(wanted.Tree, wanted.Kind, _ => true).ToImmutableArray();

    private ImmutableArray<ClientCall> FindCallsOf(INamedTypeSymbol type)
    {
        var calls = ImmutableArray.CreateBuilder<ClientCall>();
        foreach (var reference in type.DeclaringSyntaxReferences)
            calls.AddRange(Bind(CandidatesOf(reference.SyntaxTree).Where(candidate => reference.Span.Contains(candidate.Span))));
        return calls.ToImmutable();
    }

    private IEnumerable<ClientCall> Bind(IEnumerable<InvocationExpressionSyntax> candidates) => candidates.Select(CallOf).OfType<ClientCall>();
}
