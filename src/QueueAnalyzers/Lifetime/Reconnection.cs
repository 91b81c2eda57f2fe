using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Flow.Paths;

namespace QueueAnalyzers.Lifetime;

/// <summary>Programs that open a lost connection again by themselves, so that they can do without the client's own recovery.</summary>
internal static class Reconnection
{
    /// <summary>Whether somebody looks after the connections of a factory that is configured in a type: the type itself, or when it opens none, another one.</summary>
    public static bool IsDoneFor(INamedTypeSymbol type, QueueCompilation compilation)
    {
        if (ConnectsIn(type, compilation).Any())
            return IsDoneBy(type, compilation);
        return compilation.Calls.Of(CallKind.CreateConnection)
            .Select(call => TypeOf(call.Invocation.Syntax, compilation))
            .OfType<INamedTypeSymbol>()
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Any(other => IsDoneBy(other, compilation));
    }

    /// <summary>The type that code stands in; for top-level statements, the one that they make.</summary>
    public static INamedTypeSymbol? TypeOf(SyntaxNode code, QueueCompilation compilation)
    {
        var type = compilation.ModelOf(code.SyntaxTree).GetEnclosingSymbol(code.SpanStart)?.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;
        return type;
    }

    private static IEnumerable<ClientCall> ConnectsIn(INamedTypeSymbol type, QueueCompilation compilation) =>
        compilation.Calls.Of(type).Where(call => call.Kind == CallKind.CreateConnection);

    /// <summary>Whether a type connects in a loop or by means of something that may try again, asks whether its connection is open, or acts on its loss.</summary>
    private static bool IsDoneBy(INamedTypeSymbol type, QueueCompilation compilation) =>
        ConnectsIn(type, compilation).Any(call => IsRepeated(call.Invocation.Syntax, type, compilation))
        || NodesOf(type).Any(node => node switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "IsOpen" } name => compilation.Client.Declares(compilation.SymbolOf(name)),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } subscription => ActsOnLoss(subscription, compilation),
            _ => false,
        });

    private static bool IsRepeated(SyntaxNode call, INamedTypeSymbol type, QueueCompilation compilation)
    {
        if (IsInLoop(call))
            return true;
        var method = call.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax);
        var name = (method as MethodDeclarationSyntax)?.Identifier.ValueText ?? (method as LocalFunctionStatementSyntax)?.Identifier.ValueText;
        return name is not null && NodesOf(type).OfType<InvocationExpressionSyntax>()
            .Any(other => ClientCall.NameOf(other)?.Identifier.ValueText == name && IsInLoop(other) && compilation.SymbolOf(other) is IMethodSymbol { DeclaringSyntaxReferences.IsEmpty: false });
    }

    private static bool IsInLoop(SyntaxNode node) => node.Ancestors().Any(ancestor =>
        ancestor is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax
        || (ancestor is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            && ClientCall.NameOf(call) is { } name && TriesAgain(name.Identifier.ValueText)));

    /// <summary><c>policy.Execute(() => factory.CreateConnection())</c>.</summary>
    private static bool TriesAgain(string method) => method.Contains("Retry") || method.StartsWith("Execute", StringComparison.Ordinal);

    private static bool ActsOnLoss(AssignmentExpressionSyntax subscription, QueueCompilation compilation)
    {
        var name = subscription.Left switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => string.Empty,
        };
        if (!name.Contains("Shutdown")
            || compilation.OperationOf(subscription) is not IEventAssignmentOperation { EventReference: IEventReferenceOperation { Event: { } shutdown }, HandlerValue: { } handler }
            || !compilation.Client.Declares(shutdown))
            return false;
        return Consumers.DeclarationOf(compilation.Assignments.Resolve(handler)).Declaration is not { } declaration
            || compilation.OperationOf(declaration) is not { } body
            || body.Descendants().Any(operation => operation switch
            {
                IInvocationOperation call => !Observers.Tell(call) && !Harmless.Include(call, compilation),
                IAssignmentOperation => true,
                _ => false,
            });
    }

    private static IEnumerable<SyntaxNode> NodesOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.SelectMany(reference => reference.GetSyntax().DescendantNodes());
}
