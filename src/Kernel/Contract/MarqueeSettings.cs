using Npgsql;

namespace Marquee.Kernel;

/// <summary>
/// The installation's settings, read from the environment (<c>MARQUEE_…</c>) and checked before anything starts.
/// </summary>
public sealed record MarqueeSettings
{
    /// <summary>
    /// <c>MARQUEE_DATABASE</c>: the connection string of a role that owns the database and may create roles.
    /// </summary>
    public required string Database { get; init; }

    /// <summary><c>MARQUEE_DATA_DIR</c>: where blobs and keys are kept.</summary>
    public required string DataDir { get; init; }

    /// <summary><c>MARQUEE_URLS</c>: where the host listens.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary><c>MARQUEE_CONSOLE_DIR</c>: the built console; nothing serves none.</summary>
    public string? ConsoleDir { get; init; }

    /// <summary>
    /// <c>MARQUEE_ROLE_PREFIX</c>: what the module roles' names begin with; the database's name unless said.
    /// </summary>
    public string? RolePrefix { get; init; }

    /// <summary>
    /// The PostgreSQL role of a module. Roles belong to the whole cluster, so the name begins with the prefix.
    /// </summary>
    public string RoleOf(string module) =>
        (RolePrefix ?? new NpgsqlConnectionStringBuilder(Database).Database) + "_" + module;

    /// <summary>Reads and checks; what is wrong comes back as sentences, each naming its variable.</summary>
    public static (MarqueeSettings? Settings, IReadOnlyList<string> Wrong) Read(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var wrong = new List<string>();
        var database = variable("MARQUEE_DATABASE");
        if (string.IsNullOrWhiteSpace(database))
        {
            wrong.Add("MARQUEE_DATABASE is not set: give a PostgreSQL connection string, such as "
                + "Host=/run/pg;Database=marquee;Username=marquee.");
        }
        else
        {
            wrong.AddRange(WrongWith(database));
        }

        var dataDir = variable("MARQUEE_DATA_DIR");
        if (string.IsNullOrWhiteSpace(dataDir) || !Path.IsPathFullyQualified(dataDir))
        {
            wrong.Add($"MARQUEE_DATA_DIR is '{dataDir}': give the absolute path of a directory that the host "
                + $"may write.");
        }

        var urls = variable("MARQUEE_URLS") is { Length: > 0 } given ? given : "http://127.0.0.1:5080";
        foreach (var url in urls.Split(';'))
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                wrong.Add($"MARQUEE_URLS contains '{url}': give addresses such as http://127.0.0.1:5080, "
                    + $"separated by semicolons.");
            }
        }

        return wrong.Count > 0
            ? (null, wrong)
            : (new MarqueeSettings
            {
                Database = database!,
                DataDir = dataDir!,
                Urls = urls,
                ConsoleDir = variable("MARQUEE_CONSOLE_DIR") is { Length: > 0 } dir ? dir : null,
                RolePrefix = variable("MARQUEE_ROLE_PREFIX") is { Length: > 0 } prefix ? prefix : null,
            }, wrong);
    }

    private static IEnumerable<string> WrongWith(string database)
    {
        string? name = null;
        string? problem = null;
        try
        {
            name = new NpgsqlConnectionStringBuilder(database).Database;
        }
        catch (ArgumentException e)
        {
            problem = e.Message;
        }

        if (problem is not null)
        {
            yield return $"MARQUEE_DATABASE cannot be read as a connection string: {problem}";
        }
        else if (string.IsNullOrEmpty(name))
        {
            yield return "MARQUEE_DATABASE names no Database.";
        }
        else if (name.Length > 40 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
        {
            yield return $"MARQUEE_DATABASE names the database '{name}': up to 40 of a-z, 0-9 and _ are "
                + $"accepted, because role names begin with it.";
        }
    }
}
