using System.Diagnostics;
using System.Globalization;

namespace MutationScore;

/// <summary>A process that runs single tests when told to. One that dies or hangs is replaced by the next command.</summary>
internal sealed class TestProcess : IDisposable
{
    /// <summary>The argument that makes this program be such a process.</summary>
    public const string Argument = "--tests";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Process? _process;

    /// <summary>Runs tests as they are told by lines of the input, for as long as there are any.</summary>
    /// <param name="mutant">The mistake that is made from the start, also in what runs before the first test.</param>
    public static async Task ServeAsync(int? mutant)
    {
        var answers = Console.Out;
        Console.SetOut(TextWriter.Null);
        if (mutant is { } first)
            MutantControl.Choose(first);
        var tests = await Test.FindAsync();
        while (Console.ReadLine() is { } line)
        {
            var command = Command.Parse(line);
            if (command.Mutant is { } chosen)
                MutantControl.Choose(chosen);
            else
                MutantControl.StartCoverage();

            var passes = true;
            try
            {
                await tests[command.Test].RunAsync();
            }
            catch (Exception)
            {
                passes = false;
            }

            answers.WriteLine(new Outcome(passes, command.Mutant is null ? MutantControl.TakeCoverage() : []));
            answers.Flush();
        }
    }

    /// <summary>Begins anew, with a mistake that is made from the start. What the statics of the process before it hold goes with it.</summary>
    public void Restart(int mutant)
    {
        Dispose();
        _process = Start(Argument, mutant.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Runs a test. Null where the process does not survive it.</summary>
    public async Task<Outcome?> RunAsync(Command command)
    {
        _process ??= Start(Argument);
        try
        {
            await _process.StandardInput.WriteLineAsync(command.ToString());
            using var patience = new CancellationTokenSource(Patience);
            if (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } answer)
                return Outcome.Parse(answer);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
        }

        Dispose();
        return null;
    }

    /// <summary>Ends the process, if there is one.</summary>
    public void Dispose()
    {
        _process?.Kill(entireProcessTree: true);
        _process?.Dispose();
        _process = null;
    }

    private static Process Start(params string[] arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
