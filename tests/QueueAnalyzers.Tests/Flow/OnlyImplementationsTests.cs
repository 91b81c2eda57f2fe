using Microsoft.CodeAnalysis;
using QueueAnalyzers.Acknowledgement;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>
/// A call that the object decides on is followed where there is one method that it can run. The handler acknowledges once more
/// behind the call: that is reported if, and only if, the call is known to have done so.
/// </summary>
public class OnlyImplementationsTests
{
    private const string Settles = "{ await~ channel.BasicAck~(tag, false); }";

    private const string Implementation = "internal class Settler(IChannel~ channel) : ISettler { public async~ Task~ Finish~(ulong tag) " + Settles + " }";

    [Theory, AllGenerations(
        // The only implementation of an interface.
        "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation,
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal sealed class Settler(IChannel~ channel) : ISettler { async~ Task~ ISettler.Finish~(ulong tag) " + Settles + " }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal record Settler(IChannel~ channel) : ISettler { public async~ Task~ Finish~(ulong tag) " + Settles + " }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal readonly record struct Settler(IChannel~ channel) : ISettler { public async~ Task~ Finish~(ulong tag) " + Settles + " }",
        "internal interface IFinishing { Task~ Finish~(ulong tag); } internal interface ISettler : IFinishing { } " + Implementation,
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal interface IOrderSettler : ISettler { } " + "internal class Settler(IChannel~ channel) : IOrderSettler { public async~ Task~ Finish~(ulong tag) " + Settles + " }",
        // Two types, one method.
        "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation + " internal sealed class Special(IChannel~ channel) : Settler(channel) { public int Kind => 1; }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal class Base(IChannel~ channel) { public async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Left(IChannel~ channel) : Base(channel), ISettler; internal class Right(IChannel~ channel) : Base(channel), ISettler;",
        // What nobody can make an object of does not count.
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal abstract class Idle : ISettler { public abstract Task~ Finish~(ulong tag); } " + Implementation,
        // A method of the interface's own.
        "internal interface ISettler { IChannel~ Channel { get; } async~ Task~ Finish~(ulong tag) { await~ Channel.BasicAck~(tag, false); } } internal class Settler(IChannel~ channel) : ISettler { public IChannel~ Channel => channel; }",
        "internal interface ISettler { async~ Task~ Finish~(ulong tag) { {~~await Task.Yield();} } } " + Implementation,
        // The only method that a class and those below have.
        "internal class ISettler(IChannel~ channel) { public virtual async~ Task~ Finish~(ulong tag) " + Settles + " }",
        "internal abstract class ISettler { public abstract Task~ Finish~(ulong tag); } internal sealed class Settler(IChannel~ channel) : ISettler { public override async~ Task~ Finish~(ulong tag) " + Settles + " }",
        "internal abstract class Base { public abstract Task~ Finish~(ulong tag); } internal abstract class ISettler : Base; internal class Settler(IChannel~ channel) : ISettler { public override async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle : Base { public override Task~ Finish~(ulong tag) { return~; } }",
        "public abstract class ISettler { internal abstract Task~ Finish~(ulong tag); } public class Settler(IChannel~ channel) : ISettler { internal override async~ Task~ Finish~(ulong tag) " + Settles + " }")]
    public Task Only_method_is_followed(ClientVersion version, string types) => Followed(version, types, "ISettler");

    [Theory, AllGenerations(
        // The interface is known by another name.
        "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation + " internal class Idle : Alias { public Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation + " internal class Idle : ISettler { public Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation + " internal struct Idle : ISettler { Task~ ISettler.Finish~(ulong tag) { return~; } }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal interface IOther : ISettler { } " + Implementation + " internal class Idle : IOther { public Task~ Finish~(ulong tag) { return~; } }",
        // Others may implement, or derive from, what they see.
        "public interface ISettler { Task~ Finish~(ulong tag); } " + Implementation,
        "public class ISettler(IChannel~ channel) { public virtual async~ Task~ Finish~(ulong tag) " + Settles + " }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } public class Settler(IChannel~ channel) : ISettler { public virtual async~ Task~ Finish~(ulong tag) " + Settles + " }",
        // Nobody implements it, or only what is generated will.
        "internal interface ISettler { Task~ Finish~(ulong tag); }",
        "internal abstract class ISettler { public abstract Task~ Finish~(ulong tag); }",
        // One overrides, the other does not.
        "internal class ISettler(IChannel~ channel) { public virtual async~ Task~ Finish~(ulong tag) " + Settles + " } internal sealed class Idle(IChannel~ channel) : ISettler(channel) { public override Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal class Settler(IChannel~ channel) : ISettler { public virtual async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle(IChannel~ channel) : Settler(channel) { public override Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal class Settler(IChannel~ channel) : ISettler { public async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle(IChannel~ channel) : Settler(channel), ISettler { Task~ ISettler.Finish~(ulong tag) { return~; } }",
        // The one source there is belongs to the interface, and not everybody has it.
        "internal interface ISettler { IChannel~ Channel { get; } async~ Task~ Finish~(ulong tag) { await~ Channel.BasicAck~(tag, false); } } internal class Settler(IChannel~ channel) : ISettler { public IChannel~ Channel => channel; } internal class Idle(IChannel~ channel) : ISettler { public IChannel~ Channel => channel; Task~ ISettler.Finish~(ulong tag) { return~; } }")]
    public Task One_of_several_is_not_followed(ClientVersion version, string types) => NotFollowed(version, types, "ISettler");

    [Theory, AllGenerations(
        "ISettler<int>",
        "ISettler<Guid>")]
    public Task Only_method_of_a_construction_is_followed(ClientVersion version, string settler) => Followed(version,
        $"internal interface ISettler<T> {{ Task~ Finish~(ulong tag); }} internal class Settler(IChannel~ channel) : {settler} {{ public async~ Task~ Finish~(ulong tag) {Settles} }} internal class Idle : ISettler<string> {{ public Task~ Finish~(ulong tag) {{ return~; }} }}",
        settler);

    [Theory, AllGenerations(
        "internal interface ISettler<T> { Task~ Finish~(ulong tag); } internal class Settler<T>(IChannel~ channel) : ISettler<T> { public async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle : ISettler<int> { public Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler<in T> { Task~ Finish~(ulong tag); } internal class Settler(IChannel~ channel) : ISettler<int> { public async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle : ISettler<object> { public Task~ Finish~(ulong tag) { return~; } }",
        "internal interface ISettler<T> { Task~ Finish~(ulong tag); } internal class Settler(IChannel~ channel) : ISettler<int> { public async~ Task~ Finish~(ulong tag) " + Settles + " } internal class Idle : ISettler<List<string>>, ISettler<int> { Task~ ISettler<int>.Finish~(ulong tag) { return~; } Task~ ISettler<List<string>>.Finish~(ulong tag) { return~; } }")]
    public Task What_may_be_of_a_construction_is_not_told_apart(ClientVersion version, string types) => NotFollowed(version, types, "ISettler<int>");

    [Theory, AllGenerations]
    public Task Type_parameter_is_what_it_has_to_be(ClientVersion version) => Followed(version, "internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation, "TSettler", "<TSettler> where TSettler : ISettler");

    [Theory, AllGenerations]
    public Task Program_has_all_there_is(ClientVersion version) => Verify.That(version, Handler("public interface ISettler { Task~ Finish~(ulong tag); } public" + Implementation["internal".Length..], "ISettler", Twice) + "public static class Start { public static void Main() { } }")
        .WithOutput(OutputKind.ConsoleApplication).Reports<SettledTwiceAnalyzer>();

    [Theory, AllGenerations]
    public Task Friend_may_have_another(ClientVersion version) =>
        Verify.That(version, "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Orders.Plugins\")]" + Handler("internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation, "ISettler", Once)).AllSilent();

    [Theory, AllGenerations("Orders.Tests", "OrdersUnitTests, PublicKey=00", "DynamicProxyGenAssembly2")]
    public Task Tests_are_no_part_of_the_program(ClientVersion version, string friend) =>
        Verify.That(version, $"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{friend}\")]" + Handler("internal interface ISettler { Task~ Finish~(ulong tag); } " + Implementation, "ISettler", Twice)).Reports<SettledTwiceAnalyzer>();

    [Theory, AllGenerations]
    public Task Interface_of_another_project_is_not_followed(ClientVersion version) => Verify
        .That(version, Handler(Implementation, "ISettler", Once))
        .WithProject("Contracts", "public interface ISettler { Task~ Finish~(ulong tag); }").AllSilent();

    [Theory, AllGenerations]
    public Task Implementation_is_found_in_any_file(ClientVersion version) => Verify
        .That(version, Handler("internal interface ISettler { Task~ Finish~(ulong tag); }", "ISettler", Twice))
        .WithDocument("Settler.cs", "namespace Settlers { using Port = ISettler; internal class " + "Settler(IChannel~ channel) : Port { public async~ Task~ Finish~(ulong tag) " + Settles + " } }").Reports<SettledTwiceAnalyzer>();

    [Theory, AllGenerations]
    public Task Call_of_the_base_is_the_base(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version,
        """
        public class Base : ConsumerBase~
        {
            private readonly IChannel~ channel;
            public Base(IChannel~ channel) : base(channel) { this.channel = channel; }
            public virtual async~ Task~ Finish~(ulong tag) { await~ channel.BasicAck~(tag, false); }
            public async~ Task~ Start() { await~ channel.BasicConsume~("orders", false, new Worker(channel)); }
        }

        internal sealed class Worker : Base
        {
            private readonly IChannel~ channel;
            public Worker(IChannel~ channel) : base(channel) { this.channel = channel; }
            public override async~ Task~ Finish~(ulong tag) { {~~await Task.Yield();} }
            public override async~ Task~ HandleBasicDeliver~(Delivery~)
            {
                await~ Finish~(deliveryTag);
                await~ base.Finish~(deliveryTag);
                await~ channel.{|RMQ1008:BasicAck~|}(deliveryTag, false);
            }
        }
        """);

    [Theory, AllGenerations]
    public Task Call_that_calls_itself_is_not_followed_for_ever(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version, Handler(
        "internal interface ISettler { Task~ Finish~(ulong tag); } internal class Settler(IChannel~ channel, ISettler next) : ISettler { public async~ Task~ Finish~(ulong tag) { if (tag > 3) await~ channel.BasicAck~(tag, false); else await~ next.Finish~(tag - 1); } }",
        "ISettler",
        Twice));

    private const string Once = "await~ channel.BasicAck~(args.DeliveryTag, false);";
    private const string Twice = "await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false);";

    private static Task Followed(ClientVersion version, string types, string settler, string parameters = "") =>
        Verify.Reports<SettledTwiceAnalyzer>(version, Handler(types, settler, Twice, parameters));

    private static Task NotFollowed(ClientVersion version, string types, string settler) => Verify.That(version, Handler(types, settler, Once)).AllSilent();

    private static string Handler(string types, string settler, string again, string parameters = "") =>
        $$"""
        {{(types.Contains("Alias", StringComparison.Ordinal) ? "using Alias = ISettler;" : "")}}
        internal class Program{{parameters}}
        {
            public async~ Task~ Run(IChannel~ channel, {{settler}} settler)
            {
                var consumer = new EventingConsumer~(channel);
                consumer.Received~ += async~ (sender, args) =>
                {
                    await~ settler.Finish~(args.DeliveryTag);
                    {{again}}
                };
                await~ channel.BasicConsume~("orders", false, consumer);
            }
        }
        {{types}}
        """;
}
