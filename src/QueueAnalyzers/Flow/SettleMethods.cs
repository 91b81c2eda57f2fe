using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Options;

namespace QueueAnalyzers.Flow;

/// <summary>Methods of the user's that settle the delivery they are given: nothing shows it, the option <c>settle_methods</c> says it.</summary>
internal sealed class SettleMethods
{
    private readonly AnalyzerConfigOptionsProvider? _config;
    private readonly ConcurrentDictionary<SyntaxTree, ImmutableArray<string>> _ids = new();

    public SettleMethods(AnalyzerConfigOptionsProvider? config) => _config = config;

    /// <summary>Whether a call is one of such a method, as the file says in which it stands.</summary>
    public bool Include(IInvocationOperation invocation)
    {
        var ids = IdsIn(invocation.Syntax.SyntaxTree);
        return !ids.IsEmpty && ids.Contains((invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod).OriginalDefinition.GetDocumentationCommentId() ?? string.Empty);
    }

    private ImmutableArray<string> IdsIn(SyntaxTree tree) =>
        _config is null ? ImmutableArray<string>.Empty : _ids.GetOrAdd(tree, tree => QueueOptions.Of(_config, tree).SettleMethods);
}
