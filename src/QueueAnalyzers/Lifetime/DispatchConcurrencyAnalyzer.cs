using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4009: a channel that handles fewer deliveries at once than its factory says, or none at all. Only 7.x has such options.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DispatchConcurrencyAnalyzer : QueueAnalyzer
{
    /// <summary>The parameter of <c>CreateChannelOptions</c>.</summary>
    internal const string Parameter = "consumerDispatchConcurrency";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.DispatchConcurrencyIsReset);

    private protected override void Register(QueueRegistration registration)
    {
        if (registration.Generation != ClientGeneration.V7)
            return;
        registration.OnCode(Topics.ChannelOptions, JudgeOptions, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        registration.OnCode(Topics.DispatchConcurrency, JudgeFactory, SyntaxKind.SimpleAssignmentExpression);
    }

    private static void JudgeOptions(CodeContext context)
    {
        var syntax = (BaseObjectCreationExpressionSyntax)context.Code;
        if (context.Compilation.OperationOf(syntax) is not IObjectCreationOperation { Type.Name: ChannelOptions.TypeName } options
            || !context.Compilation.Client.Declares(options.Type)
            || options.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == Parameter) is not { } concurrency)
            return;

        var location = syntax is ObjectCreationExpressionSyntax { Type: { } type } ? type.GetLocation() : syntax.NewKeyword.GetLocation();
        var value = NumberOf(context.Compilation.Constants.Of(concurrency.Value));
        if (concurrency.ArgumentKind != ArgumentKind.DefaultValue)
        {
            if (value == 0)
                context.Report(LifetimeRules.DispatchConcurrencyIsReset, location, "The dispatch concurrency of these options is 0: consumers of the channel are never called");
        }
        else if (value == 1 && LostBy(options, context.Compilation) is { } wanted)
        {
            context.Report(
                LifetimeRules.DispatchConcurrencyIsReset,
                location,
                $"These options set the dispatch concurrency back to 1, although the connection factory sets {wanted.ToString(CultureInfo.InvariantCulture)}: the channel handles one delivery at a time");
        }
    }

    private static void JudgeFactory(CodeContext context)
    {
        if (context.Compilation.Client.SettingOf(context.Compilation.OperationOf(context.Code)) is { Setting: FactorySetting.DispatchConcurrency } assignment
            && NumberOf(context.Compilation.Constants.Of(assignment.Value)) == 0)
        {
            context.Report(
                LifetimeRules.DispatchConcurrencyIsReset,
                assignment.Syntax.Right.GetLocation(),
                "The dispatch concurrency of this factory is 0: consumers of its channels are never called");
        }
    }

    /// <summary>The concurrency above 1 that the factory gives a channel with these options which consumes; <see langword="null"/> when there is none.</summary>
    private static long? LostBy(IObjectCreationOperation options, QueueCompilation compilation) => ObjectTrace.Of(options, compilation).Arguments
        .Select(argument => compilation.Client.CallOf(argument.Parent))
        .OfType<ClientCall>()
        .Where(call => call.Kind == CallKind.CreateChannel)
        .Select(compilation.Channels.OriginOf)
        .Where(channel => channel.Has(CallKind.Consume))
        .Select(channel => channel.Connection.Only?.Factory.Only is { } factory ? NumberOf(factory.ConstantOf(FactorySettings.DispatchConcurrencyName, byDefault: 1)) : null)
        .FirstOrDefault(concurrency => concurrency > 1);

    private static long? NumberOf(Constant constant) => constant.Value is ushort or int or short or byte or uint or long
        ? Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture)
        : null;
}
