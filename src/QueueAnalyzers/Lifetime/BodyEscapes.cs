using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QueueAnalyzers.Client;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Lifetime;

/// <summary>How the body of a message gets to somebody who reads it when its handler has ended.</summary>
internal enum BodyFate
{
    /// <summary>It is kept somewhere.</summary>
    Stored,

    /// <summary>Work reads it that another thread does, and that nobody waits for.</summary>
    Unawaited,

    /// <summary>It is read after an <c>await</c> in code that nobody waits for.</summary>
    AfterAwait,
}

/// <summary>A place where the memory of a message's body gets to somebody who reads it when the handler has ended.</summary>
/// <param name="Expression">The body, or what holds it.</param>
/// <param name="Fate">How.</param>
internal sealed record BodyEscape(SyntaxNode Expression, BodyFate Fate);

/// <summary>
/// Follows the body of a handler's messages, uncopied, through locals, objects that are made with it, and methods in sight.
/// Where it goes out of sight nothing is known, and nothing is reported.
/// </summary>
internal sealed class BodyEscapes
{
    private const int MaxDepth = 4;

    private readonly QueueCompilation _compilation;
    private readonly Dictionary<SyntaxNode, BodyEscape> _escapes = new();
    private readonly HashSet<(ISymbol, SyntaxNode?, bool)> _followed = new();
    private readonly HashSet<SyntaxNode> _lateFunctions = new();

    private BodyEscapes(QueueCompilation compilation) => _compilation = compilation;

    /// <summary>What a followed value has of the body.</summary>
    private enum Kind
    {
        /// <summary>The body itself, or a slice of it.</summary>
        Body,

        /// <summary>The event args, with much else.</summary>
        Delivery,

        /// <summary>An object that was made with the body.</summary>
        Holder,
    }

    /// <summary>The escapes in a handler, in the order of the source.</summary>
    public static ImmutableArray<BodyEscape> Of(DeliveryHandler handler, QueueCompilation compilation)
    {
        if (compilation.OperationOf(handler.Declaration) is not { } body)
            return ImmutableArray<BodyEscape>.Empty;
        var escapes = new BodyEscapes(compilation);
        var function = new Function(body, IsDetached: handler.Method is { IsAsync: true, ReturnsVoid: true }, IsLate: false, Depth: 0);
        if (handler.Subscription is not null)
            escapes.FollowSymbol(handler.Delivery, new Value(Kind.Delivery, null), function);
        foreach (var memory in handler.Subscription is null ? handler.Method.Parameters.Where(parameter => IsMemory(parameter.Type)) : Enumerable.Empty<IParameterSymbol>())
            escapes.FollowSymbol(memory, new Value(Kind.Body, null), function);
        return escapes._escapes.Values.OrderBy(escape => escape.Expression.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(escape => escape.Expression.SpanStart).ToImmutableArray();
    }

    private void FollowSymbol(ISymbol symbol, Value value, Function function)
    {
        if (!_followed.Add((symbol, value.Origin, function.IsLate || function.IsDetached)))
            return;
        foreach (var operation in function.Body.Descendants())
        {
            var isMention = operation switch
            {
                ILocalReferenceOperation { IsDeclaration: false } local => ClientModel.Same(local.Local, symbol),
                IParameterReferenceOperation parameter => ClientModel.Same(parameter.Parameter, symbol),
                _ => false,
            };
            if (isMention && !(operation.Parent is ISimpleAssignmentOperation assignment && assignment.Target == operation))
                Follow(operation, value, function);
        }
    }

    private void Follow(IOperation operation, Value value, Function function)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            operation = parent;
            parent = operation.Parent;
        }

        if (value.Kind == Kind.Delivery && parent is IMemberReferenceOperation { Member.Name: "Body" } body && _compilation.Client.Declares(body.Member))
        {
            Follow(body, new Value(Kind.Body, null), function);
            return;
        }

        if (IsOnlyMeasured(parent))
            return;
        if (value.Kind == Kind.Body && LatenessOf(operation, function) is { } late)
        {
            AddLate(value.Origin ?? operation.Syntax, operation, late);
            return;
        }

        switch (parent)
        {
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                FollowSymbol(local, value, function);
                break;
            case ISimpleAssignmentOperation assignment when assignment.Value == operation:
                FollowAssignment(assignment, operation, value, function);
                break;
            case IInvocationOperation { TargetMethod.Name: "Slice" } slice when slice.Instance == operation && value.Kind == Kind.Body:
                Follow(slice, value, function);
                break;
            case IImplicitIndexerReferenceOperation slice when value.Kind == Kind.Body && IsMemory(slice.Type):
                Follow(slice, value, function);
                break;
            case IConditionalOperation choice when choice.Condition != operation:
            case ICoalesceOperation:
                Follow(parent, value with { Origin = value.Origin ?? operation.Syntax }, function);
                break;
            case ITupleOperation when value.Kind != Kind.Delivery:
                Follow(parent, new Value(Kind.Holder, value.Origin ?? operation.Syntax), function);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                FollowCall(call, argument, operation, value, function);
                break;
            case IArgumentOperation { Parent: IObjectCreationOperation creation } argument when IsHeldBy(creation, argument, value.Kind):
                Follow(creation, new Value(Kind.Holder, value.Kind == Kind.Delivery ? null : value.Origin ?? operation.Syntax), function);
                break;
        }
    }

    private void FollowAssignment(ISimpleAssignmentOperation assignment, IOperation operation, Value value, Function function)
    {
        switch (Operations.WithoutConversions(assignment.Target))
        {
            case ILocalReferenceOperation { Local: var local } when function.Body.Syntax.Span.Contains(local.DeclaringSyntaxReferences[0].Span):
                FollowSymbol(local, value, function);
                break;
            case ILocalReferenceOperation:
                AddStored(operation, value, function);
                break;
            case IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } } when assignment.Parent?.Parent is IObjectCreationOperation creation:
                Follow(creation, new Value(Kind.Holder, value.Kind == Kind.Delivery ? null : value.Origin ?? operation.Syntax), function);
                break;
            case IMemberReferenceOperation { Instance: ILocalReferenceOperation { Local: var owner } } when value.Kind == Kind.Body && !Storage.Outlives(assignment.Target, function.Body.Syntax, _compilation):
                FollowSymbol(owner, new Value(Kind.Holder, value.Origin ?? operation.Syntax), function);
                break;
            case IMemberReferenceOperation or IArrayElementReferenceOperation when Storage.Outlives(assignment.Target, function.Body.Syntax, _compilation) && !IsReset(assignment.Target, function):
                AddStored(operation, value, function);
                break;
        }
    }

    private void FollowCall(IInvocationOperation call, IArgumentOperation argument, IOperation operation, Value value, Function function)
    {
        if (Storage.Takes(call.TargetMethod))
        {
            if (Storage.Outlives(call.Instance ?? call.Arguments.FirstOrDefault()?.Value, function.Body.Syntax, _compilation))
                AddStored(operation, value, function);
            return;
        }

        if (function.Depth == MaxDepth || Observers.Include(call.TargetMethod) || _compilation.Client.CallOf(call) is not null
            || _compilation.Callees.ImplementationOf(call) is not { } method || _compilation.Callees.CodeOf(method) is not { } body
            || argument.Parameter is not { } passed || passed.Ordinal >= method.Parameters.Length)
            return;
        var lateness = LatenessOf(operation, function);
        if (lateness is not null && value.Kind != Kind.Delivery)
        {
            AddLate(value.Origin ?? operation.Syntax, operation, lateness.Value);
            return;
        }

        // The whole delivery goes to a method in sight: what counts is whether that reads the body, and the report stands at the hand-over.
        if (lateness is { } late)
        {
            if (body.Descendants().Any(part => part is IMemberReferenceOperation { Member.Name: "Body" } read && _compilation.Client.Declares(read.Member)))
                AddLate(operation.Syntax, operation, late);
            return;
        }

        var isDetached = UnawaitedWork.IsStartedBy(call, _compilation) || DetachedAt(operation, function);
        FollowSymbol(method.Parameters[passed.Ordinal], value with { Origin = null }, new Function(body, isDetached, IsLate: false, function.Depth + 1));
    }

    /// <summary>Whether an object keeps what its constructor gets.</summary>
    private bool IsHeldBy(IObjectCreationOperation creation, IArgumentOperation argument, Kind kind)
    {
        if (creation.Constructor is not { } constructor || argument.Parameter is not { } passed
            || constructor.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration)
            return false;
        var parameter = constructor.OriginalDefinition.Parameters[passed.Ordinal];
        return declaration switch
        {
            RecordDeclarationSyntax => kind != Kind.Delivery,
            TypeDeclarationSyntax type => type.Members.Any(member => ValueIn(member) is { } initial && _compilation.OperationOf(initial) is { } value && Holds(value, parameter, kind)),
            _ => _compilation.OperationOf(declaration) is { } body && body.Descendants().OfType<ISimpleAssignmentOperation>().Any(assignment =>
                assignment.Target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } && Holds(assignment.Value, parameter, kind)),
        };
    }

    private bool Holds(IOperation value, IParameterSymbol parameter, Kind kind)
    {
        value = Operations.WithoutConversions(value);
        if (value is ICoalesceOperation coalesce)
            value = Operations.WithoutConversions(coalesce.Value);
        if (kind == Kind.Delivery && value is IMemberReferenceOperation { Member.Name: "Body", Instance: { } delivery } body)
            return _compilation.Client.Declares(body.Member) && delivery is IParameterReferenceOperation { Parameter: var holder } && ClientModel.Same(holder, parameter);
        return value is IParameterReferenceOperation { Parameter: var held } && ClientModel.Same(held, parameter)
            && (kind != Kind.Delivery || IsBodyReadLater(parameter.ContainingType));
    }

    private static ExpressionSyntax? ValueIn(MemberDeclarationSyntax member) => member switch
    {
        PropertyDeclarationSyntax { Initializer.Value: var value } => value,
        FieldDeclarationSyntax { Declaration.Variables: [{ Initializer.Value: var value }] } => value,
        _ => null,
    };

    private void AddStored(IOperation operation, Value value, Function function)
    {
        if (value.Kind != Kind.Delivery || IsBodyReadLater(TypeAround(function.Body)))
            Add(value.Origin ?? operation.Syntax, BodyFate.Stored);
    }

    /// <summary>One report for each function that reads too late.</summary>
    private void AddLate(SyntaxNode expression, IOperation operation, BodyFate lateness)
    {
        if (_lateFunctions.Add(FunctionAround(operation)))
            Add(expression, lateness);
    }

    private void Add(SyntaxNode expression, BodyFate fate)
    {
        if (!_escapes.ContainsKey(expression))
            _escapes.Add(expression, new BodyEscape(expression, fate));
    }

    /// <summary>Whether anything in a type reads the body of a delivery that is not just handled: one that was kept.</summary>
    private bool IsBodyReadLater(INamedTypeSymbol? type) => type is not null && type.DeclaringSyntaxReferences
        .SelectMany(reference => reference.GetSyntax().DescendantNodes().OfType<MemberAccessExpressionSyntax>())
        .Any(access => access.Name.Identifier.ValueText == "Body"
            && _compilation.OperationOf(access) is IMemberReferenceOperation { Member: var member, Instance: { } owner } && _compilation.Client.Declares(member)
            && ClientModel.Same(member.ContainingType, _compilation.Client.DeliveryEventArgs)
            && !(Operations.WithoutConversions(owner) is IParameterReferenceOperation { Parameter: var parameter } && IsOfHandler(parameter)));

    /// <summary>Whether a parameter gets a delivery that is just handled.</summary>
    private bool IsOfHandler(IParameterSymbol parameter) => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction }
        || _followed.Any(known => ClientModel.Same(known.Item1, parameter))
        || _compilation.Handlers.Receive(parameter);

    private INamedTypeSymbol? TypeAround(IOperation body)
    {
        var around = _compilation.ModelOf(body.Syntax.SyntaxTree).GetEnclosingSymbol(body.Syntax.SpanStart);
        return around as INamedTypeSymbol ?? around?.ContainingType;
    }

    /// <summary>Whether the function takes back what it has put into a field.</summary>
    private static bool IsReset(IOperation target, Function function) => function.Body.Descendants().OfType<ISimpleAssignmentOperation>().Any(assignment =>
        assignment.Syntax.SpanStart > target.Syntax.SpanStart
        && ClientModel.Same(Operations.SymbolOf(assignment.Target), Operations.SymbolOf(target))
        && Operations.WithoutConversions(assignment.Value) is IDefaultValueOperation or ILiteralOperation { ConstantValue: { HasValue: true, Value: null } });

    private static bool IsOnlyMeasured(IOperation? parent) => parent is INameOfOperation or IMemberReferenceOperation { Member.Name: "Length" or "IsEmpty" };

    private static bool IsMemory(ITypeSymbol? type) => type is { Name: "ReadOnlyMemory" or "Memory", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>Whether an operation runs when the handler may have ended, and why.</summary>
    private BodyFate? LatenessOf(IOperation operation, Function function)
    {
        var lateness = function.IsLate ? BodyFate.Unawaited : (BodyFate?)null;
        var isDetached = function.IsDetached;
        var current = function.Body;
        foreach (var nested in FunctionsBetween(operation, function.Body))
        {
            if (isDetached && HasAwaitBefore(current, nested.Syntax))
                lateness ??= BodyFate.AfterAwait;
            switch (StartOf(nested))
            {
                case { IsLate: true }:
                    lateness ??= BodyFate.Unawaited;
                    break;
                case { IsDetached: true }:
                    isDetached = true;
                    break;
            }

            current = nested;
        }

        return lateness ?? (isDetached && HasAwaitBefore(current, operation.Syntax) ? BodyFate.AfterAwait : null);
    }

    private bool DetachedAt(IOperation operation, Function function) => function.IsDetached || FunctionsBetween(operation, function.Body).Any(nested => StartOf(nested).IsDetached);

    /// <summary>The lambdas and local functions around an operation, from the outermost.</summary>
    private static IEnumerable<IOperation> FunctionsBetween(IOperation operation, IOperation body)
    {
        var functions = new Stack<IOperation>();
        for (var around = operation.Parent; around is not null && around.Syntax != body.Syntax; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation or ILocalFunctionOperation)
                functions.Push(around);
        }

        return functions;
    }

    private static SyntaxNode FunctionAround(IOperation operation) => operation.Syntax.Ancestors()
        .First(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>How a lambda or local function is run.</summary>
    private (bool IsLate, bool IsDetached) StartOf(IOperation function)
    {
        if (function is ILocalFunctionOperation { Symbol: var symbol })
        {
            var uses = Operations.RootOf(function).Descendants().Where(operation => operation switch
            {
                IInvocationOperation call => ClientModel.Same(call.TargetMethod, symbol),
                IMethodReferenceOperation reference => ClientModel.Same(reference.Method, symbol),
                _ => false,
            }).ToList();
            return (uses.Any(use => use is IMethodReferenceOperation && StartOfDelegate(use).IsLate), uses.Any(use => use is IInvocationOperation && UnawaitedWork.IsStartedBy(use, _compilation)));
        }

        return StartOfDelegate(function);
    }

    private (bool IsLate, bool IsDetached) StartOfDelegate(IOperation function)
    {
        var isAsyncVoid = function is IAnonymousFunctionOperation && UnawaitedWork.IsStartedBy(function, _compilation);
        if (Operations.UserOf(function) is not IArgumentOperation { Parent: { } start } || !UnawaitedWork.IsStartedBy(start, _compilation))
            return (false, isAsyncVoid);
        return UnawaitedWork.RunsElsewhere(start) ? (true, false) : (false, true);
    }

    private static bool HasAwaitBefore(IOperation function, SyntaxNode place) => function.Descendants().OfType<IAwaitOperation>().Any(wait =>
        wait.Syntax.Span.End <= place.SpanStart
        && FunctionAround(wait) == function.Syntax
        && !Alternatives.Include(wait.Syntax, place));

    /// <summary>A value on its way.</summary>
    /// <param name="Kind">What it has of the body.</param>
    /// <param name="Origin">The body as it was put into what is followed now, or <see langword="null"/> when that is the body itself or was made elsewhere.</param>
    private readonly record struct Value(Kind Kind, SyntaxNode? Origin);

    /// <summary>A function that the body has come to.</summary>
    /// <param name="Body">Its operation.</param>
    /// <param name="IsDetached">Whether nobody waits for it: what comes after an await in it is too late.</param>
    /// <param name="IsLate">Whether all of it is too late.</param>
    /// <param name="Depth">How many calls lead to it.</param>
    private sealed record Function(IOperation Body, bool IsDetached, bool IsLate, int Depth);
}
