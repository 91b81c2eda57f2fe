namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>What drawn handlers call: for the analysis only its shape, for the execution a script of outcomes that is gone through to its end.</summary>
internal static class World
{
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Reflection;
        global using System.Threading.Tasks;
        global using RabbitMQ.Client;
        global using RabbitMQ.Client.Events;
        """;

    public const string Shape =
        """
        public abstract class Handler
        {
            private int _count;
            protected IChannel~ channel = null!;
            protected bool C0 { get; set; }
            protected bool C1 { get; set; }
            protected bool C2 { get; set; }
            protected int Kind { get; set; }
            protected int[] Items { get; set; } = null!;
            protected Task Pending { get; set; } = null!;
            protected object? Peek() => _count > 2 ? this : null;
            protected bool Flip() => _count > 2;
            protected bool More() => _count > 2;
            protected void Log() => Console.WriteLine(_count);
            protected async~ Task~ Work~() { if (_count > 3) throw new InvalidOperationException(); }
            protected IDisposable Open() { if (_count > 3) throw new InvalidOperationException(); return null!; }
        }
        """;

    public const string Script =
        """
        public abstract class Handler
        {
            private readonly List<int> _script = new();
            private readonly List<int> _arities = new();
            private readonly Dictionary<string, int> _known = new();
            private readonly HashSet<string> _facts = new();
            private readonly Stack<(int Line, int Caught, bool Blames)> _callers = new();
            private readonly Dictionary<int, int> _rounds = new();
            private int _next, _at, _ended, _caught, _settled, _most, _more;
            private bool _blames;

            protected int Unwinding;
            protected static BasicDeliverEventArgs Args = (BasicDeliverEventArgs)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(BasicDeliverEventArgs));
            protected IChannel~ channel = null!;

            protected bool C0 => Recall("C0", 2) == 1;
            protected bool C1 => Recall("C1", 2) == 1;
            protected bool C2 => Recall("C2", 2) == 1;
            protected int Kind => Recall("Kind", 3);
            protected int[] Items => new int[Choose(_most + 1)];
            protected Task Pending => Choose(3) switch { 1 => Task.FromException(new InvalidOperationException()), 2 => Task.FromException(new TimeoutException()), _ => Task.CompletedTask };
            protected object? Peek() => Choose(2) == 1 ? this : null;
            protected bool Flip() => Choose(2) == 1;
            protected bool More() => _more < _most && Choose(2) == 1 && ++_more > 0;
            protected void Log() { }
            protected async~ Task~ Work~()
            {
                switch (Choose(3)) { case 1: throw new InvalidOperationException(); case 2: throw new TimeoutException(); }
            }
            protected IDisposable Open() => Choose(3) switch { 1 => throw new InvalidOperationException(), 2 => throw new TimeoutException(), _ => new Nothing() };

            public abstract Task~ Receive();

            public string Run(int rounds, int limit)
            {
                channel = Recorder.For(this);
                _most = rounds;
                for (var count = 0; ; count++)
                {
                    if (count == limit)
                        return "many";
                    RunOnce();
                    for (var i = _script.Count - 1; i >= _next; i--) { _script.RemoveAt(i); _arities.RemoveAt(i); }
                    while (_script.Count > 0 && _script[^1] == _arities[^1] - 1) { _script.RemoveAt(_script.Count - 1); _arities.RemoveAt(_arities.Count - 1); }
                    if (_script.Count == 0)
                        break;
                    _script[^1]++;
                }
                return string.Join("\n", _facts);
            }

            internal void Settle(bool acknowledges)
            {
                var line = _at;
                var (caught, blames) = (_caught, _blames);
                foreach (var caller in _callers)
                {
                    line = caller.Line;
                    if (caught == 0)
                        (caught, blames) = (caller.Caught, caller.Blames);
                }
                if (_settled > 0)
                    _facts.Add("RMQ1008:" + line);
                else if (acknowledges && (Unwinding > 0 || (caught > 0 && blames)))
                    _facts.Add("RMQ1007:" + line);
                _settled++;
            }

            protected void At(int line) => _at = line;
            protected void Ended(int line) => _ended = line;
            protected void Caught(int line, bool blames) { _caught = line; _blames = blames; }
            protected void Enter() { _callers.Push((_at, _caught, _blames)); _caught = 0; _blames = false; }
            protected void Leave() { var caller = _callers.Pop(); (_caught, _blames) = (caller.Caught, caller.Blames); }

            private void RunOnce()
            {
                _next = _at = _ended = _caught = _settled = _more = Unwinding = 0;
                _blames = false;
                _known.Clear();
                _callers.Clear();
                try
                {
                    {Receive();~~Receive().GetAwaiter().GetResult();}
                    if (_settled == 0)
                        _facts.Add("RMQ1004:" + (_caught > 0 ? _caught : _ended));
                }
                catch (Exception)
                {
                    if (_settled == 0 && _caught == 0)
                        _facts.Add("RMQ1005:0");
                }
            }

            private int Recall(string name, int arity)
            {
                if (!_known.TryGetValue(name, out var value))
                    _known.Add(name, value = Choose(arity));
                return value;
            }

            private int Choose(int arity)
            {
                if (_next == _script.Count) { _script.Add(0); _arities.Add(arity); }
                return _script[_next++];
            }

            private sealed class Nothing : IDisposable { public void Dispose() { } }
        }

        public class Recorder : DispatchProxy
        {
            private Handler _handler = null!;

            public static IChannel~ For(Handler handler)
            {
                var channel = Create<IChannel~, Recorder>();
                ((Recorder)(object)channel)._handler = handler;
                return channel;
            }

            protected override object? Invoke(MethodInfo? method, object?[]? arguments)
            {
                _handler.Settle(method!.Name.StartsWith("BasicAck"));
                return method.ReturnType == typeof(ValueTask) ? default(ValueTask) : null;
            }
        }

        public static class Program
        {
            public static string Run(string name, int rounds, int limit) => ((Handler)Activator.CreateInstance(Type.GetType(name)!)!).Run(rounds, limit);
        }
        """;
}
