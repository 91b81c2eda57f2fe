using System.Diagnostics;
using System.Runtime.InteropServices;

namespace QueueAnalyzers.BrokerTests.Brokers;

/// <summary>A process whose output is read line by line, and which never outlives the tests.</summary>
internal sealed class WatchedProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSignal();

    private WatchedProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, output) => Add(output.Data);
        _process.ErrorDataReceived += (_, output) => Add(output.Data);
        _process.Exited += (_, _) => Changed();
    }

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
                return [.. _lines];
        }
    }

    public string Output => string.Join('\n', Lines);

    public static WatchedProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, string folder)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var watched = new WatchedProcess(start);
        watched._process.Start();
        AppDomain.CurrentDomain.ProcessExit += watched.KillWithTests;
        watched._process.BeginOutputReadLine();
        watched._process.BeginErrorReadLine();
        return watched;
    }

    /// <summary>Waits until the lines written so far fulfil the condition.</summary>
    public async Task WaitForAsync(string what, Func<IReadOnlyList<string>, bool> condition, TimeSpan timeout)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var changed = Signal();
            var exited = _process.HasExited;
            if (exited)
                await _process.WaitForExitAsync();
            if (condition(Lines))
                return;

            var left = timeout - clock.Elapsed;
            if (exited || left <= TimeSpan.Zero)
                throw new InvalidOperationException($"{Describe()} {(exited ? "ended" : $"took longer than {timeout}")} before: {what}\n{Output}");

            await Task.WhenAny(changed, Task.Delay(left));
        }
    }

    /// <summary>Waits for the end of the process and of its output.</summary>
    public async Task<int> WaitForEndAsync(TimeSpan timeout)
    {
        using var late = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{Describe()} did not end within {timeout}\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>SIGTERM: asks the process to end.</summary>
    public async Task<int> TerminateAsync(TimeSpan timeout)
    {
        if (!_process.HasExited)
            _ = SendSignal(_process.Id, TerminateSignal);
        return await WaitForEndAsync(timeout);
    }

    /// <summary>SIGKILL: ends the process between two of its instructions.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        AppDomain.CurrentDomain.ProcessExit -= KillWithTests;
        _process.Dispose();
    }

    private const int TerminateSignal = 15;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int processId, int signal);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void KillWithTests(object? sender, EventArgs e)
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
    }

    private string Describe() => $"{Path.GetFileName(_process.StartInfo.FileName)} {string.Join(' ', _process.StartInfo.ArgumentList)}";

    private Task Signal()
    {
        lock (_gate)
            return _changed.Task;
    }

    private void Add(string? line)
    {
        if (line is null)
            return;
        lock (_gate)
            _lines.Add(line);
        Changed();
    }

    private void Changed()
    {
        lock (_gate)
        {
            _changed.SetResult();
            _changed = NewSignal();
        }
    }
}
