namespace QueueAnalyzers.Benchmarks.Code;

/// <summary>Projects of any size: services as they are everywhere, and a number of files that use the client.</summary>
internal static class Solutions
{
    /// <summary>The files of a project.</summary>
    /// <param name="files">How many.</param>
    /// <param name="clients">In how many of them the client is used, spread over all.</param>
    public static IEnumerable<string> Create(int files, int clients)
    {
        for (var number = 0; number < files; number++)
            yield return clients > 0 && number % (files / clients) == 0 && number / (files / clients) < clients ? ClientFile(number) : OrdinaryFile(number);
    }

    /// <summary>A service that has nothing to do with a broker.</summary>
    public static string OrdinaryFile(int number) => $$"""
        namespace Shop.Area{{number % 20}};

        public sealed record Invoice{{number}}(Guid Id, string Customer, decimal Amount, DateTimeOffset IssuedAt, IReadOnlyList<string> Labels);

        public interface IInvoices{{number}}
        {
            Task<Invoice{{number}}?> FindAsync(Guid id, CancellationToken cancellationToken);
            Task SaveAsync(Invoice{{number}} invoice, CancellationToken cancellationToken);
            IAsyncEnumerable<Invoice{{number}}> AllAsync(CancellationToken cancellationToken);
        }

        /// <summary>Keeps invoices, and tells what a customer owes.</summary>
        public sealed class Ledger{{number}} : IDisposable
        {
            private readonly IInvoices{{number}} _invoices;
            private readonly Dictionary<string, decimal> _owed = new(StringComparer.Ordinal);
            private readonly SemaphoreSlim _gate = new(1, 1);
            private int _count;

            public Ledger{{number}}(IInvoices{{number}} invoices) => _invoices = invoices ?? throw new ArgumentNullException(nameof(invoices));

            public event EventHandler<Invoice{{number}}>? Issued;

            public int Count => Volatile.Read(ref _count);

            // Nobody may issue two invoices at once: the sums would be wrong.
            public async Task<decimal> IssueAsync(string customer, decimal amount, CancellationToken cancellationToken = default)
            {
                if (string.IsNullOrWhiteSpace(customer))
                    throw new ArgumentException("An invoice needs a customer.", nameof(customer));

                var invoice = new Invoice{{number}}(Guid.NewGuid(), customer, amount, DateTimeOffset.UtcNow, new[] { "new", $"area-{{number % 20}}" });
                await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    await _invoices.SaveAsync(invoice, cancellationToken).ConfigureAwait(false);
                    _owed[customer] = _owed.TryGetValue(customer, out var before) ? before + amount : amount;
                    Interlocked.Increment(ref _count);
                    Issued?.Invoke(this, invoice);
                    return _owed[customer];
                }
                catch (IOException exception) when (exception.InnerException is null)
                {
                    Console.Error.WriteLine($"{invoice.Id:N} was not saved: {exception.Message}");
                    throw;
                }
                finally
                {
                    _gate.Release();
                }
            }

            public async Task<IReadOnlyDictionary<string, decimal>> OwedSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
            {
                var found = new List<Invoice{{number}}>();
                await foreach (var invoice in _invoices.AllAsync(cancellationToken))
                {
                    if (invoice.IssuedAt >= since && invoice.Labels.Any(label => label.StartsWith("area", StringComparison.Ordinal)))
                        found.Add(invoice);
                }

                return found.GroupBy(invoice => invoice.Customer).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Sum(invoice => invoice.Amount));
            }

            public string Describe(Invoice{{number}} invoice, bool verbose)
            {
                var labels = new StringBuilder();
                for (var n = 0; n < invoice.Labels.Count; n++)
                {
                    if (n > 0)
                        labels.Append(", ");
                    labels.Append(invoice.Labels[n].Trim().ToUpperInvariant());
                }

                var size = invoice.Amount switch { < 10m => "small", < 100m => "medium", _ => "large" };
                return verbose ? $"{invoice.Id:N} {invoice.Customer}: {size} ({labels})" : $"{invoice.Customer}: {invoice.Amount:0.00}";
            }

            public void Dispose() => _gate.Dispose();
        }
        """;

    /// <summary>A service that declares, consumes and publishes, with one mistake.</summary>
    public static string ClientFile(int number) => $$"""
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        namespace Shop.Area{{number % 20}};

        public sealed class Orders{{number}} : IAsyncDisposable
        {
            private readonly IConnection _connection;
            private IChannel? _channel;

            public Orders{{number}}(IConnection connection) => _connection = connection;

            public async Task StartAsync(CancellationToken cancellationToken)
            {
                _channel = await _connection.CreateChannelAsync(cancellationToken: cancellationToken);
                await _channel.ExchangeDeclareAsync("orders-{{number}}", ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
                await _channel.QueueDeclareAsync("orders-{{number}}", durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
                await _channel.QueueBindAsync("orders-{{number}}", "orders-{{number}}", "#", cancellationToken: cancellationToken);
                await _channel.BasicQosAsync(0, 10, false, cancellationToken);
                var consumer = new AsyncEventingBasicConsumer(_channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    try
                    {
                        await HandleAsync(Encoding.UTF8.GetString(delivery.Body.Span));
                        await _channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                    }
                    catch (FormatException)
                    {
                        await _channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
                    }
                };
                await _channel.BasicConsumeAsync("orders-{{number}}", autoAck: false, consumer, cancellationToken);
            }

            public async Task PublishAsync(string text, CancellationToken cancellationToken)
            {
                var properties = new BasicProperties { DeliveryMode = DeliveryModes.Persistent, ContentType = "text/plain" };
                await _channel!.BasicPublishAsync("orders-{{number}}", "new", mandatory: true, properties, Encoding.UTF8.GetBytes(text), cancellationToken);
            }

            public async ValueTask DisposeAsync()
            {
                if (_channel is not null)
                    await _channel.DisposeAsync();
            }

            private static Task HandleAsync(string text) => text.Length == 0 ? throw new FormatException() : Task.CompletedTask;
        }
        """;
}
