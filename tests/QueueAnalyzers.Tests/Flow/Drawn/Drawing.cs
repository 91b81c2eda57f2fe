using System.Collections.Immutable;

namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>Draws handlers. The same seed and number give the same handler.</summary>
internal sealed class Drawing
{
    private static readonly string[] Conditions = ["C0", "C1", "C2", "!C0", "!C1", "C0 && C1", "C0 || !C2", "f0", "!f0", "f1", "!f1", "Kind == 1", "Kind != 2", "o0 is null", "o0 != null", "Flip()", "f0 && C2", "o0 is not null"];

    private readonly Random _random;
    private readonly int _number;
    private readonly List<Function> _methods = [];
    private readonly List<Function> _locals = [];
    private int _left;
    private int _loops;

    public Drawing(int seed, int number)
    {
        _random = new Random(unchecked((seed * 1_000_003) + number));
        _number = number;
    }

    public DrawnHandler Draw()
    {
        var methods = _random.Next(3);
        for (var i = 0; i < methods; i++)
        {
            _left = 5;
            var answers = Chance(50);
            var scope = new Scope(answers, InMethod: true);
            var body = Settling(Block(scope, 1), scope);
            _methods.Add(new(answers ? $"Try{i}" : $"Settle{i}", answers, Chance(50) ? "args" : "tag", answers ? body.Add(Answer()) : body));
        }

        if (Chance(40))
        {
            _left = 4;
            var answers = Chance(40);
            var scope = new Scope(answers);
            var body = Settling(Block(scope, 1), scope);
            _locals.Add(new(answers ? "TryLocal" : "Local", answers, "", answers ? body.Add(Answer()) : body));
        }

        _left = _random.Next(4, 14);
        var handler = new Scope(Answers: false);
        return new(_number, Settling(Block(handler, 0), handler), [.. _methods], [.. _locals]);
    }

    /// <summary>The rules are about handlers that settle somewhere.</summary>
    private ImmutableArray<Statement> Settling(ImmutableArray<Statement> body, Scope scope) =>
        Source.Of(body).Contains("channel.Basic", StringComparison.Ordinal) ? body : body.Add(Settle(scope));

    private ImmutableArray<Statement> Block(Scope scope, int depth)
    {
        var count = _random.Next(1, depth == 0 ? 7 : 4);
        var block = ImmutableArray.CreateBuilder<Statement>();
        for (var i = 0; i < count && _left > 0; i++)
        {
            _left--;
            var statement = Draw(scope, depth);
            block.Add(statement);
            if (statement.Text.StartsWith("return", StringComparison.Ordinal) || statement.Text is "break;" or "continue;" || statement.Text.StartsWith("throw", StringComparison.Ordinal))
                break;
        }

        return block.ToImmutable();
    }

    private Statement Draw(Scope scope, int depth)
    {
        if (depth < 3 && Chance(55))
            return Compound(scope, depth);
        switch (_random.Next(22))
        {
            case < 6:
                return Settle(scope);
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
            case < 18 when !scope.InMethod:
                return Statement.Line($"f{_random.Next(2)} = {Pick("true", "true", "false", "C0", "!C1", "o0 is null")};");
            default:
                return Call(scope);
        }
    }

    private Statement Compound(Scope scope, int depth)
    {
        switch (_random.Next(20))
        {
            case < 8:
                var choice = new Part($"if ({Condition(scope)})", Block(scope, depth + 1));
                return Chance(35) ? Statement.Of(choice, new("else", Block(scope, depth + 1))) : Statement.Of(choice);
            case < 14:
                return Attempt(scope, depth);
            case 14:
                return Statement.Of(new Part($"foreach (var n{_loops++} in Items)", Block(scope with { InLoop = true, CanContinue = true }, depth + 1)));
            case 15:
                return Statement.Of(new Part(Counting(), Block(scope with { InLoop = true, CanContinue = true }, depth + 1)));
            case 16:
                return Chance(50)
                    ? Statement.Of(new Part("while (More())", Block(scope with { InLoop = true, CanContinue = true }, depth + 1)))
                    : Statement.Of(new Part("do", Block(scope with { InLoop = true, CanContinue = true }, depth + 1), "while (More());"));
            case 17:
                var forever = Block(scope with { InLoop = true, CanContinue = false }, depth + 1);
                return Statement.Of(new Part("while (true)", forever.Add(Statement.Of(new Part("if (!More())", [Statement.Line("break;")])))));
            case 18:
                var section = scope with { InLoop = false };
                var parts = new List<Part> { new("case 1:", Block(section, depth + 1)), new("case 2:", Block(section, depth + 1)) };
                if (Chance(60))
                    parts.Add(new("default:", Block(section, depth + 1)));
                return new Statement("switch (Kind)", [.. parts]);
            default:
                return Statement.Of(new Part("using (Open())", Block(scope, depth + 1)));
        }
    }

    private Statement Attempt(Scope scope, int depth)
    {
        var parts = new List<Part> { new("try", Block(scope with { InCatch = false }, depth + 1)) };
        var shape = _random.Next(10);
        if (shape is < 3 or 9)
            parts.Add(new(Chance(25) ? "catch (TimeoutException) when (C1)" : "catch (TimeoutException)", Block(scope with { InCatch = true }, depth + 1)));
        if (shape is < 8 and not 0)
            parts.Add(new(Chance(15) ? "catch (Exception) when (C0)" : "catch (Exception)", Block(scope with { InCatch = true }, depth + 1)));
        if (shape >= 8 || parts.Count == 1 || Chance(15))
            parts.Add(new("finally", Block(scope with { InFinally = true, InCatch = false, InLoop = false, CanContinue = false }, depth + 1)));
        return new Statement("", [.. parts]);
    }

    private string Counting()
    {
        var counter = $"i{_loops++}";
        return $"for (var {counter} = 0; {counter} < {_random.Next(1, 4)}; {counter}++)";
    }

    private Statement Call(Scope scope)
    {
        var callable = scope.InMethod ? [] : _methods.Concat(_locals).ToArray();
        if (callable.Length == 0 || _left < 0)
            return Settle(scope);
        var function = callable[_random.Next(callable.Length)];
        if (function.Parameter.Length == 0 && scope.Answers)
            return Settle(scope);
        var call = CallOf(function);
        if (!function.Answers)
            return Statement.Line(call + ";");
        var nested = scope with { };
        return _random.Next(3) switch
        {
            0 => Statement.Line($"_ = {call};"),
            1 => Statement.Line($"f{_random.Next(2)} = {call};"),
            _ => Statement.Of(new Part($"if ({Pick("", "!")}({call}))", [Settle(nested)])),
        };
    }

    private static string CallOf(Function function) => function.Parameter switch
    {
        "" => $"await~ {function.Name}~()",
        "tag" => $"await~ {function.Name}~(args.DeliveryTag)",
        _ => $"await~ {function.Name}~(args)",
    };

    private string Condition(Scope scope)
    {
        while (true)
        {
            var condition = Conditions[_random.Next(Conditions.Length)];
            if (!scope.InMethod || !condition.Contains("f0", StringComparison.Ordinal) && !condition.Contains("f1", StringComparison.Ordinal) && !condition.Contains("o0", StringComparison.Ordinal))
                return condition;
        }
    }

    private Statement Settle(Scope scope) => Statement.Line(Pick(
        "await~ channel.BasicAck~(TAG, false);", "await~ channel.BasicAck~(TAG, false);", "await~ channel.BasicNack~(TAG, false, false);", "await~ channel.BasicReject~(TAG, true);"));

    private Statement Answer() => Statement.Line(Pick("return true;", "return false;", "return true;", "return C2;"));

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Pick(params string[] texts) => texts[_random.Next(texts.Length)];

    private sealed record Scope(bool Answers, bool InMethod = false, bool InLoop = false, bool CanContinue = false, bool InCatch = false, bool InFinally = false);
}
