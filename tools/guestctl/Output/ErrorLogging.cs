using Microsoft.Extensions.Logging;

namespace GuestCtl.Cli.Output;

/// <summary>Log messages of the library on the error stream, for -v.</summary>
internal sealed class ErrorLogging(Streams streams, LogLevel least) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least && logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            var word = logLevel switch { LogLevel.Warning => "warning: ", >= LogLevel.Error => "error: ", _ => "" };
            streams.ErrorLine($"guestctl: {word}{TerminalText.EscapeLine(formatter(state, exception))}");
        }
    }

    public void Dispose()
    {
    }
}
