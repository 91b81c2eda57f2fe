namespace QueueAnalyzers.Tests.Flow.Drawn;

/// <summary>What drawn handlers call: for the analysis only its shape, for the execution a script of outcomes that is gone through to its end.</summary>
internal static class World
{
    public const string Usings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Reflection;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using RabbitMQ.Client;
        global using RabbitMQ.Client.Events;
        """;

    public const string Shape =
        """
        public abstract class Handler : ConsumerBase~, IPartner
        {
            private int _count;
            protected IChannel~ channel = null!;
            protected Handler() : base({~~null!}) { }
            protected bool C0 { get; set; }
            protected bool C1 { get; set; }
            protected bool C2 { get; set; }
            protected int Kind { get; set; }
            protected int[] Items { get; set; } = null!;
            protected Task Pending { get; set; } = null!;
            protected IPartner? Other => _count > 2 ? this : null;
            protected object? Peek() => _count > 2 ? this : null;
            protected bool Flip() => _count > 2;
            protected bool More() => _count > 2;
            protected void Log() => Console.WriteLine(_count);
            protected async~ Task~ Work~() { if (_count > 3) throw new InvalidOperationException(); }
            public IDisposable Open() { if (_count > 3) throw new InvalidOperationException(); return null!; }
            protected async~ Task~ Done~(ulong tag) { await~ channel.BasicAck~(tag, false); }
        }

        """ + Wrappers;

    public const string Script =
        """
        public sealed record Clause(int First, int Last, int FirstOfTry, int LastOfTry, bool Swallows, bool TakesCare)
        {
            public bool IsAround(int line) => First <= line && line <= Last;
            public bool IsBehind(int line) => line < FirstOfTry || line > LastOfTry;
        }

        public abstract class Handler : ConsumerBase~, IPartner
        {
            private readonly List<int> _script = new();
            private readonly List<int> _arities = new();
            private readonly Dictionary<string, int> _known = new();
            private readonly HashSet<string> _facts = new();
            private readonly HashSet<(int Clause, int Exit)> _unsettled = new();
            private readonly HashSet<int> _settledBehind = new();
            private readonly Stack<(int Line, Clause? Caught)> _callers = new();
            private int _next, _at, _ended, _settled, _most, _more, _fetched;
            private bool _isPending, _isFetching, _hasFailed, _isThrown;
            private Clause? _caught;
            private Random? _random;

            protected int Unwinding;
            protected static BasicDeliverEventArgs Args = (BasicDeliverEventArgs)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(BasicDeliverEventArgs));
            protected IChannel~ channel = null!;

            protected Handler() : base({~~null!}) { }
            protected bool C0 => Recall("C0", 2) == 1;
            protected bool C1 => Recall("C1", 2) == 1;
            protected bool C2 => Recall("C2", 2) == 1;
            protected int Kind => Recall("Kind", 5) - 1;
            protected int[] Items => new int[Choose(_most + 1)];
            protected Task Pending => Failure() is { } failure ? Task.FromException(failure) : Task.CompletedTask;
            protected IPartner? Other => Recall("Other", 2) == 1 ? this : null;
            protected object? Peek() => Choose(2) == 1 ? this : null;
            protected bool Flip() => Choose(2) == 1;
            protected bool More() => _more < _most && Choose(2, likely: 1) == 1 && ++_more > 0;
            protected void Log() { }
            protected async~ Task~ Work~() { Fail(); }
            public IDisposable Open() { Fail(); return new Nothing(); }
            protected async~ Task~ Done~(ulong tag) { await~ channel.BasicAck~(tag, false); }

            private void Fail() { if (Failure() is { } failure) throw failure; }

            private Exception? Failure()
            {
                Exception? failure = Choose(4, likely: 0) switch { 1 => new InvalidOperationException(), 2 => new TimeoutException(), 3 => new FormatException(), _ => null };
                _isThrown &= failure is null;
                return failure;
            }

            public abstract Task~ Receive();
            protected abstract Clause ClauseAt(int line);
            protected abstract int[] HandingOn { get; }

            public string Run(int limit, int samples)
            {
                channel = Recorder.For(this);
                _most = 2;
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

                // Some things happen only in a loop's later rounds.
                _most = 4;
                _random = new Random(1);
                for (var count = 0; count < samples; count++)
                    RunOnce();
                return string.Join("\n", _facts.Concat(_unsettled.Select(end => "RMQ1004:" + PlaceOf(end.Clause, end.Exit))).Distinct());
            }

            // A clause is not blamed for what is forgotten when another path settles behind it.
            private int PlaceOf(int clause, int exit) => clause == 0 || (_settledBehind.Contains(clause) && !ClauseAt(clause).IsAround(exit)) ? exit : clause;

            internal void Settle(bool acknowledges)
            {
                var (line, caught) = (_at, _caught);
                foreach (var caller in _callers)
                {
                    line = caller.Line;
                    caught ??= caller.Caught;
                }
                if (caught is not null && caught.IsBehind(line) && caught.IsBehind(_at))
                    _settledBehind.Add(caught.First);
                if (_settled > 0)
                    _facts.Add("RMQ1008:" + line);
                else if (acknowledges && Blames(caught, line))
                    _facts.Add("RMQ1007:" + line);
                _settled++;
            }

            internal bool Fetch()
            {
                // With the first round nothing has been before.
                _isPending &= _isFetching;
                _isFetching = true;
                End();
                (_settled, _ended, _caught) = (0, 0, null);
                return _isPending = _fetched++ < 2 && Choose(2, likely: 1) == 1;
            }

            protected void At(int line) => _at = line;
            protected void Ended(int line) => _ended = line;
            protected void Caught(int line) { _caught = ClauseAt(line); _isThrown = false; }
            protected void Throws() => _isThrown = true;
            protected Exception Throws(Exception exception) { _isThrown = true; return exception; }
            protected void Enter() { _callers.Push((_at, _caught)); _caught = null; _hasFailed = false; }
            protected void Failed() => _hasFailed = true;
            protected void Leave()
            {
                var caller = _callers.Pop();
                _caught = _hasFailed ? _caught ?? caller.Caught : caller.Caught;
                _at = caller.Line;
                _hasFailed = false;
            }

            private bool Blames(Clause? caught, int line)
            {
                if (caught is null)
                    return Unwinding > 0;
                if (Unwinding > 0)
                    return !caught.TakesCare;
                // Where the message is worked on behind the clause, it was not all that has failed.
                return caught.Swallows && !HandingOn.Any(call => caught.Last < call && call < line);
            }

            private void End()
            {
                if (_isPending && _settled == 0)
                    _unsettled.Add((_caught?.First ?? 0, _ended));
                _isPending = false;
            }

            private void RunOnce()
            {
                _next = _at = _ended = _settled = _more = _fetched = Unwinding = 0;
                _caught = null;
                _isFetching = _hasFailed = _isThrown = false;
                _isPending = true;
                _known.Clear();
                _callers.Clear();
                try
                {
                    {Receive();~~Receive().GetAwaiter().GetResult();}
                    End();
                }
                catch (Exception)
                {
                    // What fails while a failure is taken care of has been tried already; a throw says that nothing is.
                    if (_settled == 0 && (_caught is null || _isThrown) && !_isFetching)
                        _facts.Add("RMQ1005:0");
                }
            }

            private int Recall(string name, int arity)
            {
                if (!_known.TryGetValue(name, out var value))
                    _known.Add(name, value = Choose(arity));
                return value;
            }

            // By chance alone the later rounds of a loop in a loop are hardly ever come to.
            private int Choose(int arity, int likely = -1)
            {
                if (_random is not null)
                    return likely >= 0 && _random.Next(2) == 0 ? likely : _random.Next(arity);
                if (_next == _script.Count) { _script.Add(0); _arities.Add(arity); }
                return _script[_next++];
            }

            private sealed class Nothing : IDisposable { public void Dispose() { } }
        }

        public class Recorder : DispatchProxy
        {
            private static readonly BasicGetResult Message = (BasicGetResult)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(BasicGetResult));
            private Handler _handler = null!;

            public static IChannel~ For(Handler handler)
            {
                var channel = Create<IChannel~, Recorder>();
                ((Recorder)(object)channel)._handler = handler;
                return channel;
            }

            protected override object? Invoke(MethodInfo? method, object?[]? arguments)
            {
                if (method!.Name.StartsWith("BasicGet"))
                {
                    var message = _handler.Fetch() ? Message : null;
                    return method.ReturnType == typeof(BasicGetResult) ? message : Task.FromResult(message);
                }
                _handler.Settle(method.Name.StartsWith("BasicAck"));
                return method.ReturnType == typeof(ValueTask) ? default(ValueTask) : null;
            }
        }

        public static class Program
        {
            public static string Run(string name, int limit, int samples) => ((Handler)Activator.CreateInstance(Type.GetType(name)!)!).Run(limit, samples);
        }

        """ + Wrappers;

    private const string Wrappers =
        """
        // What a handler may have or not: a consumer that is gone would excuse its path.
        public interface IPartner { IDisposable Open(); }

        public static class Extensions
        {
            public static async~ Task~ Accept~(this IChannel~ channel, ulong tag) => await~ channel.BasicAck~(tag, false);

            public static async~ Task~ Finish~(this ulong tag, IChannel~ channel, bool ok)
            {
                if (ok)
                    await~ channel.BasicAck~(tag, false);
                else
                    await~ channel.BasicNack~(tag, false, true);
            }
        }
        """;
}
