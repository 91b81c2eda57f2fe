using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QueueAnalyzers.Client;

/// <summary>Code of this compilation that receives the deliveries of a consumer.</summary>
internal sealed class DeliveryHandler
{
    public DeliveryHandler(IMethodSymbol method, SyntaxNode declaration, IParameterSymbol delivery, AssignmentExpressionSyntax? subscription)
    {
        Method = method;
        Declaration = declaration;
        Delivery = delivery;
        Subscription = subscription;
    }

    /// <summary>The lambda, local function or method.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>Its declaration: a lambda, an anonymous method, a local function or a method.</summary>
    public SyntaxNode Declaration { get; }

    /// <summary>What the handler knows the delivery by: the event args, or the delivery tag in an override of <c>HandleBasicDeliver</c>.</summary>
    public IParameterSymbol Delivery { get; }

    /// <summary>The <c>+=</c> that attaches the handler, or <see langword="null"/> for an override.</summary>
    public AssignmentExpressionSyntax? Subscription { get; }

    /// <summary>Where to point at the handler: its name, or for a lambda the event's name.</summary>
    public Location Location => Declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        _ => (Subscription?.Left switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            { } left => left,
            null => Declaration,
        }).GetLocation(),
    };
}
