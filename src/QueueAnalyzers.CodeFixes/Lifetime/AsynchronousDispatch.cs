using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;

namespace QueueAnalyzers.Lifetime;

/// <summary>
/// Makes everything that consumes on the connections of a factory asynchronous: the factory, which dispatches to one kind of
/// consumers only, and all of its synchronous consumers together.
/// </summary>
internal static class AsynchronousDispatch
{
    private const string Property = "DispatchConsumersAsync";

    /// <summary>Plans it.</summary>
    /// <returns>The plan, or <see langword="null"/> when a consumer cannot be converted, or may stand out of sight.</returns>
    public static async Task<EditPlan?> PlanAsync(FactoryOrigin factory, FixContext context)
    {
        var plan = new EditPlan();
        if (SynchronousConsumersOf(factory, context) is not { } consumers || !TrySet(plan, factory, context))
            return null;
        var conversion = new ConsumerConversion(context, plan);
        foreach (var consumer in consumers)
        {
            if (!await conversion.TryPlanAsync(consumer).ConfigureAwait(false))
                return null;
        }

        return plan;
    }

    /// <summary>Plans to leave the factory's dispatch at its default, which is synchronous.</summary>
    /// <returns>The plan, or <see langword="null"/> when a consumer needs the setting, or may stand out of sight.</returns>
    public static EditPlan? PlanWithout(FactoryOrigin factory, FixContext context)
    {
        if (MayServeOthers(factory, context)
            || ConsumersOf(factory, context).Any(consumer => consumer.IsAsynchronous)
            || factory.ValuesOf(Property) is not { Length: 1 } values
            || values[0].Parent?.Syntax is not AssignmentExpressionSyntax assignment
            || context.Document.Project.Solution.GetDocument(assignment.SyntaxTree) is not { } document)
            return null;
        var plan = new EditPlan();
        return plan.TryRemove(document, assignment) ? plan : null;
    }

    private static ImmutableArray<ConsumerCreation>? SynchronousConsumersOf(FactoryOrigin factory, FixContext context)
    {
        if (MayServeOthers(factory, context))
            return null;
        var consumers = ConsumersOf(factory, context).Where(consumer => !consumer.IsAsynchronous).ToImmutableArray();
        return consumers.All(consumer => consumer.Factory == factory) ? consumers : null;
    }

    private static IEnumerable<ConsumerCreation> ConsumersOf(FactoryOrigin factory, FixContext context) =>
        ConsumerCreation.AllIn(context.Compilation).Where(consumer => consumer.Factories.Contains(factory));

    /// <summary>Whether code out of sight can consume on a connection of the factory.</summary>
    private static bool MayServeOthers(FactoryOrigin factory, FixContext context)
    {
        if (factory.IsHandedOut)
            return true;
        var connections = factory.Uses.Invocations
            .Select(context.Compilation.Client.CallOf)
            .OfType<ClientCall>()
            .Where(call => call.Kind == CallKind.CreateConnection)
            .Select(context.Compilation.Connections.OriginOf);
        return connections.Any(connection => connection.IsHandedOut
            || connection.Calls.Any(call => call.Kind == CallKind.CreateChannel && context.Compilation.Channels.OriginOf(call).IsHandedOut));
    }

    private static bool TrySet(EditPlan plan, FactoryOrigin factory, FixContext context)
    {
        var values = factory.ValuesOf(Property);
        if (values.Length > 1)
            return false;
        var place = values.IsEmpty ? factory.Creation.Syntax : values[0].Syntax;
        if (context.Document.Project.Solution.GetDocument(place.SyntaxTree) is not { } document)
            return false;
        if (!values.IsEmpty)
        {
            if (!context.Compilation.Constants.Of(values[0]).IsTrue)
                plan.Replace(document, place.Span, "true");
        }
        else if (place is BaseObjectCreationExpressionSyntax creation)
        {
            plan.AddToInitializer(document, creation, place.SyntaxTree.GetText(), Property + " = true");
        }
        else
        {
            return false;
        }

        return true;
    }
}
