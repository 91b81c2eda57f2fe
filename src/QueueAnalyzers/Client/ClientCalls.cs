using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>
/// The calls of the client in a type or in the whole compilation, for rules whose answer lies elsewhere than the call they
/// look at. Which invocations could be calls is read off the syntax and kept for each tree, so that an edit costs the edited
/// tree; only those are bound.
/// </summary>
internal sealed class ClientCalls
{
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<ImmutableArray<InvocationExpressionSyntax>>> Candidates = new();

    // Every name of the table that a rule asks about from elsewhere contains one of these.
    private static readonly string[] Fragments = { "Basic", "Declare", "QueueBind", "QueueDelete", "ExchangeBind", "ExchangeDelete", "Confirm", "CreateConnection", "CreateChannel", "CreateModel", "TxSelect" };

    private readonly QueueCompilation _compilation;
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<ClientCall>> _ofTypes = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableArray<ClientCall>> _all;

    public ClientCalls(QueueCompilation compilation)
    {
        _compilation = compilation;
        _all = new(() => compilation.Compilation.SyntaxTrees.SelectMany(tree => Bind(CandidatesOf(tree))).ToImmutableArray());
    }

    /// <summary>All calls of the compilation, but for those whose names are too common to tell (Add, Publish, Close, Abort).</summary>
    public ImmutableArray<ClientCall> All => _all.Value;

    /// <summary>All calls in a type, in all of its parts; for top-level statements, in the file.</summary>
    /// <param name="type">The type, or <see langword="null"/> for code in no type, which has no calls.</param>
    public ImmutableArray<ClientCall> Of(INamedTypeSymbol? type) =>
        type is null ? ImmutableArray<ClientCall>.Empty : _ofTypes.GetOrAdd(type.OriginalDefinition, FindCallsOf);

    /// <summary>The invocations of a tree that the client could be meant with, by name alone.</summary>
    public static ImmutableArray<InvocationExpressionSyntax> CandidatesOf(SyntaxTree tree) =>
        Candidates.GetValue(tree, static tree => new(FindCandidates(tree))).Value;

    /// <summary>Reads an invocation as a call of the client.</summary>
    /// <returns>The call, or <see langword="null"/> when it is none.</returns>
    public ClientCall? CallOf(InvocationExpressionSyntax invocation) => _compilation.Client.CallOf(_compilation.OperationOf(invocation));

    private static ImmutableArray<InvocationExpressionSyntax> FindCandidates(SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        return Array.Exists(Fragments, fragment => text.IndexOf(fragment, StringComparison.Ordinal) >= 0)
            ? tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsCandidate).ToImmutableArray()
            : ImmutableArray<InvocationExpressionSyntax>.Empty;
    }

    private static bool IsCandidate(InvocationExpressionSyntax invocation) =>
        ClientCall.NameOf(invocation)?.Identifier.ValueText is { } name && ClientMembers.KindOf(name) != CallKind.None
        && Array.Exists(Fragments, fragment => name.Contains(fragment));

    private ImmutableArray<ClientCall> FindCallsOf(INamedTypeSymbol type)
    {
        var calls = ImmutableArray.CreateBuilder<ClientCall>();
        foreach (var reference in type.DeclaringSyntaxReferences)
            calls.AddRange(Bind(CandidatesOf(reference.SyntaxTree).Where(candidate => reference.Span.Contains(candidate.Span))));
        return calls.ToImmutable();
    }

    private IEnumerable<ClientCall> Bind(IEnumerable<InvocationExpressionSyntax> candidates) => candidates.Select(CallOf).OfType<ClientCall>();
}
