using System.Collections.Concurrent;
using Marquee.Testing;
using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Tests;

/// <summary>The gatehouse with a provider of accounts beside it, and a log that keeps every line.</summary>
public sealed class SignInHouse() : Gatehouse()
{
    private readonly Book _book = new();

    internal StubProvider Provider { get; private set; } = null!;

    internal IEnumerable<string> Lines => _book.Lines;

    public override async ValueTask InitializeAsync()
    {
        Provider = await StubProvider.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Provider.DisposeAsync();
        _book.Dispose();
    }

    protected override MarqueeSettings SettingsOf(MarqueeSettings settings) =>
        settings with { SignInProviders = [Provider.Settings("stub")] };

    protected override void Log(ILoggingBuilder logging) =>
        logging.ClearProviders().AddProvider(_book).SetMinimumLevel(LogLevel.Trace);

    private sealed class Book : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
