using System.Reflection;
using System.Runtime.ExceptionServices;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace MutationScore;

/// <summary>A test, or one row of a theory, that runs in this process, again and again.</summary>
/// <param name="Class">The class of the test.</param>
/// <param name="Method">Its method.</param>
/// <param name="Arguments">The row; empty for a fact.</param>
internal sealed record Test(Type Class, MethodInfo Method, object?[] Arguments)
{
    // They judge time, memory, files or a wealth of drawn programs: too slow to be run for each mutant, or not about the code.
    private static readonly string[] LeftOut = [".Documentation", ".Robustness", ".Samples", ".Meta"];
    private static readonly string[] SlowClasses = ["RandomHandlersTests", "ExplorationTests"];

    /// <summary>All tests that are quick and about what the code does, in an order that is the same in every process.</summary>
    public static async Task<List<Test>> FindAsync()
    {
        var tests = new List<Test>();
        var classes =
            from type in typeof(QueueAnalyzers.Tests.Verify).Assembly.GetTypes()
            where type is { IsClass: true, IsPublic: true } && !type.IsAbstract || type is { IsAbstract: true, IsSealed: true }
            where !LeftOut.Any(part => type.Namespace!.EndsWith(part, StringComparison.Ordinal)) && !SlowClasses.Contains(type.Name)
            orderby type.FullName
            select type;
        foreach (var type in classes)
        {
            foreach (var method in type.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal))
                tests.AddRange(await RowsOfAsync(type, method));
        }

        return tests;
    }

    /// <summary>Runs it. It fails by an exception.</summary>
    public async Task RunAsync()
    {
        var instance = Class.IsAbstract ? null : Activator.CreateInstance(Class);
        try
        {
            if (Method.Invoke(instance, Arguments) is { } result)
                await (result is ValueTask task ? task.AsTask() : (Task)result);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static async Task<IEnumerable<Test>> RowsOfAsync(Type type, MethodInfo method)
    {
        if (method.GetCustomAttributes().OfType<IFactAttribute>().FirstOrDefault() is not { Skip: null } fact)
            return [];
        if (fact is not TheoryAttribute)
            return [new Test(type, method, [])];

        var rows = new List<Test>();
        foreach (var source in method.GetCustomAttributes().OfType<IDataAttribute>())
        {
            foreach (var row in await source.GetData(method, new DisposalTracker()))
                rows.Add(new Test(type, method, method.ResolveMethodArguments(row.GetData())));
        }

        return rows;
    }
}
