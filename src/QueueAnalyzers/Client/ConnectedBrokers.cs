using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace QueueAnalyzers.Client;

/// <summary>Which brokers a program talks to, as far as it says so in the settings of its factories.</summary>
internal sealed class ConnectedBrokers
{
    /// <summary>The names of the settings of a factory that say which broker a program talks to.</summary>
    public static readonly ImmutableArray<string> SettingNames = ImmutableArray.Create(VirtualHost, HostName);

    private const string VirtualHost = "VirtualHost";
    private const string HostName = "HostName";

    private readonly QueueCompilation _compilation;
    private readonly Once<bool> _areSeveral;

    public ConnectedBrokers(QueueCompilation compilation)
    {
        _compilation = compilation;
        _areSeveral = new(FindSeveral);
    }

    /// <summary>Whether the compilation visibly talks to more than one broker or virtual host, so that one name may mean several queues.</summary>
    public bool AreSeveral => _areSeveral.Value;

    private bool FindSeveral()
    {
        var virtualHosts = ValuesGivenTo(VirtualHost).Select(value => _compilation.Constants.Of(value).Text ?? "?").Distinct();
        var hosts = ValuesGivenTo(HostName).Select(value => _compilation.Constants.Of(value).Text).OfType<string>().Distinct();
        return virtualHosts.Skip(1).Any() || hosts.Skip(1).Any();
    }

    /// <summary>What a property of the client's own factories is set to.</summary>
    private IEnumerable<IOperation> ValuesGivenTo(string property) =>
        _compilation.Trees
            .Where(tree => TreeWords.Of(tree).MayTouch(Topics.Brokers))
            .SelectMany(tree => TreeNames.Of(tree).Of(property))
            .Select(name => name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name)
            .Select(target => target.Parent as AssignmentExpressionSyntax is { } assignment && assignment.Left == target ? assignment : null)
            .OfType<AssignmentExpressionSyntax>()
            .Select(assignment => _compilation.OperationOf(assignment))
            .OfType<ISimpleAssignmentOperation>()
            .Where(assignment => assignment.Target is IPropertyReferenceOperation target && _compilation.Client.Declares(target.Property))
            .Select(assignment => assignment.Value);
}
