using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>An argument of a call of the client.</summary>
internal sealed class ClientArgument
{
    private readonly IArgumentOperation _argument;

    /// <summary>Reads <paramref name="argument"/> in that role.</summary>
    public ClientArgument(ArgumentRole role, IArgumentOperation argument)
    {
        Role = role;
        _argument = argument;
    }

    /// <summary>What the argument means.</summary>
    public ArgumentRole Role { get; }

    /// <summary>The value that is passed, the parameter's default if the argument is not written.</summary>
    public IOperation Value => _argument.Value;

    /// <summary>The parameter as the called method names it.</summary>
    public IParameterSymbol? Parameter => _argument.Parameter;

    /// <summary>Whether somebody wrote the argument; otherwise the parameter's default stands.</summary>
    public bool IsWritten => _argument.ArgumentKind != ArgumentKind.DefaultValue;

    /// <summary>The written argument, with its name if it has one.</summary>
    public SyntaxNode Syntax
    {
        get
        {
            // The operation of value! stands on the value.
            var syntax = _argument.Syntax;
            while (syntax.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed)
                syntax = suppressed;
            return syntax.Parent as ArgumentSyntax ?? syntax;
        }
    }
}
