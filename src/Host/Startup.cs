using Marquee.Kernel;
using Npgsql;

namespace Marquee.Host;

/// <summary>Prepares the database, says who may sign in, and runs until told to stop.</summary>
internal static partial class Startup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<int> RunAsync(WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Marquee.Host");
        var wrong = Wrong(app);
        if (wrong.Count > 0)
        {
            foreach (var sentence in wrong)
            {
                await Console.Error.WriteLineAsync(sentence);
            }

            return 6;
        }

        string? password;
        try
        {
            password = await PrepareAsync(app, log);
        }
        catch (MigrationException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 3;
        }
        catch (NpgsqlException e)
        {
            await Console.Error.WriteLineAsync($"PostgreSQL (MARQUEE_DATABASE) is not reachable: {e.Message}");
            return 4;
        }

        if (password is not null)
        {
            // Told once, on standard output only: it is not in any log or table.
            Console.WriteLine($"MARQUEE_ADMIN_PASSWORD {password}");
        }

        try
        {
            await app.RunAsync();
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"MARQUEE_URLS: {e.Message}");
            return 5;
        }

        return 0;
    }

    /// <summary>What does not hold of the modules together, found before anybody relies on it.</summary>
    private static List<string> Wrong(WebApplication app) =>
    [
        .. app.Services.GetServices<IStartCheck>().SelectMany(check => check.Wrong()),
        .. EndpointRules.WrongIn(((IEndpointRouteBuilder)app).DataSources.SelectMany(routes => routes.Endpoints)),
    ];

    /// <summary>Waits for a database that is only just starting; gives up with the reason.</summary>
    private static async Task<string?> PrepareAsync(WebApplication app, ILogger log)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await app.Services.PrepareAsync(app.Lifetime.ApplicationStopping);
            }
            catch (NpgsqlException e) when (e.IsTransient && time.GetElapsedTime(started) < Patience)
            {
                LogWaiting(log, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), time);
            }
        }
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Waiting for PostgreSQL: {Reason}")]
    private static partial void LogWaiting(ILogger log, string reason);
}
