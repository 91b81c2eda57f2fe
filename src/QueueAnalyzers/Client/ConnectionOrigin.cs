using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Client;

/// <summary>A call that opens a connection, and everything in sight that is done with the connection.</summary>
internal sealed class ConnectionOrigin
{
    private readonly Once<Origins<FactoryOrigin>> _factory;
    private readonly Once<ObjectUses> _uses;
    private readonly Once<ImmutableArray<ClientCall>> _calls;

    public ConnectionOrigin(ClientCall creation, QueueCompilation compilation)
    {
        Creation = creation;
        _factory = new(() => compilation.Connections.FactoriesOf(creation.Receiver));
        _uses = new(() => ObjectTrace.Of(creation.Invocation, compilation));
        _calls = new(() => Uses.Invocations.Select(compilation.Client.CallOf).OfType<ClientCall>().OrderBy(call => call.Invocation.Syntax.SpanStart).ToImmutableArray());
    }

    /// <summary>The call that opens it.</summary>
    public ClientCall Creation { get; }

    /// <summary>The factories that it can be opened by.</summary>
    public Origins<FactoryOrigin> Factory => _factory.Value;

    /// <summary>What is done with it in sight.</summary>
    public ObjectUses Uses => _uses.Value;

    /// <summary>Whether code out of sight can get hold of it.</summary>
    public bool IsHandedOut => Uses.IsHandedOut;

    /// <summary>The calls of the client on it, wherever in the compilation, in the order of the source within a file.</summary>
    public ImmutableArray<ClientCall> Calls => _calls.Value;

    /// <summary>Whether a call of that kind is made on it in sight.</summary>
    public bool Has(CallKind kind) => Calls.Any(call => call.Kind == kind);
}

/// <summary>An object creation that makes a <c>ConnectionFactory</c>, and everything in sight that is done with it.</summary>
internal sealed class FactoryOrigin
{
    private readonly QueueCompilation _compilation;
    private readonly Once<ObjectUses> _uses;

    public FactoryOrigin(IObjectCreationOperation creation, QueueCompilation compilation)
    {
        _compilation = compilation;
        Creation = creation;
        _uses = new(() => ObjectTrace.Of(creation, compilation));
    }

    /// <summary>The object creation.</summary>
    public IObjectCreationOperation Creation { get; }

    /// <summary>What is done with it in sight, initializer included.</summary>
    public ObjectUses Uses => _uses.Value;

    /// <summary>Whether code out of sight can get hold of it, and so may set what is not set in sight.</summary>
    public bool IsHandedOut => Uses.IsHandedOut;

    /// <summary>The values that a property is set to in sight, in an initializer or by assignment; none when nobody sets it.</summary>
    public ImmutableArray<IOperation> ValuesOf(string property) =>
        Uses.Members
            .Where(member => member.Member.Name == property)
            .Select(member => member.Parent is ISimpleAssignmentOperation assignment && assignment.Target == member ? assignment.Value : null)
            .OfType<IOperation>()
            .ToImmutableArray();

    /// <summary>The constant that a property has when the factory is used.</summary>
    /// <param name="property">The property.</param>
    /// <param name="byDefault">What it is when nobody sets it.</param>
    /// <returns>The constant; unknown when it is set to several values or only on some condition, or when code out of sight may set it.</returns>
    public Constant ConstantOf(string property, object? byDefault)
    {
        var values = ValuesOf(property);
        if (IsHandedOut || values.Length > 1 || values.Any(value => IsConditional(value.Syntax)))
            return Constant.Unknown;
        return values.IsEmpty ? Constant.Of(byDefault) : _compilation.Constants.Of(values[0]);
    }

    /// <summary>Whether a value is assigned under a condition that the creation does not stand under.</summary>
    private bool IsConditional(SyntaxNode value) => value.Ancestors()
        .TakeWhile(ancestor => ancestor is not MemberDeclarationSyntax && !ancestor.Contains(Creation.Syntax))
        .Any(ancestor => ancestor is IfStatementSyntax or SwitchStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax
            or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax);
}
