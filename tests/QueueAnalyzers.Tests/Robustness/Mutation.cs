using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace QueueAnalyzers.Tests.Robustness;

/// <summary>
/// Damages code as it is damaged between two keystrokes, by a merge that went wrong, and by half a migration to another generation of
/// the client. The same seed and number damage a text in the same way.
/// </summary>
internal sealed class Mutation
{
    private const int MostSteps = 4;

    private static readonly ImmutableArray<string> Strays =
    [
        "await", "async", "return", "throw", "new", "using", "var", "static", "out", "ref", "in", "is", "not", "switch", "case", "default", "null", "this", "base",
        "try", "catch", "finally", "if", "else", "for", "foreach", "while", "do", "goto", "break", "continue", "yield", "lock", "checked", "fixed", "stackalloc",
        "class", "record", "struct", "enum", "interface", "namespace", "partial", "override", "delegate", "event", "operator", "typeof", "nameof", "sizeof", "with", "when",
        "{", "}", "(", ")", "[", "]", "<", ">", ";", ",", ".", ":", "?", "!", "=", "=>", "??=", "?.", "..", "&&", "|", "+=", "\"", "'", "$\"{", "\"\"\"", "@", "#", "//", "/*", "0x", "1e", "\\u0041",
    ];

    private static readonly ImmutableArray<string> Expressions =
    [
        "null", "default", "true", "\"\"", "\"x-max-length\"", "0", "-1", "18446744073709551615", "1.5m", "this", "new()", "[]", "[.. x]", "() => { }", "async (_, args) => await x", "throw null!", "nameof(x)",
        "x?.y?[0]", "a ? b : c", "a switch { _ => b }", "x is { Length: > 0 } y", "\"a\" + 1", "missing.Method()", "(1, 2)", "x!", "await x", "stackalloc byte[1]", "from a in b select a", "new { a = 1 }", "x++", "x = y",
    ];

    private static readonly ImmutableArray<(string Old, string New)> Generations =
    [
        ("IModel", "IChannel"), ("CreateModel", "CreateChannelAsync"), ("CreateConnection", "CreateConnectionAsync"), ("EventingBasicConsumer", "AsyncEventingBasicConsumer"),
        ("DefaultBasicConsumer", "AsyncDefaultBasicConsumer"), ("Received", "ReceivedAsync"), ("BasicAck", "BasicAckAsync"), ("BasicNack", "BasicNackAsync"), ("BasicReject", "BasicRejectAsync"),
        ("BasicGet", "BasicGetAsync"), ("BasicQos", "BasicQosAsync"), ("BasicConsume", "BasicConsumeAsync"), ("BasicPublish", "BasicPublishAsync"), ("QueueDeclare", "QueueDeclareAsync"),
        ("ExchangeDeclare", "ExchangeDeclareAsync"), ("QueueBind", "QueueBindAsync"), ("HandleBasicDeliver", "HandleBasicDeliverAsync"), ("Close", "CloseAsync"), ("Dispose", "DisposeAsync"),
        ("IBasicProperties", "BasicProperties"), ("CreateBasicProperties", "BasicProperties"), ("ModelShutdown", "ChannelShutdownAsync"), ("BasicReturn", "BasicReturnAsync"), ("void", "Task"),
    ];

    private readonly Random _random;
    private readonly IReadOnlyList<string> _others;

    /// <param name="seed">The seed.</param>
    /// <param name="number">The number of the mutant.</param>
    /// <param name="others">Texts that pieces may come from.</param>
    public Mutation(int seed, int number, IReadOnlyList<string> others)
    {
        _random = new Random(unchecked((seed * 1_000_003) + number));
        _others = others;
    }

    /// <summary>One of several.</summary>
    public T Pick<T>(IReadOnlyList<T> several) => several[_random.Next(several.Count)];

    public string Mutate(string text)
    {
        for (var left = 1 + _random.Next(MostSteps); left > 0 && text.Length > 0; left--)
            text = Step(text);
        return text;
    }

    private string Step(string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        var tokens = root.DescendantTokens().Where(token => token.Span.Length > 0).ToArray();
        if (tokens.Length == 0)
            return text;
        var token = Pick(tokens);
        return _random.Next(20) switch
        {
            0 => text[..(_random.Next(2) == 0 ? token.Span.Start : token.Span.End)],
            1 => text[token.Span.Start..],
            2 or 3 => Replace(text, token.Span, ""),
            4 => text.Insert(token.Span.End, token.Text),
            5 => Swap(text, token.Span, Pick(tokens).Span),
            6 => Replace(text, token.Span, Pick(tokens).Text),
            7 => text.Insert(token.Span.Start, Pick(Strays)),
            8 => text.Insert(token.Span.Start, Pick(Strays) + " "),
            9 => On<StatementSyntax>(root, text, statement => Replace(text, statement.Span, "")),
            10 => On<StatementSyntax>(root, text, statement => text.Insert(statement.Span.End, " " + statement)),
            11 => On<StatementSyntax>(root, text, statement => On<StatementSyntax>(root, text, other => Swap(text, statement.Span, other.Span))),
            12 => On<StatementSyntax>(root, text, statement => Replace(text, statement.Span, On<StatementSyntax>(Other(), "", other => other.ToString()))),
            13 => On<ExpressionSyntax>(root, text, expression => Replace(text, expression.Span, Pick(Expressions))),
            14 => On<ExpressionSyntax>(root, text, expression => On<ExpressionSyntax>(root, text, other => Replace(text, expression.Span, other.ToString()))),
            15 => On<ArgumentSyntax>(root, text, argument => Replace(text, argument.FullSpan, "")),
            16 => On<ArgumentSyntax>(root, text, argument => On<ArgumentSyntax>(Other(), text, other => Replace(text, argument.Span, other.ToString()))),
            17 => On<MemberDeclarationSyntax>(root, text, member => On<MemberDeclarationSyntax>(Other(), text, other => Replace(text, member.Span, other.ToString()))),
            18 => Migrate(text, tokens, most: 1),
            _ => Migrate(text, tokens, most: int.MaxValue),
        };
    }

    private string On<TNode>(SyntaxNode root, string otherwise, Func<TNode, string> change)
        where TNode : SyntaxNode => root.DescendantNodes().OfType<TNode>().Where(node => node.Span.Length > 0).ToArray() is { Length: > 0 } nodes ? change(Pick(nodes)) : otherwise;

    private SyntaxNode Other() => CSharpSyntaxTree.ParseText(Pick(_others)).GetRoot();

    /// <summary>Renames some of the client's members to what another generation calls them.</summary>
    private string Migrate(string text, IReadOnlyList<SyntaxToken> tokens, int most)
    {
        var forward = _random.Next(2) == 0;
        var renamed = tokens
            .Select(token => (token.Span, Name: Generations.Where(pair => (forward ? pair.Old : pair.New) == token.Text).Select(pair => forward ? pair.New : pair.Old).FirstOrDefault()))
            .Where(rename => rename.Name is not null)
            .ToArray();
        foreach (var (span, name) in (most < renamed.Length ? [Pick(renamed)] : renamed).OrderByDescending(rename => rename.Span.Start))
            text = Replace(text, span, name!);
        return text;
    }

    private static string Swap(string text, TextSpan one, TextSpan other)
    {
        var (first, second) = one.Start <= other.Start ? (one, other) : (other, one);
        return first.End > second.Start
            ? Replace(text, second, "")
            : string.Concat(text[..first.Start], text.Substring(second.Start, second.Length), text[first.End..second.Start], text.Substring(first.Start, first.Length), text[second.End..]);
    }

    private static string Replace(string text, TextSpan span, string with) => string.Concat(text.AsSpan(0, span.Start), with, text.AsSpan(span.End));
}
