using Microsoft.CodeAnalysis;

namespace QueueAnalyzers;

/// <summary>A piece of code that is to be judged.</summary>
internal sealed class CodeContext : FileContext
{
    public CodeContext(SyntaxNode code, FileContext file)
        : base(file) => Code = code;

    /// <summary>The code.</summary>
    public SyntaxNode Code { get; }
}
