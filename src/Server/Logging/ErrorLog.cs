using Microsoft.Extensions.Logging;

namespace GuestCtl.Server.Logging;

/// <summary>Log messages as lines on the error stream.</summary>
internal sealed class ErrorLog(TextWriter error) : ILoggerProvider, ILogger
{
    private readonly Lock _lock = new();

    /// <summary>The loggers of the program.</summary>
    /// <param name="error">Where the lines go.</param>
    /// <param name="verbose">Whether to log everything; otherwise what the gateway itself does, and warnings of the rest.</param>
    public static ILoggerFactory CreateFactory(TextWriter error, bool verbose) => LoggerFactory.Create(logging => logging
        .AddProvider(new ErrorLog(error))
        .SetMinimumLevel(verbose ? LogLevel.Debug : LogLevel.Warning)
        .AddFilter("GuestCtl.Server", verbose ? LogLevel.Debug : LogLevel.Information));

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var word = logLevel switch { LogLevel.Warning => "warning: ", >= LogLevel.Error => "error: ", _ => "" };
        var cause = exception is null ? "" : $": {exception}";
        lock (_lock)
        {
            error.WriteLine($"guestctl-server: {word}{LogText.OneLine(formatter(state, exception) + cause)}");
        }
    }

    public void Dispose()
    {
    }
}
