using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>
/// Makes an <c>EventingBasicConsumer</c> an <c>AsyncEventingBasicConsumer</c>. Its handlers have to be asynchronous already; what
/// they are declared as changes from <c>async void</c> to <c>async Task</c>.
/// </summary>
internal sealed class ConsumerConversion
{
    private const string SynchronousName = "EventingBasicConsumer";

    private readonly FixContext _context;
    private readonly EditPlan _plan;

    public ConsumerConversion(FixContext context, EditPlan plan)
    {
        _context = context;
        _plan = plan;
    }

    /// <summary>Plans the conversion.</summary>
    /// <returns>Whether it is possible; otherwise the plan must not be used.</returns>
    public async Task<bool> TryPlanAsync(ConsumerCreation consumer)
    {
        if (!ClientModel.Same(consumer.Operation.Type, _context.Compilation.Client.EventingConsumer)
            || VariableOf(consumer.Operation) is not { } variable
            || _context.Compilation.Assignments.ValuesOf(variable) is not { IsDefault: false } values
            || !values.All(value => value.ConstantValue is { HasValue: true, Value: null } || Operations.WithoutConversions(value).Syntax == consumer.Operation.Syntax)
            || !TryRetype(consumer.Operation, variable))
            return false;

        foreach (var mention in _context.Compilation.Assignments.MentionsOf(variable))
        {
            if (!await TryKeepAsync(Assignments.WholeReference(mention)).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    private static ISymbol? VariableOf(IObjectCreationOperation creation)
    {
        var parent = creation.Parent;
        while (parent is IConversionOperation or IObjectOrCollectionInitializerOperation)
            parent = parent.Parent;
        return parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation assignment => Operations.SymbolOf(assignment.Target),
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => fields[0],
            _ => null,
        };
    }

    private bool TryRetype(IObjectCreationOperation creation, ISymbol variable)
    {
        if (creation.Syntax is ObjectCreationExpressionSyntax explicitly && !TryRename(explicitly.Type))
            return false;
        return variable is ILocalSymbol or IFieldSymbol
            && variable.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration }
            && (declaration.Type.IsVar || TryRename(declaration.Type));
    }

    private bool TryRename(TypeSyntax type)
    {
        var name = type.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().LastOrDefault();
        if (name?.Identifier.ValueText != SynchronousName || _context.Document.Project.Solution.GetDocument(type.SyntaxTree) is not { } document)
            return false;
        _plan.Replace(document, name.Span, "Async" + SynchronousName);
        return true;
    }

    /// <summary>Sees to it that a mention of the consumer means the same afterwards.</summary>
    private async Task<bool> TryKeepAsync(ExpressionSyntax mention)
    {
        switch (mention.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == mention:
                return true;
            case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }:
                return _context.Compilation.Calls.CallOf(call)?.Kind == CallKind.Consume;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Model" or "IsRunning" or "ShutdownReason" or "ConsumerTag" or "ConsumerTags" }:
                return true;
            case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax subscription } member when subscription.Left == member:
                return subscription.Kind() is SyntaxKind.AddAssignmentExpression or SyntaxKind.SubtractAssignmentExpression
                    && await TryConvertAsync(subscription).ConfigureAwait(false);
            default:
                return false;
        }
    }

    private async Task<bool> TryConvertAsync(AssignmentExpressionSyntax subscription)
    {
        if (subscription.Right is AnonymousFunctionExpressionSyntax lambda)
            return !lambda.AsyncKeyword.IsKind(SyntaxKind.None) && !MentionsType(lambda);
        if (_context.Compilation.SymbolOf(subscription.Right) is not IMethodSymbol { IsAsync: true, ReturnsVoid: true } method
            || method.IsVirtual || method.IsOverride || Implements(method)
            || method.DeclaringSyntaxReferences is not { Length: 1 } references
            || _context.Document.Project.Solution.GetDocument(references[0].SyntaxTree) is not { } document
            || MentionsType(references[0].GetSyntax())
            || !await IsHandlerOnlyAsync(method).ConfigureAwait(false))
            return false;

        var type = references[0].GetSyntax() switch
        {
            MethodDeclarationSyntax declaration => declaration.ReturnType,
            LocalFunctionStatementSyntax function => function.ReturnType,
            _ => null,
        };
        if (type is null || _context.Compilation.Compilation.GetTypeByMetadataName("System.Threading.Tasks.Task") is not { } task)
            return false;
        _plan.Replace(document, type.Span, TypeNames.Shortest(task, _context.Compilation.ModelOf(type.SyntaxTree), type.SpanStart));
        return true;
    }

    /// <summary>Whether nobody uses a method but to handle deliveries and other events of such a consumer.</summary>
    private async Task<bool> IsHandlerOnlyAsync(IMethodSymbol method) =>
        (await Mention.AllOfAsync(method, _context.Document.Project.Solution, _context.CancellationToken).ConfigureAwait(false))
            .All(mention => mention.Document.Project.Id == _context.Document.Project.Id
                && mention.Reference.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: { } consumer } }
                && ClientModel.Same(_context.Compilation.ModelOf(consumer.SyntaxTree).GetTypeInfo(consumer).Type, _context.Compilation.Client.EventingConsumer));

    private static bool Implements(IMethodSymbol method) =>
        !method.ExplicitInterfaceImplementations.IsEmpty
        || (method.ContainingType is { } type && type.AllInterfaces.SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => ClientModel.Same(type.FindImplementationForInterfaceMember(member), method)));

    /// <summary>Whether a handler asks its sender for the type that it no longer has.</summary>
    private static bool MentionsType(SyntaxNode handler) =>
        handler.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == SynchronousName);
}
