using QueueAnalyzers.Client;

namespace QueueAnalyzers.Acknowledgement;

/// <summary>The base of the rules on paths: they judge every handler that settles its deliveries, and every fetch whose messages are settled.</summary>
public abstract class SettledDeliveryAnalyzer : QueueAnalyzer
{
    private protected sealed override void Register(QueueRegistration registration)
    {
        registration.OnHandler((handler, context) =>
        {
            if (SettledHandler.Of(handler, context.Compilation) is { } settled)
                Judge(settled, context);
        });
        registration.OnCall(CallKind.Get, context =>
        {
            if (SettledFetch.Of(context) is { } settled)
                Judge(settled, context);
        });
    }

    /// <summary>Judges what becomes of the deliveries.</summary>
    private protected abstract void Judge(SettledDelivery delivery, FileContext context);
}
