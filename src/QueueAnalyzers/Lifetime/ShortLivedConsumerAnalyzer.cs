using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Rules;

namespace QueueAnalyzers.Lifetime;

/// <summary>RMQ4005: a consumer that ends with the <c>using</c> around it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShortLivedConsumerAnalyzer : QueueAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(LifetimeRules.ConsumerIsClosedAtOnce);

    private protected override void Register(QueueRegistration registration) => registration.OnCall(CallKind.Consume, Judge);

    private static void Judge(CallSiteContext context)
    {
        var consume = context.Site.Call.Invocation.Syntax;
        if (EndOf(context.Site.Call.Receiver, consume, context.Compilation) is ({ } region, var noun) && !Waits.MayFollow(consume, region, context.Compilation))
            context.Report(LifetimeRules.ConsumerIsClosedAtOnce, context.Site.NameLocation, context.Object(ArgumentRole.Queue, "queue"), noun);
    }

    /// <summary>The code at whose end the channel, or the connection under it, is closed.</summary>
    private static (SyntaxNode? Region, string Noun) EndOf(IOperation? channel, SyntaxNode consume, QueueCompilation compilation)
    {
        if (Operations.SymbolOf(channel) is not { } variable)
            return default;
        if (RegionOf(variable, consume, compilation) is { } region)
            return (region, "channel");
        return variable is ILocalSymbol local && compilation.Assignments.SingleValueOf(local) is { } value
            && compilation.Client.CallOf(Operations.Awaited(value)) is { Kind: CallKind.CreateChannel, Receiver: ILocalReferenceOperation { Local: var connection } }
            ? (RegionOf(connection, consume, compilation), "connection")
            : default;
    }

    private static SyntaxNode? RegionOf(ISymbol variable, SyntaxNode consume, QueueCompilation compilation) =>
        (variable is ILocalSymbol local ? RegionOf(local, consume) : null)
        ?? consume.Ancestors().TakeWhile(ancestor => ancestor != Functions.Around(consume)).OfType<UsingStatementSyntax>().FirstOrDefault(statement => Closes(statement, variable, compilation))?.Statement;

    /// <summary>Whether a statement closes a variable that it does not declare: <c>using (channel)</c>, <c>using (_channel = …)</c>.</summary>
    private static bool Closes(UsingStatementSyntax statement, ISymbol variable, QueueCompilation compilation) =>
        statement.Expression is { } closed
        && compilation.OperationOf(closed is AssignmentExpressionSyntax assignment ? assignment.Left : closed) is { } reference
        && ClientModel.Same(Operations.SymbolOf(reference), variable)
        && reference is not IMemberReferenceOperation { Instance: not (null or IInstanceReferenceOperation) };

    private static SyntaxNode? RegionOf(ILocalSymbol local, SyntaxNode consume)
    {
        var region = local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Parent.Parent: { } declaration }
            ? declaration switch
            {
                UsingStatementSyntax statement => statement.Statement,
                LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword, Parent: GlobalStatementSyntax { Parent: { } program } } => program,
                LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword, Parent: { } block } => block,
                _ => null,
            }
            : null;
        // A lambda or local function consumes when somebody calls it.
        return region is not null && Functions.Around(consume) == Functions.Around(declarationOf(local)) ? region : null;

        static SyntaxNode declarationOf(ILocalSymbol local) => local.DeclaringSyntaxReferences[0].GetSyntax();
    }
}
