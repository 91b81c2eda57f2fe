using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;
using QueueAnalyzers.Options;

namespace QueueAnalyzers;

/// <summary>What an analyzer can ask for in a compilation that references the client.</summary>
internal sealed class QueueRegistration
{
    private readonly CompilationStartAnalysisContext _start;
    private readonly QueueCompilation _compilation;

#pragma warning disable RS1012 // The analyzers register through this object, each what it asks for.
    public QueueRegistration(CompilationStartAnalysisContext start, QueueCompilation compilation)
#pragma warning restore RS1012
    {
        _start = start;
        _compilation = compilation;
    }

    /// <summary>The generation of the client, for rules that are about some of them only.</summary>
    public ClientGeneration Generation => _compilation.Client.Generation;

    /// <summary>Calls <paramref name="action"/> for every call of that kind. Names are compared before anything is bound.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="action">Judges the call.</param>
    public void OnCall(CallKind kind, Action<CallSiteContext> action) =>
        _start.RegisterSyntaxNodeAction(
            context =>
            {
                var invocation = (InvocationExpressionSyntax)context.Node;
                if (ClientCall.NameOf(invocation) is not { } name || ClientMembers.KindOf(name.Identifier.ValueText) != kind
                    || invocation.ArgumentList.Arguments.Count < ClientMembers.FewestArgumentsOf(kind))
                    return;
                if (_compilation.Client.CallOf(_compilation.OperationOf(invocation)) is { } call && !Rehearsals.Include(call.Invocation))
                    Judge(new CallSite(call, _compilation.Assignments), context.Options, context.ReportDiagnostic, action);
            },
            SyntaxKind.InvocationExpression);

    /// <summary>Calls <paramref name="action"/> for every operation of a channel or connection that ends when its task does, but for those that are awaited on the spot.</summary>
    /// <param name="action">Judges the call.</param>
    public void OnTask(Action<CallSiteContext> action)
    {
        if (_compilation.Client.Generation != ClientGeneration.V7)
            return;
        _start.RegisterSyntaxNodeAction(
            context =>
            {
                var invocation = (InvocationExpressionSyntax)context.Node;
                if (invocation.Parent is AwaitExpressionSyntax || ClientCall.NameOf(invocation) is not { } name || !ClientMembers.IsAsynchronous(name.Identifier.ValueText))
                    return;
                if (_compilation.Client.AsynchronousCallOf(_compilation.OperationOf(invocation)) is { } call && !Rehearsals.Include(call.Invocation))
                    Judge(new CallSite(call, _compilation.Assignments), context.Options, context.ReportDiagnostic, action);
            },
            SyntaxKind.InvocationExpression);
    }

    /// <summary>Calls <paramref name="action"/> for every call of that kind, and for every call of a wrapper that passes the argument of that role on to one.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="role">The argument that decides.</param>
    /// <param name="action">Judges the call.</param>
    public void OnCallSite(CallKind kind, ArgumentRole role, Action<CallSiteContext> action)
    {
        OnCall(kind, action);
        _start.RegisterSemanticModelAction(context =>
        {
            foreach (var (passedOn, site) in _compilation.Wrappers.SitesIn(context.SemanticModel.SyntaxTree))
            {
                if (passedOn == role && site.Call.Kind == kind && !Rehearsals.Include(site.Invocation))
                    Judge(site, context.Options, context.ReportDiagnostic, action);
            }
        });
    }

    /// <summary>Calls <paramref name="action"/> for every declaration of a queue or an exchange, also for callers of wrappers that decide on anything in it.</summary>
    /// <param name="action">Judges the declaration.</param>
    public void OnDeclaration(Action<DeclarationContext> action) =>
        _start.RegisterSemanticModelAction(context =>
        {
            var options = QueueOptions.Of(context.Options, context.SemanticModel.SyntaxTree);
            if (options.ExcludeTestProjects && TestProjects.Include(_compilation.Compilation))
                return;
            foreach (var declaration in _compilation.Topology.DeclarationsIn(context.SemanticModel.SyntaxTree))
                action(new DeclarationContext(declaration, _compilation, options, context.ReportDiagnostic));
        });

    /// <summary>Calls <paramref name="action"/> for every handler of deliveries that is declared in the compilation, whether or not its registration is in sight.</summary>
    /// <param name="action">Judges the handler.</param>
    public void OnHandler(Action<DeliveryHandler, CodeContext> action) =>
        _start.RegisterSemanticModelAction(context =>
        {
            var options = QueueOptions.Of(context.Options, context.SemanticModel.SyntaxTree);
            if (options.ExcludeTestProjects && TestProjects.Include(_compilation.Compilation))
                return;
            foreach (var handler in _compilation.Handlers.In(context.SemanticModel.SyntaxTree))
                action(handler, new CodeContext(handler.Declaration, _compilation, options, context.ReportDiagnostic));
        });

    /// <summary>
    /// Calls <paramref name="action"/> for every piece of code of those kinds in files that contain a text at all. Nothing is bound
    /// before the action asks for it.
    /// </summary>
    /// <param name="text">What a file contains in which there is something to judge; found in one look at the text.</param>
    /// <param name="action">Judges the code.</param>
    /// <param name="kinds">What to look at.</param>
    public void OnCode(string text, Action<CodeContext> action, params SyntaxKind[] kinds) =>
        _start.RegisterSemanticModelAction(context =>
        {
            var tree = context.SemanticModel.SyntaxTree;
            if (tree.GetText(context.CancellationToken).ToString().IndexOf(text, StringComparison.Ordinal) < 0)
                return;
            var options = QueueOptions.Of(context.Options, tree);
            if (options.ExcludeTestProjects && TestProjects.Include(_compilation.Compilation))
                return;
            foreach (var node in tree.GetRoot(context.CancellationToken).DescendantNodes())
            {
                if (Array.IndexOf(kinds, node.Kind()) >= 0)
                    action(new CodeContext(node, _compilation, options, context.ReportDiagnostic));
            }
        });

    /// <summary>Looks at the configuration of every file that people write, and reports when all were looked at.</summary>
    /// <param name="look">Called for each file, from several threads.</param>
    /// <param name="conclude">Called once in the end.</param>
    public void OnConfiguration(Action<SyntaxTree, AnalyzerConfigOptions> look, Action<Action<Diagnostic>> conclude)
    {
        _start.RegisterSyntaxTreeAction(context => look(context.Tree, context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Tree)));
        _start.RegisterCompilationEndAction(context => conclude(context.ReportDiagnostic));
    }

    private void Judge(CallSite site, AnalyzerOptions options, Action<Diagnostic> report, Action<CallSiteContext> action)
    {
        var context = new CallSiteContext(site, _compilation, QueueOptions.Of(options, site.Invocation.Syntax.SyntaxTree), report);
        if (!context.Options.ExcludeTestProjects || !TestProjects.Include(_compilation.Compilation))
            action(context);
    }
}

/// <summary>A piece of code that is to be judged, with all there is to judge it by.</summary>
internal sealed class CodeContext
{
    private readonly Action<Diagnostic> _report;

    public CodeContext(SyntaxNode code, QueueCompilation compilation, QueueOptions options, Action<Diagnostic> report)
    {
        Code = code;
        Compilation = compilation;
        Options = options;
        _report = report;
    }

    /// <summary>The code.</summary>
    public SyntaxNode Code { get; }

    /// <summary>What is known of the compilation.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>The options that hold for the code's file.</summary>
    public QueueOptions Options { get; }

    /// <summary>Reports.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) => _report(Diagnostic.Create(rule, location, arguments));

    /// <summary>Reports, with other places that belong to it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, IEnumerable<Location> additionalLocations, params object[] arguments) =>
        _report(Diagnostic.Create(rule, location, additionalLocations, arguments));
}

/// <summary>A declaration that is to be judged, with all there is to judge it by.</summary>
internal sealed class DeclarationContext
{
    private readonly Action<Diagnostic> _report;

    public DeclarationContext(Declaration declaration, QueueCompilation compilation, QueueOptions options, Action<Diagnostic> report)
    {
        Declaration = declaration;
        Compilation = compilation;
        Options = options;
        _report = report;
    }

    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; }

    /// <summary>What is known of the compilation.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>The options that hold for the declaration's file.</summary>
    public QueueOptions Options { get; }

    /// <summary>The same for another declaration.</summary>
    public DeclarationContext For(Declaration other) => new(other, Compilation, Options, _report);

    /// <summary>Reports.</summary>
    public void Report(Diagnostic diagnostic) => _report(diagnostic);
}

/// <summary>A call that is to be judged, with all there is to judge it by.</summary>
internal sealed class CallSiteContext
{
    private readonly Action<Diagnostic> _report;

    public CallSiteContext(CallSite site, QueueCompilation compilation, QueueOptions options, Action<Diagnostic> report)
    {
        Site = site;
        Compilation = compilation;
        Options = options;
        _report = report;
    }

    /// <summary>The call.</summary>
    public CallSite Site { get; }

    /// <summary>What is known of the compilation.</summary>
    public QueueCompilation Compilation { get; }

    /// <summary>The options that hold for the call's file.</summary>
    public QueueOptions Options { get; }

    public CodeContext Code => new(Site.Invocation.Syntax, Compilation, Options, _report);

    /// <summary>The same for another call.</summary>
    public CallSiteContext For(CallSite other) => new(other, Compilation, Options, _report);

    /// <summary>The constant value of the argument of that role; unknown when the overload has none.</summary>
    public Constant ConstantOf(ArgumentRole role) => Compilation.Constants.Of(Site.Argument(role)?.Value);

    /// <summary>Where to point at an argument: at the argument if it is written, else at the method's name.</summary>
    public Location LocationOf(ArgumentRole role) => Site.LocationOf(role);

    /// <summary>What the call is about, to begin a sentence with: <c>Queue 'orders'</c>, or <c>The queue</c> when its name is not constant.</summary>
    public string Subject(ArgumentRole role, string noun)
    {
        var text = Object(role, noun);
        return char.ToUpperInvariant(text[0]) + text.Substring(1);
    }

    /// <summary>What the call is about, inside a sentence: <c>queue 'orders'</c>, or <c>the queue</c> when its name is not constant.</summary>
    public string Object(ArgumentRole role, string noun) => ConstantOf(role).Text is { Length: > 0 } name ? $"{noun} '{name}'" : $"the {noun}";

    /// <summary>Reports.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, params object[] arguments) => _report(Diagnostic.Create(rule, location, arguments));

    /// <summary>Reports, with other places that belong to it.</summary>
    public void Report(DiagnosticDescriptor rule, Location location, IEnumerable<Location> additionalLocations, params object[] arguments) =>
        _report(Diagnostic.Create(rule, location, additionalLocations, arguments));
}
