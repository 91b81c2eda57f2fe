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
        if (properties.Origins.Length == 1 && IsNull(properties.Origins[0]) && written.Syntax is ArgumentSyntax argument && argument.Span.Contains(properties.Origins[0].Syntax.Span))
            return ReplaceNull(argument);
        return properties.Origins.All(origin => IsNull(origin) ? ReplaceNull(origin) : MarkCreation(origin));
    }

    private static bool IsNull(IOperation origin) => origin is not (IObjectCreationOperation or IInvocationOperation);

    /// <summary>Puts <c>true</c> or delivery mode 2 where the opposite is written out.</summary>
    private bool Unmark(IOperation mark)
    {
        var value = Operations.WithoutConversions(mark);
        string? opposite = value switch
        {
            ILiteralOperation { ConstantValue.Value: false } => "true",
            ILiteralOperation { ConstantValue.Value: 1 } => "2",
            IFieldReferenceOperation { Field: { Name: "Transient", ContainingType.Name: "DeliveryModes" } } => "Persistent",
            _ => null,
        };
        if (opposite is null || DocumentOf(value.Syntax) is not { } document)
            return false;
        _plan.Replace(document, value.Syntax is MemberAccessExpressionSyntax access ? access.Name.Span : value.Syntax.Span, opposite);
        return true;
    }

    /// <summary>Adds the argument to a call that is written without it.</summary>
    private bool AddArgument()
    {
        if (_publish.Invocation.Syntax is not InvocationExpressionSyntax { ArgumentList: { } list } || !TakesProperties(list))
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
            _plan.AddNamedBehind(_context.Document, list, _context.Root.SyntaxTree.GetText(), added.ToArray());
        return true;
    }

    /// <summary>Whether there is an overload with properties: in 7.x it is a member of the channel, while those without are extensions.</summary>
    private bool TakesProperties(ArgumentListSyntax list) =>
        !ProgramsCreateProperties
        || (_publish.Receiver is { Type: { } channel } receiver && !list.Span.Contains(receiver.Syntax.Span) && Offers(channel, _publish.Member.Name));

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

        if (Channel is not { } channel || !channel.MeansTheSameAt(expression) || VariableSetTo(place) is not ({ } variable, { } statement))
            return false;
        _plan.Replace(document, expression.Span, channel.Text + ".CreateBasicProperties()");
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

        if (expression is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var channel } }
            || RepeatableExpression.Of(channel, _context.Compilation) is null
            || VariableBefore(document, expression, expression.ToString()) is not { } name)
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

        return Channel is { } channel && channel.MeansTheSameAt(place) ? VariableBefore(_context.Document, place, channel.Text + ".CreateBasicProperties()") : null;
    }

    /// <summary>Plans a variable with persistent properties before the statement of an expression.</summary>
    private string? VariableBefore(Document document, SyntaxNode expression, string creation) =>
        new VariableBefore(_context, StatementsOf(document, expression)).Plan(expression, "properties", creation, name => $"{name}.{Mark};");

    /// <summary>The channel of the publish, or of the batch that it adds to, where it can be written once more.</summary>
    private RepeatableExpression? Channel
    {
        get
        {
            var channel = _publish.Receiver;
            if (_publish.Kind == CallKind.AddToBatch && channel is not null)
            {
                var batch = _context.Compilation.Client.CallOf(_context.Compilation.Assignments.Resolve(channel));
                channel = batch?.Kind == CallKind.CreatePublishBatch ? batch.Receiver : null;
            }

            return channel is { IsImplicit: false, Type: { } type } && Offers(type, "CreateBasicProperties") ? RepeatableExpression.Of(channel.Syntax, _context.Compilation) : null;
        }
    }

    /// <summary>Whether a type has a method of that name that can be called on it here; a class may hide those of its interface.</summary>
    private bool Offers(ITypeSymbol type, string method) => !_context.Model.LookupSymbols(_publish.Invocation.Syntax.SpanStart, type, method).IsEmpty;

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
