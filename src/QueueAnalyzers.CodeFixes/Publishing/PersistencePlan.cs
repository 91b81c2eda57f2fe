using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using QueueAnalyzers.Client;
using QueueAnalyzers.Editing;
using QueueAnalyzers.Flow;

namespace QueueAnalyzers.Publishing;

/// <summary>
/// Plans how one publish gets persistent properties: an initializer or an argument where the client lets programs create
/// properties themselves (7.x), statements before the call or after the creation where the channel creates them (5.x and 6.x).
/// </summary>
internal sealed class PersistencePlan
{
    private const string Mark = "Persistent = true";

    private readonly FixContext _context;
    private readonly ClientCall _publish;
    private readonly EditPlan _plan = new();
    private readonly Dictionary<DocumentId, StatementEdits> _statements = new();

    public PersistencePlan(FixContext context, ClientCall publish)
    {
        _context = context;
        _publish = publish;
    }

    private bool ProgramsCreateProperties => _context.Compilation.Client.Generation == ClientGeneration.V7;

    /// <summary>Makes the plan.</summary>
    /// <returns>The plan, or <see langword="null"/> when there is no place that is surely right.</returns>
    public EditPlan? Make()
    {
        var properties = MessageProperties.Of(_publish, _context.Compilation, ImmutableArray<string>.Empty);
        if (!IsMade(properties))
            return null;
        foreach (var edits in _statements.Values)
            edits.Close();
        return _plan;
    }

    private bool IsMade(MessageProperties properties)
    {
        if (_publish.Argument(ArgumentRole.Properties) is not { IsWritten: true } written)
            return AddArgument();
        if (properties.Persistence == Persistence.MarkedTransient)
            return properties.TransientMarks.All(Unmark);
        if (properties.Origins.Length == 1 && written.Syntax is ArgumentSyntax argument && argument.Span.Contains(properties.Origins[0].Syntax.Span) && IsNull(properties.Origins[0]))
            return ReplaceNull(argument);
        return !properties.Origins.IsEmpty && properties.Origins.All(origin => IsNull(origin) ? ReplaceNull(origin) : MarkCreation(origin));
    }

    private static bool IsNull(IOperation origin) => origin is not (IObjectCreationOperation or IInvocationOperation);

    /// <summary>Puts <c>true</c> or delivery mode 2 where the opposite is written out.</summary>
    private bool Unmark(IOperation mark)
    {
        var syntax = mark.Syntax;
        string? opposite = Operations.WithoutConversions(mark) switch
        {
            ILiteralOperation { ConstantValue.Value: false } => "true",
            ILiteralOperation { ConstantValue.Value: 1 } => "2",
            IFieldReferenceOperation { Field: { Name: "Transient", ContainingType.Name: "DeliveryModes" } } => "Persistent",
            _ => null,
        };
        if (opposite is null || DocumentOf(syntax) is not { } document)
            return false;
        syntax = Operations.WithoutConversions(mark).Syntax;
        _plan.Replace(document, syntax is MemberAccessExpressionSyntax access ? access.Name.Span : syntax.Span, opposite);
        return true;
    }

    /// <summary>Adds the argument to a call that is written without it.</summary>
    private bool AddArgument()
    {
        if (_publish.Invocation.Syntax is not InvocationExpressionSyntax { ArgumentList: { } list })
            return false;
        var added = new List<(string, string)>();
        if (ProgramsCreateProperties && _publish.Argument(ArgumentRole.Mandatory) is null)
            added.Add(("mandatory", "false"));
        if (NewProperties(list) is not { } properties)
            return false;
        added.Add(("basicProperties", properties));

        if (_publish.Argument(ArgumentRole.Body) is { IsWritten: true, Syntax: ArgumentSyntax body, Parameter.Name: var name })
            _plan.AddNamedBefore(_context.Document, body, name, _context.Root.SyntaxTree.GetText(), added.ToArray());
        else
            _plan.AddNamed(_context.Document, list, _context.Root.SyntaxTree.GetText(), added.ToArray());
        return true;
    }

    /// <summary>Puts properties where the call passes null.</summary>
    private bool ReplaceNull(ArgumentSyntax argument)
    {
        var isFitting = !ProgramsCreateProperties
            || ClientModel.Same(_publish.Argument(ArgumentRole.Properties)?.Parameter?.Type, _context.Compilation.Client.PropertiesClass);
        if (!isFitting || NewProperties(argument) is not { } properties)
            return false;
        _plan.SetValue(_context.Document, argument, properties);
        return true;
    }

    /// <summary>Puts properties where a variable is set to null, or null is returned.</summary>
    private bool ReplaceNull(IOperation origin)
    {
        if (origin.Syntax is not ExpressionSyntax expression || DocumentOf(expression) is not { } document)
            return false;
        var place = Whole(expression);
        if (ProgramsCreateProperties)
        {
            _plan.Replace(document, expression.Span, NewProperties(expression)!);
            return place.Parent is not EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type.IsVar: true } };
        }

        if (SimpleChannel is not { } channel || !MeansTheSameAt(channel, expression) || VariableSetTo(place) is not ({ } variable, { } statement))
            return false;
        _plan.Replace(document, expression.Span, channel + ".CreateBasicProperties()");
        StatementsOf(document, expression).InsertAfter(statement, $"{variable}.{Mark};");
        return true;
    }

    /// <summary>Marks properties where they are created.</summary>
    private bool MarkCreation(IOperation creation)
    {
        if (DocumentOf(creation.Syntax) is not { } document || creation.Syntax is not ExpressionSyntax expression)
            return false;
        if (expression is BaseObjectCreationExpressionSyntax created)
        {
            _plan.AddToInitializer(document, created, expression.SyntaxTree.GetText(), Mark);
            return true;
        }

        if (VariableSetTo(Whole(expression)) is ({ } variable, { } statement))
        {
            StatementsOf(document, expression).InsertAfter(statement, $"{variable}.{Mark};");
            return true;
        }

        if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var channel } } || !IsSimple(channel)
            || Hoist(document, expression, expression.ToString()) is not { } name)
            return false;
        _plan.Replace(document, expression.Span, name);
        return true;
    }

    /// <summary>An expression for persistent properties that can stand in a place, with what has to stand before it planned.</summary>
    private string? NewProperties(SyntaxNode place)
    {
        if (ProgramsCreateProperties)
        {
            return _context.Compilation.Client.PropertiesClass is { } type
                ? $"new {TypeNames.Shortest(type, _context.Compilation.ModelOf(place.SyntaxTree), place.SpanStart)} {{ {Mark} }}"
                : null;
        }

        return SimpleChannel is { } channel && MeansTheSameAt(channel, place) ? Hoist(_context.Document, place, channel + ".CreateBasicProperties()") : null;
    }

    /// <summary>Plans a variable with persistent properties directly before the statement, or the body, that an expression belongs to.</summary>
    /// <returns>The variable's name, or <see langword="null"/> when it cannot be told that the statement always evaluates the expression, once and first.</returns>
    private string? Hoist(Document document, SyntaxNode expression, string creation)
    {
        SyntaxNode outer = expression;
        while (outer.Parent is ArgumentSyntax or ArgumentListSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax
            or AwaitExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax or VariableDeclarationSyntax
            || (outer.Parent is MemberAccessExpressionSyntax access && access.Expression == outer)
            || (outer.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Right == outer))
            outer = outer.Parent;

        var model = _context.Compilation.ModelOf(expression.SyntaxTree);
        var statements = StatementsOf(document, expression);
        switch (outer.Parent)
        {
            case ExpressionStatementSyntax or ReturnStatementSyntax or LocalDeclarationStatementSyntax:
                var statement = (StatementSyntax)outer.Parent;
                var name = _context.Names.Take(statement, "properties", model);
                statements.InsertBefore(statement, $"var {name} = {creation};", $"{name}.{Mark};");
                return name;
            case ArrowExpressionClauseSyntax { Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax }:
            case AnonymousFunctionExpressionSyntax:
                var body = (ExpressionSyntax)outer;
                var function = body.Parent is ArrowExpressionClauseSyntax arrow ? arrow.Parent! : body.Parent!;
                var block = new ExpressionMadeBlock(statements, expression.SyntaxTree.GetText(), function, body);
                var returns = model.GetTypeInfo(body).Type?.SpecialType != SpecialType.System_Void;
                if (!block.IsPossible || (returns && function is AnonymousFunctionExpressionSyntax))
                    return null;
                name = _context.Names.Take(body, "properties", model);
                var next = statements.NewLine + statements.Layout.Deeper(statements.Layout.IndentAt(function.SpanStart));
                block.Plan(($"var {name} = {creation};{next}{name}.{Mark};{next}{(returns ? "return " : string.Empty)}", string.Empty), Array.Empty<string>());
                return name;
            default:
                return null;
        }
    }

    /// <summary>The channel of the publish as it is written, when reading it once more does and means the same.</summary>
    private string? SimpleChannel
    {
        get
        {
            var receiver = _publish.Receiver;
            if (_publish.Kind == CallKind.AddToBatch)
            {
                receiver = receiver is not null && _context.Compilation.Client.CallOf(_context.Compilation.Assignments.Resolve(receiver)) is { Kind: CallKind.CreatePublishBatch } batch
                    ? batch.Receiver
                    : null;
            }

            return receiver is { IsImplicit: false, Syntax: ExpressionSyntax channel, Type: { } type }
                && IsSimple(channel)
                && !_context.Model.LookupSymbols(_publish.Invocation.Syntax.SpanStart, type, "CreateBasicProperties", includeReducedExtensionMethods: false).IsEmpty
                    ? channel.ToString()
                    : null;
        }
    }

    private bool IsSimple(ExpressionSyntax expression) => expression switch
    {
        ThisExpressionSyntax => true,
        IdentifierNameSyntax name => _context.Compilation.SymbolOf(name) is ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol or INamedTypeSymbol or INamespaceSymbol,
        MemberAccessExpressionSyntax access when access.IsKind(SyntaxKind.SimpleMemberAccessExpression) => IsSimple(access.Expression) && IsSimple(access.Name),
        _ => false,
    };

    private bool IsSimple(SimpleNameSyntax name) => name is IdentifierNameSyntax identifier && IsSimple((ExpressionSyntax)identifier);

    /// <summary>Whether an expression of the publish's place can be written in another one.</summary>
    private bool MeansTheSameAt(string expression, SyntaxNode place)
    {
        var here = _context.Model.GetSpeculativeSymbolInfo(_publish.Invocation.Syntax.SpanStart, SyntaxFactory.ParseExpression(expression), SpeculativeBindingOption.BindAsExpression).Symbol;
        var there = _context.Compilation.ModelOf(place.SyntaxTree)
            .GetSpeculativeSymbolInfo(place.SpanStart, SyntaxFactory.ParseExpression(expression), SpeculativeBindingOption.BindAsExpression).Symbol;
        return ClientModel.Same(here, there) && (here is not ILocalSymbol || here.Locations[0].SourceSpan.End < place.SpanStart);
    }

    /// <summary>The variable that a statement sets to a value.</summary>
    private static (string? Variable, StatementSyntax? Statement) VariableSetTo(ExpressionSyntax value) => value.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax statement } declarator } =>
            (declarator.Identifier.Text, statement),
        AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax name, Parent: ExpressionStatementSyntax statement } assignment
            when assignment.Right == value => (name.Identifier.Text, statement),
        _ => default,
    };

    /// <summary>The expression of which a value is one of the possible results.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax value)
    {
        while (value.Parent is ParenthesizedExpressionSyntax or CastExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }
            || (value.Parent is ConditionalExpressionSyntax conditional && conditional.Condition != value))
            value = (ExpressionSyntax)value.Parent;
        return value;
    }

    private StatementEdits StatementsOf(Document document, SyntaxNode node)
    {
        if (!_statements.TryGetValue(document.Id, out var edits))
            _statements.Add(document.Id, edits = new StatementEdits(_plan, document, node.SyntaxTree.GetRoot(), node.SyntaxTree.GetText()));
        return edits;
    }

    private Document? DocumentOf(SyntaxNode node) => _context.Document.Project.Solution.GetDocument(node.SyntaxTree);
}
