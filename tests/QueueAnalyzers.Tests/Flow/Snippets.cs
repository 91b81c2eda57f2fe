using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Tests.Client;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>Many small pieces of code, bound in one program, to ask one notion about each of them.</summary>
internal static class Snippets
{
    private const string Around = """
        #pragma warning disable
        using System;
        using System.Collections.Generic;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using RabbitMQ.Client.Exceptions;
        public class Holder(IModel channel, byte[] bytes, byte[] other, string text, object any, Uri uri, Stream stream, ulong tag)
        {
            private int number;
            private bool ready;
            private readonly DateTime when;
            private readonly CancellationToken token;
            private readonly Task task = Task.CompletedTask;
            private readonly ValueTask valueTask;
            private readonly Memory<byte> memory;
            private readonly SemaphoreSlim gate = new(1);
            private readonly Stopwatch watch = new();
            private readonly TaskCompletionSource<int> source = new();
            private readonly Dictionary<string, int> map = new();
            private readonly List<int> list = new();
            private readonly object sender = new();
        MEMBERS
        SNIPPETS
        }
        """;

    /// <summary>Asserts which of the statements hold.</summary>
    /// <param name="holds">Asks the notion about the statement of a method, and all that is known of the program.</param>
    /// <param name="members">Members that the statements use, and what stands behind the class.</param>
    /// <param name="yes">The statements that hold.</param>
    /// <param name="no">Those that do not.</param>
    public static async Task CheckAsync(Func<IOperation, QueueCompilation, bool> holds, string members, string[] yes, string[] no)
    {
        string[] all = [.. yes, .. no];
        var parts = members.Split("=== behind", 2);
        var code = Around
            .Replace("MEMBERS", parts[0], StringComparison.Ordinal)
            .Replace("SNIPPETS", string.Concat(all.Select((statement, number) => $"async Task M{number}() {{ {statement} }}\n")), StringComparison.Ordinal)
            + (parts.Length > 1 ? parts[1] : "");
        var known = await Knowledge.OfAsync(V6, code);
        var methods = known.Trees
            .SelectMany(tree => tree.GetRoot().DescendantNodes())
            .OfType<MethodDeclarationSyntax>()
            .Where(method => method.Identifier.ValueText is ['M', .. var number] && int.TryParse(number, out _))
            .OrderBy(method => int.Parse(method.Identifier.ValueText[1..], System.Globalization.CultureInfo.InvariantCulture))
            .ToArray();

        Assert.Equal(all.Length, methods.Length);
        var held = all.Where((_, number) => holds(known.OperationOf(methods[number])!, known)).ToArray();
        Assert.Equal(yes, held);
    }

    /// <summary>The outermost call in code, the first of several.</summary>
    public static IInvocationOperation Call(this IOperation code) => code.Descendants().OfType<IInvocationOperation>().First();

    /// <summary>The condition of the first <c>if</c> in code.</summary>
    public static IOperation Condition(this IOperation code) => code.Descendants().OfType<IConditionalOperation>().First().Condition;
}
