using System.Globalization;
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
    /// <c>MARQUEE_PUBLIC_URL</c>: where people reach the host when something stands before it. With https, cookies are
    /// for https only and browsers are told to stay with it.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary><c>MARQUEE_RATE_PER_KEY</c>: requests a second under one machine key; 0 counts nothing.</summary>
    public int RatePerKey { get; init; } = 5_000;

    /// <summary>
    /// <c>MARQUEE_RATE_PER_PERSON</c>: requests a second of one person or shopper; 0 counts nothing.
    /// </summary>
    public int RatePerPerson { get; init; } = 100;

    /// <summary>
    /// <c>MARQUEE_OTLP</c>: the address of an OpenTelemetry collector (OTLP over HTTP); without it nothing is sent.
    /// </summary>
    public Uri? Otlp { get; init; }

    /// <summary><c>MARQUEE_OTLP_HEADERS</c>: <c>name=value</c> pairs that the collector asks for. A secret.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary>
    /// <c>MARQUEE_SMTP</c>: the mail server, <c>smtp://</c> or <c>smtps://</c>; without it no mail is sent. A secret
    /// when it names a user.
    /// </summary>
    public Uri? Smtp { get; init; }

    /// <summary><c>MARQUEE_MAIL_FROM</c>: whom mails come from; needed with <see cref="Smtp"/>.</summary>
    public string? MailFrom { get; init; }

    /// <summary>
    /// <c>MARQUEE_WEBHOOK_PRIVATE</c>: <c>yes</c> lets webhooks reach private addresses and this machine itself, for
    /// trying things out or where the receivers are inside.
    /// </summary>
    public bool WebhooksReachPrivate { get; init; }

    /// <summary>
    /// <c>MARQUEE_SIGN_IN</c>: names of providers by which people sign in beside passwords, each with variables of its
    /// own (<see cref="SignInProvider"/>).
    /// </summary>
    public IReadOnlyList<SignInProvider> SignInProviders { get; init; } = [];

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

        var publicUrl = RootOf("MARQUEE_PUBLIC_URL", variable, "https://marquee.example.com", wrong);
        var otlp = RootOf("MARQUEE_OTLP", variable, "http://collector:4318", wrong);
        var ratePerKey = NumberOf("MARQUEE_RATE_PER_KEY", variable, 5_000, KernelLimits.LargestRate, wrong);
        var ratePerPerson = NumberOf("MARQUEE_RATE_PER_PERSON", variable, 100, KernelLimits.LargestRate, wrong);
        var (smtp, from) = Mail.MailSettings.Read(variable, wrong);
        var providers = Identity.Providers.ProviderSettings.Read(variable, wrong);
        var privately = YesOf("MARQUEE_WEBHOOK_PRIVATE", variable, wrong);
        return wrong.Count > 0
            ? (null, wrong)
            : (new MarqueeSettings
            {
                Database = database!,
                DataDir = dataDir!,
                Urls = urls,
                ConsoleDir = variable("MARQUEE_CONSOLE_DIR") is { Length: > 0 } dir ? dir : null,
                RolePrefix = variable("MARQUEE_ROLE_PREFIX") is { Length: > 0 } prefix ? prefix : null,
                PublicUrl = publicUrl,
                Otlp = otlp,
                OtlpHeaders = variable("MARQUEE_OTLP_HEADERS") is { Length: > 0 } headers ? headers : null,
                RatePerKey = ratePerKey,
                RatePerPerson = ratePerPerson,
                Smtp = smtp,
                MailFrom = from,
                WebhooksReachPrivate = privately,
                SignInProviders = providers,
            }, wrong);
    }

    private static Uri? RootOf(string name, Func<string, string?> variable, string example, List<string> wrong)
    {
        if (variable(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.PathAndQuery == "/")
        {
            return url;
        }

        wrong.Add($"{name} is '{text}': give an address of http or https without a path, such as {example}.");
        return null;
    }

    private static bool YesOf(string name, Func<string, string?> variable, List<string> wrong)
    {
        var text = variable(name);
        if (text is null or "" or "no" or "yes")
        {
            return text == "yes";
        }

        wrong.Add($"{name} is '{text}': give yes or no.");
        return false;
    }

    private static int NumberOf(
        string name, Func<string, string?> variable, int unsaid, int largest, List<string> wrong)
    {
        if (variable(name) is not { Length: > 0 } text)
        {
            return unsaid;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= largest)
        {
            return number;
        }

        wrong.Add(string.Create(
            CultureInfo.InvariantCulture, $"{name} is '{text}': give a whole number from 0 to {largest}."));
        return unsaid;
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
