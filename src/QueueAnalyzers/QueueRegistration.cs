using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers;

/// <summary>
/// What an analyzer asks of a compilation that references the client. All of its questions are put to one file at a time, in
/// one action: a file in which none of them has anything to judge is told by its words.
/// </summary>
internal sealed class QueueRegistration
{
    private readonly CompilationStartAnalysisContext _start;
    private readonly QueueCompilation _compilation;
    private readonly List<Question> _questions = new();

#pragma warning disable RS1012 // The analyzers register through this object, each what it asks for.
    public QueueRegistration(CompilationStartAnalysisContext start, QueueCompilation compilation)
#pragma warning restore RS1012
    {
        _start = start;
        _compilation = compilation;
    }

    private delegate bool Condition(SyntaxTree tree, TreeWords words);

    /// <summary>The generation of the client, for rules that are about some of them only.</summary>
    public ClientGeneration Generation => _compilation.Client.Generation;

    /// <summary>Calls <paramref name="action"/> for every call of that kind. Names are compared before anything is bound.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="action">Judges the call.</param>
    public void OnCall(CallKind kind, Action<CallSiteContext> action) => Ask(
        (_, words) => _compilation.Calls.MayBeIn(words, kind),
        file => Judge(_compilation.Calls.In(file.Tree, kind), file, action));

    /// <summary>Calls <paramref name="action"/> for every operation of a channel or connection that ends when its task does, but for those that are awaited on the spot.</summary>
    /// <param name="action">Judges the call.</param>
    public void OnTask(Action<CallSiteContext> action)
    {
        if (Generation == ClientGeneration.V7)
            Ask((_, words) => words.MayTouch(Topics.AsynchronousCalls), file => Judge(_compilation.Calls.NotAwaitedIn(file.Tree), file, action));
    }

    /// <summary>Calls <paramref name="action"/> for every call of that kind, and for every call of a wrapper that passes the argument of that role on to one.</summary>
    /// <param name="kind">The kind of call.</param>
    /// <param name="role">The argument that decides.</param>
    /// <param name="action">Judges the call.</param>
    public void OnCallSite(CallKind kind, ArgumentRole role, Action<CallSiteContext> action)
    {
        OnCall(kind, action);
        Ask(
            (tree, _) => _compilation.Wrappers.HasSitesIn(tree),
            file =>
            {
                foreach (var (passedOn, site) in _compilation.Wrappers.SitesIn(file.Tree))
                {
                    if (passedOn == role && site.Call.Kind == kind && !Rehearsals.Include(site.Invocation))
                        action(new CallSiteContext(site, file));
                }
            });
    }

    /// <summary>Calls <paramref name="action"/> for every declaration of a queue or an exchange, also for callers of wrappers that decide on anything in it.</summary>
    /// <param name="action">Judges the declaration.</param>
    public void OnDeclaration(Action<DeclarationContext> action) => Ask(
        (tree, _) => _compilation.Topology.HasDeclarationsIn(tree),
        file =>
        {
            foreach (var declaration in _compilation.Topology.DeclarationsIn(file.Tree))
                action(new DeclarationContext(declaration, file));
        });

    /// <summary>Calls <paramref name="action"/> for every handler of deliveries that is declared in the compilation, whether or not its registration is in sight.</summary>
    /// <param name="action">Judges the handler.</param>
    public void OnHandler(Action<DeliveryHandler, FileContext> action) => Ask(
        (tree, _) => _compilation.Handlers.AreIn(tree),
        file =>
        {
            foreach (var handler in _compilation.Handlers.In(file.Tree))
                action(handler, file);
        });

    /// <summary>
    /// Calls <paramref name="action"/> for every piece of code of those kinds in files with a topic. Nothing is bound before the
    /// action asks for it.
    /// </summary>
    /// <param name="topic">What a file in which there is something to judge has to do with.</param>
    /// <param name="action">Judges the code.</param>
    /// <param name="kinds">What to look at.</param>
    public void OnCode(Topics topic, Action<CodeContext> action, params SyntaxKind[] kinds) => Ask(
        (_, words) => words.MayTouch(topic),
        file =>
        {
            foreach (var node in file.Tree.GetRoot().DescendantNodes())
            {
                if (Array.IndexOf(kinds, node.Kind()) >= 0)
                    action(new CodeContext(node, file));
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

    /// <summary>Registers what the analyzer has asked for.</summary>
    public void Complete()
    {
        if (_questions.Count > 0)
            _start.RegisterSemanticModelAction(Judge);
    }

    private void Judge(SemanticModelAnalysisContext context)
    {
        using var asking = Cancellation.OnThread(context.CancellationToken);
        var tree = context.SemanticModel.SyntaxTree;
        var words = TreeWords.Of(tree);
        FileContext? file = null;
        foreach (var question in _questions)
        {
            if (!question.Concerns(tree, words))
                continue;
            file ??= new FileContext(context, _compilation);
            if (file.IsExcluded)
                return;
            question.Judge(file);
        }
    }

    private void Ask(Condition concerns, Action<FileContext> judge) => _questions.Add(new Question(concerns, judge));

    private void Judge(IEnumerable<ClientCall> calls, FileContext file, Action<CallSiteContext> action)
    {
        foreach (var call in calls)
            action(new CallSiteContext(new CallSite(call, _compilation.Assignments), file));
    }

    /// <summary>A question of the analyzer.</summary>
    /// <param name="Concerns">Whether there may be anything to judge in a file.</param>
    /// <param name="Judge">Judges it.</param>
    private sealed record Question(Condition Concerns, Action<FileContext> Judge);
}
