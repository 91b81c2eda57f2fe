using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Durability;

/// <summary>
/// Gives a queue or exchange a new name wherever the solution names it, and nothing else that happens to have the same name.
/// It does so everywhere or, when a use cannot be followed, not at all.
/// </summary>
internal sealed class Renaming
{
    private readonly Solution _solution;
    private readonly DeclaredKind _kind;
    private readonly ReservedNames _names;
    private readonly NameFlow _flow;
    private readonly CancellationToken _cancellationToken;

    public Renaming(Solution solution, DeclaredKind kind, ReservedNames names, CancellationToken cancellationToken)
    {
        _solution = solution;
        _kind = kind;
        _names = names;
        _flow = new NameFlow(solution, kind, cancellationToken);
        _cancellationToken = cancellationToken;
    }

    /// <summary>Adds the edits that rename <paramref name="name"/>.</summary>
    /// <returns>Whether every use of the name is among them; otherwise the plan must not be used.</returns>
    public async Task<bool> TryAddAsync(EditPlan plan, string name)
    {
        var next = new NextName(name);
        var literals = ImmutableArray.CreateBuilder<(Document Document, LiteralExpressionSyntax Literal)>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (document, literal) in await LiteralsAsync(next.Stem.TrimEnd('_')).ConfigureAwait(false))
        {
            taken.Add(literal.Token.ValueText);
            if (literal.Token.ValueText == name)
            {
                var uses = await _flow.UsesOfAsync(document, literal).ConfigureAwait(false);
                if (uses.HasFlag(NameUses.Unknown) || uses.HasFlag(NameUses.Name | NameUses.SomethingElse))
                    return false;
                if (uses.HasFlag(NameUses.Name))
                    literals.Add((document, literal));
            }
        }

        var renamed = _names.Rename(_kind.NameRole, name, next.Candidates().Where(candidate => !taken.Contains(candidate)));
        foreach (var (document, literal) in literals)
        {
            if (next.Rewrite(literal.Token, renamed) is not { } text)
                return false;
            plan.Replace(document, literal.Span, text);
        }

        return literals.Count > 0 && await AreAllAsync(name, new HashSet<SyntaxNode>(literals.Select(found => found.Literal))).ConfigureAwait(false);
    }

    /// <summary>The string literals that contain a text.</summary>
    private async Task<ImmutableArray<(Document Document, LiteralExpressionSyntax Literal)>> LiteralsAsync(string part)
    {
        var literals = ImmutableArray.CreateBuilder<(Document, LiteralExpressionSyntax)>();
        foreach (var document in DocumentsOf(_solution))
        {
            var text = await document.GetTextAsync(_cancellationToken).ConfigureAwait(false);
            if (text.ToString().IndexOf(Writable(part), StringComparison.Ordinal) < 0
                || await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false) is not { } root)
                continue;
            literals.AddRange(root.DescendantNodes()
                .OfType<LiteralExpressionSyntax>()
                .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText.IndexOf(part, StringComparison.Ordinal) >= 0)
                .Select(literal => (document, literal)));
        }

        return literals.ToImmutable();
    }

    /// <summary>Whether every call that names it by a constant takes that from one of the literals.</summary>
    private async Task<bool> AreAllAsync(string name, HashSet<SyntaxNode> literals)
    {
        foreach (var document in DocumentsOf(_solution))
        {
            var text = (await document.GetTextAsync(_cancellationToken).ConfigureAwait(false)).ToString();
            if (!Mentions(text, "Queue") && !Mentions(text, "Exchange") && !Mentions(text, "Basic"))
                continue;
            if (await document.Project.GetCompilationAsync(_cancellationToken).ConfigureAwait(false) is not { } compilation
                || QueueCompilation.Of(compilation) is not { } known
                || await document.GetSyntaxRootAsync(_cancellationToken).ConfigureAwait(false) is not { } root)
                continue;
            if (root.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(MayName).Select(known.Calls.CallOf).OfType<ClientCall>()
                .SelectMany(call => NamesIn(call, known))
                .Any(value => known.Constants.Of(value).Text == name && !IsTakenFrom(value, literals, known)))
                return false;
        }

        return true;

        static bool Mentions(string text, string word) => text.IndexOf(word, StringComparison.Ordinal) >= 0;
    }

    private static bool MayName(InvocationExpressionSyntax invocation) =>
        ClientCall.NameOf(invocation) is { } name
        && ClientMembers.KindOf(name.Identifier.ValueText) is not (CallKind.None or CallKind.Close or CallKind.AddToBatch or CallKind.PublishBatch);

    /// <summary>What a call names queues or exchanges by, also where the name only passes through it.</summary>
    private IEnumerable<IOperation> NamesIn(ClientCall call, QueueCompilation compilation) =>
        call.Arguments
            .Where(argument => _kind.IsNamedBy(argument.Role) || IsQueueOfDefaultExchange(call, argument.Role, compilation))
            .SelectMany(argument => compilation.Wrappers.SitesOf(call, argument.Role)
                .Select(site => site.Argument(argument.Role)!.Value)
                .Prepend(argument.Value));

    private bool IsQueueOfDefaultExchange(ClientCall call, ArgumentRole role, QueueCompilation compilation) =>
        _kind == DeclaredKind.Queue && role == ArgumentRole.RoutingKey && call.Kind == CallKind.Publish
        && compilation.Constants.Of(call.Argument(ArgumentRole.Exchange)?.Value).Text == string.Empty;

    private static bool IsTakenFrom(IOperation value, HashSet<SyntaxNode> literals, QueueCompilation compilation)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            value = Operations.WithoutConversions(value);
            if (literals.Contains(value.Syntax))
                return true;
            if (Operations.SymbolOf(value) is not { } symbol)
                return false;
            if (symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var initializer } && literals.Contains(initializer))
                return true;
            if (compilation.Assignments.SingleValueOf(symbol) is not { } origin)
                return false;
            value = origin;
        }

        return false;
    }

    private static IEnumerable<Document> DocumentsOf(Solution solution) =>
        solution.Projects.Where(project => project.Language == LanguageNames.CSharp).SelectMany(project => project.Documents);

    /// <summary>As much of a name as every literal writes in the same way.</summary>
    private static string Writable(string part)
    {
        var end = 0;
        while (end < part.Length && (char.IsLetterOrDigit(part[end]) || part[end] is '_' or '-' or '.' or ':' or '/') && part[end] < 128)
            end++;
        return part.Substring(0, end);
    }
}
