namespace QueueAnalyzers.Tests;

/// <summary>Frames for code that needs only statements or members to make its point.</summary>
public static class Snippet
{
    /// <summary>The statements in a method that is given a channel.</summary>
    public static string InMethod(string statements, string parameters = "IChannel~ channel") => InClass(
        $$"""
        public async~ Task~ Run({{parameters}})
        {
        {{Indent(statements)}}
        }
        """);

    /// <summary>The members in a class.</summary>
    public static string InClass(string members) =>
        $$"""
        public class Program
        {
        {{Indent(members)}}
        }

        """;

    private static string Indent(string code)
        => string.Join('\n', code.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? line : "    " + line));
}
