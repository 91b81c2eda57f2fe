using QueueAnalyzers.Acknowledgement;
using static QueueAnalyzers.Tests.Snippet;

namespace QueueAnalyzers.Tests.Flow;

/// <summary>Which paths there are. What is impossible here was once taken for possible, or the other way round, and found by drawn handlers.</summary>
public class PathsTests
{
    [Theory, Generations(V6, V7, Cases = [
        "var ok = First; if (ok) ACK if (!First) REJECT",
        "bool ok; ok = First && Second; if (ok) ACK else if (!ok) REJECT",
        "var ok = Log() && Second; if (ok) ACK if (!ok) REJECT",
        "var ok = First; var done = Second; if (ok == done) { if (ok && !done) ACK } ACK",
        "var ok = true; if (Second) ok |= First; if (!ok) ACK ACK",
        "var ok = First; ok &= Second; if (ok) ACK if (!First || !Second) REJECT",
        "var ok = First; ok ^= Second; if (ok) ACK else if (First == Second) REJECT",
        "if (First | Second) ACK if (!First && !Second) REJECT",
        "if (First ? Second : Log()) { if (First && !Second) ACK } ACK",
        "string? text = Log() ? null : \"x\"; if (text == null) { try { _ = text?.Insert(0, \"y\"); } catch (TimeoutException) { Log(); return; } } ACK",
        "string? text = Log() ? null : \"x\"; _ = text ?? throw new TimeoutException(); if (text == null) return; ACK"])]
    public Task Flag_remembers_what_it_was_set_from(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7, Cases = [
        "switch (Kind) { case 1: ACK break; } switch (Kind) { case 1: break; default: REJECT break; }",
        "if (Kind == 1) ACK switch (Kind) { case 2: REJECT break; default: if (Kind != 1) ACK break; }",
        "switch (Kind) { default: ACK break; case 1: REJECT break; }",
        "if (Kind == 1) { ACK } else if (Kind == 2) { REJECT } else { REJECT } if (Kind == 3 && Kind == 1) ACK",
        "switch (Kind) { case > 3: REJECT break; case 1: ACK break; default: ACK break; }",
        "if (Kind == 1) ACK if (Kind > 1) REJECT else if (Kind != 1) REJECT",
        "if (Kind >= 2) ACK switch (Kind) { case 0 or 1: REJECT break; default: if (Kind < 2) REJECT break; }",
        "if (Kind is 1 or 2) ACK if (Kind is not (1 or 2)) REJECT",
        "if (Kind == 1) { if (Kind > 3) ACK } ACK",
        "if (1 == Kind) ACK if (Kind != 1) REJECT",
        "int some = Kind, other = Kind + 1; if (some == other) ACK if (other != some) REJECT",
        "sbyte count = (sbyte)Kind; if (count > 2) ACK else if (count < 2) REJECT else if (count == 2) REJECT",
        "ulong count = (ulong)Kind; if (count > 2) ACK else if (count < 2) REJECT else if (count == 2) REJECT",
        "if (Kind < 2) REJECT else if (Kind > 2) REJECT else if (Kind == 2) ACK",
        "if (Kind > 3 || Kind < 2) REJECT else if (Kind == 3) ACK else if (Kind is 2) ACK",
        "switch (Kind) { case < 0: REJECT break; case 0: ACK break; case > 0: ACK break; }",
        "long count = Kind; if (count > 2) ACK else if (count < 2) REJECT else if (count == 2) REJECT"])]
    public Task Value_is_one_of_the_constants_at_a_time(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7)]
    public Task Number_may_be_a_fraction(ClientVersion version) => Verify.Reports<UnsettledPathAnalyzer>(version, Handler(
        "double part = Kind / 4.0; if (part < 2) ACK else if (part >= 3) REJECT else if (part == 2) ACK").Replace("OnReceived(object", "{|RMQ1004:OnReceived|}(object", StringComparison.Ordinal));

    [Theory, Generations(V6, V7, Cases = [
        "for (var i = 0; i < 3; i++) { if (i > 0) Log(); ACK break; }",
        "for (var i = 0; i < 1; i++) ACK",
        "for (var attempt = 1; attempt <= 3; attempt++) { try { Work(); ACK return; } catch (TimeoutException) { Log(); } catch (Exception) { REJECT return; } } REJECT",
        "for (var i = 0; i < 100; i++) { if (First) continue; ACK return; } REJECT"])]
    public Task Counted_loop_goes_around_as_often_as_it_counts(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7, Cases = [
        "while (First) { if (Second) { ACK return; } Log(); }",
        "do { if (Second) { ACK return; } Log(); } while (First);",
        "for (; First; ) { if (Second) { ACK return; } Log(); }"])]
    public Task Loop_that_counts_nothing_may_end_without_a_settle(ClientVersion version, string body) => Verify.Reports<UnsettledPathAnalyzer>(version, Handler(
        body).Replace("OnReceived(object", "{|RMQ1004:OnReceived|}(object", StringComparison.Ordinal));

    [Theory, Generations(V6, V7, Cases = [
        "try { ACK } catch (Exception) { Log(); } if (Kind == 100) Log();",
        "do { try { ACK } catch (Exception) { } } while (false);",
        "try { ACK } catch (TimeoutException) { REJECT }",
        "var isLost = false; BasicGetResult? next; while ((next = await~ channel.BasicGet~(\"others\", false)) != null) { if (isLost) continue; try { await~ channel.BasicAck~(next.DeliveryTag, false); } catch (Exception) { isLost = true; } } ACK"])]
    public Task Settle_that_throws_has_lost_its_channel(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7, Cases = [
        "try { if (First) throw new TimeoutException(); ACK } catch (InvalidOperationException) { ACK } catch (TimeoutException) { REJECT }",
        "try { try { Work(); ACK } catch (TimeoutException) { REJECT } } catch (TimeoutException) { Log(); } catch (Exception) { REJECT }",
        "try { try { Work(); ACK } catch (TimeoutException) { throw; } catch (Exception) { REJECT } } catch (InvalidOperationException) { Log(); } catch (TimeoutException) { REJECT }",
        "try { Work(); ACK } catch (Exception) when (First) { REJECT } catch (Exception) { if (!First) REJECT }",
        "try { Work(); ACK } catch (Exception e) when (e is TimeoutException) { REJECT } catch (TimeoutException) { Log(); } catch (Exception) { REJECT }",
        "try { Work(); ACK } catch (Exception e) when (e is TimeoutException late) { REJECT } catch (TimeoutException) { Log(); } catch (Exception) { REJECT }",
        "try { Work(); ACK } catch (Exception e) when (!(e is TimeoutException)) { REJECT } catch (InvalidOperationException) { Log(); } catch (Exception) { REJECT }",
        "try { Work(); ACK } catch (Exception e) when (e is not TimeoutException) { REJECT } catch (InvalidOperationException) { Log(); } catch (Exception) { REJECT }",
        "try { Work(); ACK } catch (Exception e) when (!(e is TimeoutException)) { REJECT } catch (TimeoutException) { REJECT }"])]
    public Task Clause_catches_what_can_be_thrown(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7, Cases = [
        "bool Try() { if (First) { ACK return true; } return false; } if (!Try()) REJECT",
        "bool Try() { if (First) { ACK return true; } return false; } var done = Try(); if (done) return; REJECT",
        "bool Try() { if (First) ACK return First; } if (!Try()) REJECT"])]
    public Task Local_function_says_whether_it_has_settled(ClientVersion version, string body) => SilentAsync(version, body.Replace("bool Try", "async~ Task~<bool> Try", StringComparison.Ordinal).Replace("(!Try())", "(!(await~ Try()))", StringComparison.Ordinal).Replace("= Try()", "= await~ Try()", StringComparison.Ordinal));

    [Theory, Generations(V6, V7, Cases = [
        "void Try() { try { Work(); } catch (Exception) { } } Try(); ACK",
        "async~ Task~<bool> Try() { try { Work(); return true; } catch (Exception) { return false; } } if (await~ Try()) ACK else REJECT",
        "Action tries = () => { try { Work(); } catch (Exception) { } }; tries(); ACK"])]
    public async Task Function_that_fails_at_nothing_is_known_not_to(ClientVersion version, string body)
    {
        await SilentAsync(version, body);
        await Verify.Silent<UnsettledFailureAnalyzer>(version, Handler(body));
    }

    [Theory, Generations(V6, V7, Cases = [
        "if (Peer is not null) { REJECT return; } Peer?.Work(); ACK",
        "if (Peer == null) { Peer?.Work(); ACK } else REJECT"])]
    public Task What_is_null_is_not_called(ClientVersion version, string body) => Verify.Silent<UnsettledFailureAnalyzer>(version, Handler(body));

    [Theory, Generations(V6, V7, Cases = [
        "void Try() { try { Work(); } catch (TimeoutException) { } } Try(); ACK",
        "void Again() { if (First) Again(); } Again(); ACK"])]
    public Task Function_that_may_fail_does(ClientVersion version, string body) => Verify.Reports<UnsettledFailureAnalyzer>(version, Handler(
        body).Replace("OnReceived(object", "{|RMQ1005:OnReceived|}(object", StringComparison.Ordinal));

    [Theory, Generations(V6, V7, Cases = [
        "{Action~~Func<Task>} accept = async~ () => { ACK }; Work(); await~ accept();",
        "{Action~~Func<Task>} accept = async~ () => { ACK }; if (First) { await~ accept.Invoke(); return; } REJECT",
        "{Func<bool>~~Func<Task<bool>>} tries = async~ () => { if (First) { ACK return true; } return false; }; if (await~ tries()) return; REJECT"])]
    public Task Lambda_that_is_only_called_is_a_local_function(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7, Cases = [
        "{Action~~Func<Task>} accept = async~ () => { ACK }; Task.Run(accept);",
        "async~ Task~ Accept() { ACK } Task.Run(Accept);",
        "async~ Task~ Accept() { ACK } Task.Run(() => Accept());",
        "async~ Task~ Accept() { ACK } async~ Task~ Finish() { await~ Accept(); } Task.Run(Finish);"])]
    public Task Function_that_goes_elsewhere_takes_the_delivery_along(ClientVersion version, string body) => SilentAsync(version, body + " if (First) REJECT");

    [Theory, Generations(V6, V7)]
    public Task Lambda_that_is_only_called_settles_where_it_is_called(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version, Handler(
        "{Action~~Func<Task>} accept = async~ () => { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }; await~ accept(); await~ accept();"));

    [Theory, Generations(V6, V7)]
    public Task Lambda_that_is_only_invoked_settles_where_it_is_called(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version, Handler(
        "{Action~~Func<Task>} accept = async~ () => { await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }; await~ accept.Invoke(); await~ accept();"));

    [Theory, Generations(V6, V7)]
    public Task Jump_forward_skips_what_lies_between(ClientVersion version) => SilentAsync(version, "if (First) goto End; ACK return; End: REJECT");

    [Theory, Generations(V6, V7)]
    public Task Jump_forward_goes_to_its_label(ClientVersion version) => Verify.Reports<UnsettledPathAnalyzer>(version, Handler(
        "if (First) goto End; ACK End: Log();").Replace("OnReceived(object", "{|RMQ1004:OnReceived|}(object", StringComparison.Ordinal));

    [Theory, Generations(V6, V7, Cases = [
        "Again: if (First) goto Again; if (Second) ACK",
        "switch (Kind) { case 1: goto case 2; case 2: ACK break; default: REJECT break; }"])]
    public Task Jump_that_leads_back_is_unknown(ClientVersion version, string body) => SilentAsync(version, body);

    [Theory, Generations(V6, V7)]
    public Task Condition_in_a_loop_is_the_same_in_each_round(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version, Handler(
        "foreach (var item in args.ConsumerTag) { if (First) { REJECT return; } await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }"));

    [Theory, Generations(V6, V7, Cases = [
        "foreach (var item in args.ConsumerTag) { if (Kind == 1) { ACK return; } switch (Kind) { case 2: REJECT break; default: Log(); break; } if (Kind == 2) return; }",
        "var done = false; foreach (var item in args.ConsumerTag) { if (Second) { ACK break; } done = First && Log(); if (First) { REJECT return; } }",
        "var done = false; foreach (var item in args.ConsumerTag) { if (First) Log(); if (First) Log(); if (First) Log(); switch (Kind) { case 1: if (!done) ACK done = true; break; default: REJECT return; } }",
        "var done = false; async~ Task~ Try() { if (First) { if (!done) ACK done = true; } else { REJECT throw new TimeoutException(); } } foreach (var item in args.ConsumerTag) await~ Try();"])]
    public Task Condition_in_a_loop_is_remembered_for_the_next_round(ClientVersion version, string body) => Verify.Silent<SettledTwiceAnalyzer>(version, Handler(body));

    [Theory, Generations(V6, V7)]
    public Task Condition_of_a_method_is_the_same_in_each_call(ClientVersion version) => SilentAsync(
        version,
        "if (IsBad(args)) REJECT Log(); if (!IsBad(args)) ACK",
        "private bool IsBad(BasicDeliverEventArgs args) { if (Kind == 1) return true; return false; }");

    [Theory, Generations(V6, V7)]
    public Task Members_are_the_same_in_every_method_of_the_object(ClientVersion version) => SilentAsync(
        version, "await~ Accept~(args); if (!First) REJECT", "private async~ Task~ Accept~(BasicDeliverEventArgs args) { if (First) ACK }");

    [Theory, Generations(V6, V7)]
    public Task Method_that_sets_a_member_makes_it_another(ClientVersion version) => Verify.Reports<UnsettledPathAnalyzer>(version, Handler(
        "if (First) { await~ Accept~(args); if (First) REJECT }",
        "private async~ Task~ Accept~(BasicDeliverEventArgs args) { First = Second; if (Second) ACK First = false; }").Replace("if (First) { await", "if (First) { First = true; await", StringComparison.Ordinal).Replace("OnReceived(object", "{|RMQ1004:OnReceived|}(object", StringComparison.Ordinal));

    [Theory, Generations(V6, V7)]
    public Task Exception_out_of_a_finally_no_longer_unwinds_where_it_is_caught(ClientVersion version) => Verify.Silent<FailureAcknowledgedAnalyzer>(version, Handler(
        "try { try { Work(); } finally { Work(); } ACK } catch (TimeoutException) { ACK } catch (Exception) { REJECT }"));

    [Theory, Generations(V6, V7)]
    public Task Loop_goes_on_after_a_round_that_ends_as_another_left_it(ClientVersion version) => Verify.Reports<SettledTwiceAnalyzer>(version, Handler(
        "foreach (var item in args.ConsumerTag) { if (First) break; Log(); First = Second; if (item == 'x') await~ channel.{|RMQ1008:BasicAck~|}(args.DeliveryTag, false); }"));

    private static async Task SilentAsync(ClientVersion version, string body, string members = "")
    {
        var code = Handler(body, members);
        await Verify.Silent<UnsettledPathAnalyzer>(version, code);
        await Verify.Silent<FailureAcknowledgedAnalyzer>(version, code);
        await Verify.Silent<SettledTwiceAnalyzer>(version, code);
    }

    private static string Handler(string body, string members = "") => InClass(
        $$"""
        private readonly IChannel~ channel = null!;
        private bool First { get; set; }
        private bool Second { get; set; }
        private int Kind { get; set; }
        private Program? Peer { get; set; }

        public async~ Task~ Run()
        {
            var consumer = new EventingConsumer~(channel);
            consumer.Received~ += OnReceived;
            await~ channel.BasicConsume~("orders", false, consumer);
        }

        private async~ Task~ OnReceived(object sender, BasicDeliverEventArgs args)
        {
            {{body}}
        }

        {{members}}

        private void Work() { if (Second) throw new InvalidOperationException(); }
        private bool Log() { Console.WriteLine(); return true; }
        """)
        .Replace("ACK", "await~ channel.BasicAck~(args.DeliveryTag, false);", StringComparison.Ordinal)
        .Replace("REJECT", "await~ channel.BasicReject~(args.DeliveryTag, false);", StringComparison.Ordinal);
}
