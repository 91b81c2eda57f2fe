using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Draws handlers. The same seed and number give the same handler.</summary>
internal sealed class Drawing
{
    private static readonly string[] Settles =
    [
        "await~ channel.BasicAck~(TAG, false)", "await~ channel.BasicAck~(TAG, false)", "await~ channel.BasicNack~(TAG, false, false)", "await~ channel.BasicReject~(TAG, true)",
        "await~ channel.BasicAck~(TAG, multiple: false)", "await~ channel.BasicReject~(requeue: false, deliveryTag: TAG)",
    ];

    private static readonly string[] WrappedSettles = ["await~ channel.Accept~(TAG)", "await~ TAG.Finish~(channel, true)", "await~ TAG.Finish~(channel, ok: false)", "await~ Done~(TAG)"];

    private readonly Random _random;
    private readonly ConditionDrawing _conditions;
    private readonly int _number;
    private readonly List<Function> _functions = [];
    private Shape _shape;
    private int _left;
    private int _loops;

    public Drawing(int seed, int number)
    {
        _random = new Random(unchecked((seed * 1_000_003) + number));
        _conditions = new ConditionDrawing(_random);
        _number = number;
    }

    public DrawnHandler Draw()
    {
        _shape = _random.Next(10) switch { < 6 => Shape.Event, < 8 => Shape.Override, _ => Shape.Loop };
        // The last method first: each can call those below it.
        for (var i = _random.Next(4); i > 0; i--)
            _functions.Add(DrawMethod(i));
        var methods = _functions.ToImmutableArray();
        if (Chance(30))
            _functions.Add(DrawInner(FunctionKind.Local));
        if (Chance(20))
            _functions.Add(DrawInner(FunctionKind.Lambda));

        _left = _random.Next(4, 14);
        var handler = new Scope("", Answers: false) { InLoop = _shape == Shape.Loop, CanContinue = _shape == Shape.Loop, CanGo = Chance(8) };
        var body = Settling(Block(handler, 0), handler);
        if (Source.Of(body).Contains("goto End;", StringComparison.Ordinal))
            body = body.Add(Statement.Line("End: Log();"));
        return new(_number, _shape, body, methods, _functions.Skip(methods.Length).ToImmutableArray());
    }

    private Function DrawMethod(int number)
    {
        _left = 5;
        var answers = Chance(50);
        var scope = new Scope(_shape == Shape.Override || Chance(50) ? "tag" : "args", answers);
        var body = Settling(Block(scope, 1), scope);
        return new(Chance(15) ? FunctionKind.Generic : FunctionKind.Method, answers ? $"Try{number}" : $"Settle{number}", answers, scope.Parameter, answers ? body.Add(Answer()) : body);
    }

    private Function DrawInner(FunctionKind kind)
    {
        _left = 4;
        var answers = Chance(40);
        var scope = new Scope("", answers);
        var body = Settling(Block(scope, 1), scope);
        return new(kind, kind == FunctionKind.Lambda ? "Later" : "Local", answers, "", answers ? body.Add(Answer()) : body);
    }

    /// <summary>The rules are about handlers that settle somewhere.</summary>
    private ImmutableArray<Statement> Settling(ImmutableArray<Statement> body, Scope scope) =>
        Source.Of(body).Contains("channel.Basic", StringComparison.Ordinal) ? body : body.Add(Statement.Line(Pick(Settles) + ";"));

    private ImmutableArray<Statement> Block(Scope scope, int depth)
    {
        var count = _random.Next(1, depth == 0 ? 7 : 4);
        var block = ImmutableArray.CreateBuilder<Statement>();
        for (var i = 0; i < count && _left > 0; i++)
        {
            _left--;
            var statement = Draw(scope, depth);
            block.Add(statement);
            if (statement.Text is "break;" or "continue;" || Array.Exists(["return", "throw", "goto"], word => statement.Text.StartsWith(word, StringComparison.Ordinal)))
                break;
        }

        return block.ToImmutable();
    }

    private Statement Draw(Scope scope, int depth)
    {
        if (depth < 3 && Chance(55))
            return Compound(scope, depth);
        switch (_random.Next(28))
        {
            case < 6:
                return Settle();
            case < 10:
                return Statement.Line("await~ Work~();");
            case 10:
                return Statement.Line("{Log();~~await Pending;}");
            case 11:
                return Statement.Line("Log();");
            case < 14 when !scope.InFinally:
                return scope.Answers ? Answer() : Statement.Line("return;");
            case 14:
                return Statement.Line(scope.InCatch ? "throw;" : Pick("throw new TimeoutException();", "throw new InvalidOperationException();"));
            case 15 when scope.InLoop:
                return Statement.Line("break;");
            case 16 when scope.CanContinue:
                return Statement.Line("continue;");
            case < 19 when scope.SeesFlags:
                return Statement.Line(SetFlag());
            case 19 when scope.SeesFlags:
                return Statement.Line(Pick("o0 = Peek();", "o0 = null;", "_ = o0 ?? throw new TimeoutException();", "o0 ??= Peek();"));
            case 20:
                return Statement.Line(scope.CanGo ? "Other?.Open();" : Pick("Other?.Open();", $"using var u{_loops++} = Open();", "_ = Other ?? throw new InvalidOperationException();"));
            case 21 when scope is { CanGo: true, InFinally: false }:
                return Statement.Line("goto End;");
            case 22:
                return Statement.Line(Pick(WrappedSettles) + ";");
            default:
                return Call(scope);
        }
    }

    private string SetFlag()
    {
        var flag = $"f{_random.Next(2)}";
        return _random.Next(8) switch
        {
            0 => $"{flag} {Pick("|=", "&=", "^=")} {Pick("C1", "Flip()")};",
            1 => $"{flag} = Kind switch {{ 1 => C0, 2 => true, _ => Flip() }};",
            2 => $"{flag} = C0 ? C1 : Flip();",
            _ => $"{flag} = {Pick("true", "true", "false", "C0", "!C1", "o0 is null")};",
        };
    }

    private Statement Compound(Scope scope, int depth)
    {
        var loop = scope with { InLoop = true, CanContinue = true };
        switch (_random.Next(21))
        {
            case < 8:
                var choice = new Part($"if ({_conditions.Draw(scope, CallableFrom(scope))})", Block(scope, depth + 1));
                return Chance(35) ? Statement.Of(choice, new("else", Block(scope, depth + 1))) : Statement.Of(choice);
            case < 14:
                return Attempt(scope, depth);
            case 14:
                return Statement.Of(new Part($"foreach (var n{_loops++} in Items)", Block(loop, depth + 1)));
            case 15:
                return Statement.Of(new Part(Counting(), Block(loop, depth + 1)));
            case 16:
                return Chance(50)
                    ? Statement.Of(new Part(Pick("while (More())", "while (More() && Flip())", "for (; More();)"), Block(loop, depth + 1)))
                    : Statement.Of(new Part("do", Block(loop, depth + 1), "while (More());"));
            case 17:
                var forever = Block(scope with { InLoop = true, CanContinue = false }, depth + 1);
                return Statement.Of(new Part("while (true)", forever.Add(Statement.Of(new Part("if (!More())", [Statement.Line("break;")])))));
            case 18 or 19:
                var section = scope with { InLoop = false };
                var parts = new List<Part> { new(Pick("case 1:", "case 1:", "case 1 when C1:", "case > 1:"), Block(section, depth + 1)), new(Pick("case 2:", "case 0 or 2:"), Block(section, depth + 1)) };
                if (parts[0].Head == "case > 1:")
                    parts[1] = parts[1] with { Head = Pick("case 1:", "case 0 or 1:") };
                if (Chance(60))
                    parts.Add(new("default:", Block(section, depth + 1)));
                return new Statement("switch (Kind)", [.. parts]);
            default:
                return Statement.Of(new Part("using (Open())", Block(scope, depth + 1)));
        }
    }

    private Statement Attempt(Scope scope, int depth)
    {
        var inClause = scope with { InCatch = true };
        var clauses = new List<string>();
        var shape = _random.Next(10);
        if (shape is < 3 or 9)
            clauses.Add(Pick("catch (TimeoutException)", "catch (TimeoutException)", "catch (TimeoutException) when (C1)", "catch (TimeoutException) when (Flip())", scope.SeesFlags ? "catch (TimeoutException) when (!f0)" : "catch (TimeoutException) when (!C2)"));
        if (Chance(10))
            clauses.Add("catch (InvalidOperationException)");
        if (Chance(12))
        {
            // A clause may stand in another.
            var caught = $"e{_loops++}";
            clauses.Add(Pick("catch (Exception) when (C0)", $"catch (Exception {caught}) when ({caught} is not TimeoutException)", $"catch (Exception {caught}) when ({caught} is InvalidOperationException)", "catch (Exception) when (Flip())"));
        }

        if (shape is < 8 and not 0)
            clauses.Add("catch (Exception)");
        var parts = new List<Part> { new("try", Block(scope with { InCatch = false }, depth + 1)) };
        parts.AddRange(clauses.Select(clause => new Part(clause, Block(inClause, depth + 1))));
        if (shape >= 8 || parts.Count == 1 || Chance(15))
            parts.Add(new("finally", Block(scope with { InFinally = true, InCatch = false, InLoop = false, CanContinue = false }, depth + 1)));
        return new Statement("", [.. parts]);
    }

    private string Counting()
    {
        var counter = $"i{_loops++}";
        return $"for (var {counter} = 0; {counter} < {_random.Next(1, 4)}; {counter}++)";
    }

    private Function[] CallableFrom(Scope scope) => [.. _functions.Where(function => function.IsCallableFrom(scope.Parameter))];

    private Statement Call(Scope scope)
    {
        var callable = CallableFrom(scope);
        if (callable.Length == 0)
            return Settle();
        var function = callable[_random.Next(callable.Length)];
        if (!function.Answers)
            return Statement.Line(function.Call + ";");
        return _random.Next(5) switch
        {
            0 => Statement.Line($"_ = {function.Call};"),
            1 when scope.SeesFlags => Statement.Line($"f{_random.Next(2)} = {function.Call};"),
            2 => Statement.Line($"_ = Kind switch {{ 1 => {function.Call}, 2 => C0, _ => false }};"),
            3 when !scope.Answers && !scope.InFinally && Chance(50) => Statement.Of(new Part($"if ({Pick($"!({function.Call})", function.Call, $"({function.Call}) == false")})", [Statement.Line("return;")])),
            3 => Statement.Of(new Part($"if ({Pick("C0 && ", "C1 || ", "Flip() && !")}({function.Call}))", [Settle()])),
            _ => Statement.Of(new Part($"if ({Pick("", "!")}({function.Call}))", [Settle()])),
        };
    }

    private Statement Settle() => Statement.Line(Pick(Settles) + ";");

    private Statement Answer() => Statement.Line(Pick("return true;", "return false;", "return true;", "return C2;"));

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];
}

/// <summary>What can stand at a place of a drawn handler.</summary>
/// <param name="Parameter">What the function around knows the delivery by; empty in the handler and in what stands inside it.</param>
/// <param name="Answers">Whether that function returns a bool.</param>
internal sealed record Scope(string Parameter, bool Answers)
{
    public bool InLoop { get; init; }

    public bool CanContinue { get; init; }

    public bool InCatch { get; init; }

    public bool InFinally { get; init; }

    /// <summary>Whether the end of the handler can be jumped to.</summary>
    public bool CanGo { get; init; }

    /// <summary>Whether the handler's own locals can be named.</summary>
    public bool SeesFlags => Parameter.Length == 0;
}
