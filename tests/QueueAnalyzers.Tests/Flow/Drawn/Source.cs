using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>
/// Writes a drawn handler as C#: plain, as it is analyzed, or watched, with calls that tell where it is. Both have the same lines,
/// and a place is a line in either.
/// </summary>
internal sealed partial class Source
{
    private const string Entering = "Enter(); try {";
    private const string Leaving = "} catch { Failed(); throw; } finally { Leave(); }";

    private readonly StringBuilder _text = new();
    private readonly List<string> _clauses = [];
    private readonly List<int> _handingOn = [];
    private readonly bool _isWatched;
    private int _line = 1;
    private int _indent;
    private int _loops;
    private int _inClauses;
    private string _tag = "args.DeliveryTag";
    private bool _isHandler;

    private Source(bool isWatched) => _isWatched = isWatched;

    public static string Of(ImmutableArray<Statement> body)
    {
        var source = new Source(false);
        source.Write(body);
        return source._text.ToString();
    }

    public static string Of(DrawnHandler handler, Target target, bool isWatched)
    {
        var source = new Source(isWatched);
        source.Write(handler);
        return target.Expand(source._text.ToString());
    }

    private void Write(DrawnHandler handler)
    {
        var own = handler.Shape == Shape.Override ? "deliveryTag" : "args.DeliveryTag";
        _tag = own;
        Line($"public class {handler.Name} : Handler");
        Open();
        // The line after the next stands for the whole handler.
        switch (handler.Shape)
        {
            case Shape.Event:
                Line(_isWatched ? "public override async~ Task~ Receive() { await~ OnReceived(null, Args); }" : "public async~ Task~ Run() { var consumer = new EventingConsumer~(channel); consumer.Received~ += OnReceived; await~ channel.BasicConsume~(\"orders\", false, consumer); }");
                Line("private async~ Task~ OnReceived(object? sender, BasicDeliverEventArgs args)");
                break;
            case Shape.Override:
                Line(_isWatched ? "public override async~ Task~ Receive() { await~ HandleBasicDeliver~(\"\", 1, false, \"\", \"\", null!, default); }" : "public async~ Task~ Run() { await~ channel.BasicConsume~(\"orders\", false, this); }");
                Line("public override async~ Task~ HandleBasicDeliver~(Delivery~)");
                break;
            default:
                Line($"public {(_isWatched ? "override " : "")}async~ Task~ Receive() {{ var f0 = false; var f1 = false;");
                Line("while (true) { var args = await~ channel.BasicGet~(\"orders\", false); if (args == null) break;");
                break;
        }

        Open();
        Line(handler.Shape == Shape.Loop ? "" : "var f0 = false; var f1 = false;");
        Line("var o0 = Peek();");
        foreach (var function in handler.Inner)
            WriteInner(function);

        _isHandler = true;
        Write(handler.Body);
        _isHandler = false;
        Line("", _isWatched ? "Ended(0);" : "");
        Close(handler.Shape == Shape.Loop ? "} }" : "");
        foreach (var method in handler.Methods)
        {
            _tag = method.Parameter == "tag" ? "tag" : "args.DeliveryTag";
            var parameter = method.Parameter == "tag" ? "ulong tag" : (handler.Shape == Shape.Loop ? "BasicGetResult" : "BasicDeliverEventArgs") + " args";
            Line($"private async~ {(method.Answers ? "Task~<bool>" : "Task~")} {method.Name}~{(method.Kind == FunctionKind.Generic ? $"<T>({parameter}, T with)" : $"({parameter})")}");
            Open(_isWatched ? Entering : "");
            Write(method.Body);
            Close(_isWatched ? Leaving : "");
        }

        if (_isWatched)
        {
            Line($"protected override Clause ClauseAt(int line) => line switch {{ {string.Concat(_clauses.Select(clause => clause + ", "))}_ => default! }};");
            Line($"protected override int[] HandingOn {{ get; }} = {{ {string.Join(", ", _handingOn)} }};");
        }

        Close();
    }

    private void WriteInner(Function function)
    {
        var isLambda = function.Kind == FunctionKind.Lambda;
        Line(isLambda
            ? $"{(function.Answers ? "{Func<bool>~~Func<Task<bool>>}" : "{Action~~Func<Task>}")} {function.Name} = async~ () =>"
            : $"async~ {(function.Answers ? "Task~<bool>" : "Task~")} {function.Name}~()");
        // What a function without the delivery catches is its own affair, as that of any other method.
        var isOwnAffair = _isWatched && !function.UsesDelivery;
        Open(isOwnAffair ? Entering : "");
        Write(function.Body);
        Close(isOwnAffair ? Leaving : "", isLambda ? ";" : "");
    }

    private void Write(ImmutableArray<Statement> body)
    {
        foreach (var statement in body)
            Write(statement);
    }

    private void Write(Statement statement)
    {
        if (statement.Parts.IsEmpty)
            Line(statement.Text, MarkOf(statement.Text));
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
            Open();
            Write(part.Body);
            Close();
            Line("break;");
        }

        Close();
    }

    private void WriteTry(Statement statement)
    {
        var hasFinally = statement.Parts[^1].Head == "finally";
        var hasCatches = statement.Parts.Any(part => part.Head.StartsWith("catch", StringComparison.Ordinal));
        var flag = $"u{_line}";
        var first = _line;
        var clauses = new List<(int First, int Last, Part Part)>();
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

            var line = _line;
            if (isCatch)
            {
                _inClauses++;
                Line(part.Head);
                Open(_isWatched ? $"Caught({line});" : "");
            }
            else
            {
                Line(part.Head, _isWatched && hasFinally ? $"{{ var {flag} = false; {(hasCatches ? "try {" : "")}" : "");
                Open();
            }

            Write(part.Body);
            Close();
            if (isCatch)
            {
                _inClauses--;
                clauses.Add((line, _line - 1, part));
            }
        }

        foreach (var clause in clauses)
        {
            var swallows = clause.Part.Head == "catch (Exception)";
            _clauses.Add($"{clause.First} => new({clause.First}, {clause.Last}, {first}, {_line - 1}, {Text(swallows && !clause.Part.TakesCare && !clause.Part.Throws)}, {Text(clause.Part.TakesCare)})");
        }

        static string Text(bool value) => value ? "true" : "false";
    }

    private void WriteParts(Statement statement)
    {
        foreach (var part in statement.Parts)
        {
            Line(part.Head, part.Head.StartsWith("if", StringComparison.Ordinal) && _isWatched ? $"At({_line});" : "");
            var isLoop = part.Head == "do" || Array.Exists(["for", "while"], word => part.Head.StartsWith(word, StringComparison.Ordinal));
            _loops += isLoop ? 1 : 0;
            Open();
            Write(part.Body);
            _loops -= isLoop ? 1 : 0;
            Close(part.Tail);
        }
    }

    private string MarkOf(string text)
    {
        if (!_isWatched)
            return "";
        if (text.StartsWith("return", StringComparison.Ordinal))
            return _isHandler ? $"Ended({_line});" : "";
        if (text == "throw;")
            return "Throws();";
        // The only loop around is the one that fetches.
        if (text == "continue;" && _isHandler && _loops == 0)
            return $"Ended({_line});";
        return text is "break;" or "continue;" || Array.Exists(["throw", "goto", "End:"], word => text.StartsWith(word, StringComparison.Ordinal)) ? "" : $"At({_line});";
    }

    private void Open(string more = "")
    {
        Line("{ " + more);
        _indent++;
    }

    private void Close(string more = "", string tail = "")
    {
        _indent--;
        Line((more.StartsWith('}') ? more + " }" : "} " + more) + tail);
    }

    private void Line(string text, string mark = "")
    {
        var handsOn = (text.Contains("TAG", StringComparison.Ordinal) || text.Contains("ARGS", StringComparison.Ordinal)) && !text.Contains("channel.Basic", StringComparison.Ordinal);
        if (handsOn && _inClauses == 0)
            _handingOn.Add(_line);
        if (_isWatched)
            text = ThrownException().Replace(text, "throw Throws($1)");
        text = text.Replace("TAG", _tag, StringComparison.Ordinal).Replace("ARGS", "args", StringComparison.Ordinal);
        _text.Append(' ', _indent * 4).Append(mark).Append(mark.Length > 0 && text.Length > 0 ? " " : "").Append(text.TrimEnd()).Append('\n');
        _line++;
    }

    [GeneratedRegex(@"throw (new \w+\(\))")]
    private static partial Regex ThrownException();
}
