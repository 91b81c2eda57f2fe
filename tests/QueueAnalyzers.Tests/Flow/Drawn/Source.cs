using System.Collections.Immutable;
using System.Text;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>
/// Writes a drawn handler as C#: plain, as it is analyzed, or watched, with calls that tell where it is. Both have the same lines,
/// and a place is a line in either.
/// </summary>
internal sealed class Source
{
    private readonly StringBuilder _text = new();
    private readonly bool _isWatched;
    private int _line = 1;
    private int _indent;
    private string _tag = "args.DeliveryTag";
    private bool _isHandler;
    private bool _isInLocal;

    private Source(bool isWatched) => _isWatched = isWatched;

    public static string Of(ImmutableArray<Statement> body)
    {
        var source = new Source(false);
        source.Write(body);
        return source._text.ToString();
    }

    public static string Of(DrawnHandler handler, ClientVersion version, bool isWatched)
    {
        var source = new Source(isWatched);
        source.Write(handler);
        return Dialect.Expand(source._text.ToString(), version);
    }

    private void Write(DrawnHandler handler)
    {
        Line($"public class {handler.Name} : Handler");
        Open();
        Line(_isWatched ? "public override async~ Task~ Receive() { await~ OnReceived(null, Args); }" : "public async~ Task~ Run() { var consumer = new EventingConsumer~(channel); consumer.Received~ += OnReceived; await~ channel.BasicConsume~(\"orders\", false, consumer); }");
        // The line of the name stands for the whole handler.
        Line("private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)");
        Open();
        Line("var f0 = false; var f1 = false;");
        Line("var o0 = Peek();");
        foreach (var local in handler.Locals)
        {
            _isInLocal = true;
            Line($"async~ {(local.Answers ? "Task~<bool>" : "Task~")} {local.Name}~()");
            Open();
            Write(local.Body);
            Close();
            _isInLocal = false;
        }

        _isHandler = true;
        Write(handler.Body);
        _isHandler = false;
        Line("", _isWatched ? "Ended(0);" : "");
        Close();
        foreach (var method in handler.Methods)
        {
            _tag = method.Parameter == "tag" ? "tag" : "args.DeliveryTag";
            Line($"private async~ {(method.Answers ? "Task~<bool>" : "Task~")} {method.Name}~({(method.Parameter == "tag" ? "ulong tag" : "BasicDeliverEventArgs args")})");
            Open(_isWatched ? "Enter(); try {" : "");
            Write(method.Body);
            Close(_isWatched ? "} finally { Leave(); }" : "");
        }

        Close();
    }

    private void Write(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
            Write(statement);
    }

    private void Write(Statement statement)
    {
        if (statement.Parts.IsEmpty)
            Line(statement.Text.Replace("TAG", _tag, StringComparison.Ordinal), MarkOf(statement.Text));
        else if (statement.IsSwitch)
            WriteSwitch(statement);
        else if (statement.IsTry)
            WriteTry(statement);
        else
            WriteParts(statement);
    }

    private void WriteSwitch(Statement statement)
    {
        Line(statement.Text);
        Open();
        foreach (var part in statement.Parts)
        {
            Line(part.Head);
            Write(part.Body);
            Line("break;");
        }

        Close();
    }

    private void WriteTry(Statement statement)
    {
        var hasFinally = statement.Parts[^1].Head == "finally";
        var hasCatches = statement.Parts.Any(part => part.Head.StartsWith("catch", StringComparison.Ordinal));
        var flag = $"u{_line}";
        foreach (var part in statement.Parts)
        {
            var isCatch = part.Head.StartsWith("catch", StringComparison.Ordinal);
            if (part.Head == "finally")
            {
                Line(part.Head, _isWatched ? $"{(hasCatches ? "}" : "")} catch {{ {flag} = true; Unwinding++; throw; }}" : "");
                Open(_isWatched ? "try {" : "");
                Write(part.Body);
                Close(_isWatched ? $"}} finally {{ if ({flag}) Unwinding--; }} }}" : "");
                continue;
            }

            if (isCatch)
            {
                var blames = part.Head == "catch (Exception)" && !part.TakesCare;
                Line(part.Head);
                Open(_isWatched ? $"Caught({_line - 1}, {(blames ? "true" : "false")});" : "");
            }
            else
            {
                Line(part.Head, _isWatched && hasFinally ? $"{{ var {flag} = false; {(hasCatches ? "try {" : "")}" : "");
                Open();
            }

            Write(part.Body);
            Close();
        }
    }

    private void WriteParts(Statement statement)
    {
        foreach (var part in statement.Parts)
        {
            Line(part.Head, part.Head.StartsWith("if", StringComparison.Ordinal) && _isWatched ? $"At({_line});" : "");
            Open();
            Write(part.Body);
            Close(part.Tail);
        }
    }

    private string MarkOf(string text)
    {
        if (!_isWatched)
            return "";
        if (text.StartsWith("return", StringComparison.Ordinal))
            return _isHandler && !_isInLocal ? $"Ended({_line});" : "";
        return text is "break;" or "continue;" || text.StartsWith("throw", StringComparison.Ordinal) ? "" : $"At({_line});";
    }

    private void Open(string more = "")
    {
        Line("{ " + more);
        _indent++;
    }

    private void Close(string more = "")
    {
        _indent--;
        Line(more.StartsWith('}') ? more + " }" : "} " + more);
    }

    private void Line(string text, string mark = "")
    {
        _text.Append(' ', _indent * 4).Append(mark).Append(mark.Length > 0 && text.Length > 0 ? " " : "").Append(text.TrimEnd()).Append('\n');
        _line++;
    }
}
