using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;

namespace QueueAnalyzers.Flow;

/// <summary>
/// Tells whether the code that handles a delivery looks at how often it has been tried: at <c>Redelivered</c>, at a header that
/// counts, or at a counter of its own. Where it may do so out of sight, it is taken to.
/// </summary>
internal static class Attempts
{
    private static readonly HashSet<string> Telling = new()
    {
        "redelivered", "redelivery", "redeliveries", "retry", "retries", "retried", "retrying", "attempt", "attempts", "attempted",
        "death", "deaths", "tries", "backoff", "poison", "poisoned",
    };

    private static readonly HashSet<string> Counted = new() { "delivery", "deliveries", "acquired", "fail", "failed", "failure", "failures", "error", "errors", "requeue", "requeued" };

    /// <summary>Whether the code looks at the attempts, or may.</summary>
    public static bool AreLookedAtIn(HandlerCode code, QueueCompilation compilation) =>
        code.Bodies.IsEmpty || code.Bodies.Any(body => IsTold(body, compilation) || MayBeToldElsewhere(body, compilation));

    /// <summary>Whether the key of a header speaks of attempts.</summary>
    public static bool AreNamedBy(string name)
    {
        var words = NameParts.Of(name);
        return words.Any(Telling.Contains) || (words.Any(word => word is "count" or "counter" or "counts" or "max") && words.Any(Counted.Contains));
    }

    private static bool IsTold(IOperation body, QueueCompilation compilation)
    {
        var (block, expression) = HandlerEnds.BodyOf(body.Syntax);
        var code = block ?? expression ?? body.Syntax;
        return code.DescendantTokens()
            .Where(token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && AreNamedBy(token.ValueText))
            .Select(token => token.Parent!)
            .Concat(ConstantsIn(body).Where(constant => code.Contains(constant)))
            .Any(named => !IsOnlyTold(named, code, compilation));
    }

    /// <summary>Where constants are named whose text speaks of attempts, whatever they are called.</summary>
    private static IEnumerable<SyntaxNode> ConstantsIn(IOperation body) => body.Descendants()
        .Where(operation => operation is (IFieldReferenceOperation or ILocalReferenceOperation) and { ConstantValue: { HasValue: true, Value: string key } } && AreNamedBy(key))
        .Select(operation => operation.Syntax);

    /// <summary>Whether a name decides nothing: it is logged, or it stands in the decision on another requeue.</summary>
    private static bool IsOnlyTold(SyntaxNode named, SyntaxNode code, QueueCompilation compilation)
    {
        foreach (var ancestor in named.AncestorsAndSelf().TakeWhile(ancestor => ancestor != code))
        {
            if (ancestor is not ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax invocation } argument
                || compilation.OperationOf(invocation) is not IInvocationOperation call)
                continue;
            if (Observers.Include(call.TargetMethod) || IsRequeue(argument, invocation, call, compilation)
                || (compilation.Client.Declares(call.TargetMethod) && compilation.Client.CallOf(call) is null))
                return true;
        }

        return false;
    }

    private static bool IsRequeue(ArgumentSyntax argument, InvocationExpressionSyntax invocation, IInvocationOperation call, QueueCompilation compilation) =>
        compilation.Client.CallOf(call) is { } settle
            ? settle.Argument(ArgumentRole.Requeue)?.Syntax == argument
            : compilation.Wrappers.SitesIn(invocation.SyntaxTree).Any(found =>
                found.Role == ArgumentRole.Requeue && found.Site.Invocation.Syntax == invocation && found.Site.Argument(ArgumentRole.Requeue)?.Syntax == argument);

    /// <summary>Whether the delivery, its properties or its headers go where they may be asked for attempts.</summary>
    private static bool MayBeToldElsewhere(IOperation body, QueueCompilation compilation) => body.Descendants().Any(operation => operation switch
    {
        IArgumentOperation { Value: var value, Parent: IInvocationOperation call } => Tells(value, compilation) && !IsFollowed(call, compilation),
        IArgumentOperation { Value: var value, Parent: IObjectCreationOperation } => Tells(value, compilation),
        IPropertyReferenceOperation { Property.Name: "Headers" } headers when compilation.Client.IsProperties(headers.Property.ContainingType) => !IsReadByKey(headers, compilation),
        _ => false,
    });

    private static bool Tells(IOperation value, QueueCompilation compilation) =>
        Operations.WithoutConversions(value).Type is { } type
        && (ClientModel.Same(type, compilation.Client.DeliveryEventArgs) || ClientModel.Same(type, compilation.Client.GetResult)
            || (compilation.Client.IsProperties(type) && Operations.SymbolOf(value) is IPropertySymbol received && compilation.Client.Declares(received)));

    private static bool IsFollowed(IInvocationOperation call, QueueCompilation compilation) =>
        compilation.Client.Declares(call.TargetMethod) || Observers.Include(call.TargetMethod) || compilation.Callees.ImplementationOf(call) is not null;

    /// <summary>Whether of the headers only some are read that have nothing to do with attempts, or they are those of a message to be sent.</summary>
    private static bool IsReadByKey(IPropertyReferenceOperation headers, QueueCompilation compilation)
    {
        IOperation value = headers;
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        if (value.Parent is IConditionalAccessOperation access && access.Operation == value)
            return access.WhenNotNull.DescendantsAndSelf().OfType<IConditionalAccessInstanceOperation>().All(part => part.Parent is { } user && IsByKey(user, compilation));
        return value.Parent is { } parent && (IsByKey(parent, compilation)
            || parent is IIsPatternOperation or IBinaryOperation
            || (parent is IAssignmentOperation assignment && assignment.Target == value)
            || parent is IMemberInitializerOperation or IObjectOrCollectionInitializerOperation
            || (parent is IArgumentOperation { Parent: IInvocationOperation call } && Observers.Include(call.TargetMethod)));
    }

    private static bool IsByKey(IOperation user, QueueCompilation compilation)
    {
        var key = user switch
        {
            IInvocationOperation { TargetMethod.Name: "TryGetValue" or "ContainsKey" or "Add" or "Remove", Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
            IPropertyReferenceOperation { Property.IsIndexer: true, Arguments: { IsEmpty: false } arguments } => arguments[0].Value,
            _ => null,
        };
        return compilation.Constants.Of(key).Text is { } name && !AreNamedBy(name);
    }
}
