namespace Marquee.Kernel.Identity.Providers;

/// <summary>Reads <c>MARQUEE_SIGN_IN</c> and the variables of every provider that it names.</summary>
internal static class ProviderSettings
{
    private const string List = "MARQUEE_SIGN_IN";

    /// <summary>The providers; what is wrong is added as sentences, none of which repeats a secret.</summary>
    public static IReadOnlyList<SignInProvider> Read(Func<string, string?> variable, List<string> wrong)
    {
        if (variable(List) is not { Length: > 0 } text)
        {
            return [];
        }

        var names = text.Split(',', StringSplitOptions.TrimEntries);
        if (names.Length > KernelLimits.SignInProviders || names.Any(name => !IsName(name))
            || names.Distinct().Count() != names.Length)
        {
            wrong.Add($"{List} is '{text}': give up to {KernelLimits.SignInProviders} different names of a-z and 0-9, "
                + "separated by commas.");
            return [];
        }

        var providers = names.Select(name => Of(name, variable, wrong)).OfType<SignInProvider>().ToList();
        foreach (var same in providers.GroupBy(one => one.Issuer).Where(same => same.Count() > 1))
        {
            wrong.Add($"{List}: the providers {string.Join(" and ", same.Select(one => one.Name))} have one issuer, "
                + "but accounts are kept under it: give each its own.");
        }

        return providers;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 20 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c));

    private static SignInProvider? Of(string name, Func<string, string?> variable, List<string> wrong)
    {
        var prefix = $"{List}_{name.ToUpperInvariant()}_";
        var before = wrong.Count;
        string? Said(string part) => variable(prefix + part) is { Length: > 0 } value ? value.Trim() : null;
        string Needed(string part, string what, int longest)
        {
            if (Said(part) is { } value && value.Length <= longest)
            {
                return value;
            }

            wrong.Add($"{prefix}{part} is missing or longer than {longest} characters: give {what}.");
            return "";
        }

        var title = Said("TITLE") is { Length: <= 60 } shown ? shown : name;
        var issuer = Needed("ISSUER", "the provider's issuer, such as https://login.example.com", 200);
        var authorize = AddressOf(prefix + "AUTHORIZE", variable, wrong);
        var token = AddressOf(prefix + "TOKEN", variable, wrong);
        var userInfo = AddressOf(prefix + "USERINFO", variable, wrong);
        var client = Needed("CLIENT_ID", "the id under which the provider knows this installation", 500);
        var secret = SecretOf(prefix, variable, wrong);
        return wrong.Count > before
            ? null
            : new SignInProvider
            {
                Name = name, Title = title, Issuer = issuer, Authorize = authorize!, Token = token!,
                UserInfo = userInfo!, ClientId = client, Secret = secret!,
                Scopes = (Said("SCOPES") ?? "openid profile email").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                SubjectClaim = Said("SUBJECT") ?? "sub", EmailClaim = Said("EMAIL") ?? "email",
                DisplayClaim = Said("DISPLAY") ?? "name",
            };
    }

    // Codes and tokens travel there: never in the clear, but within this machine.
    private static Uri? AddressOf(string name, Func<string, string?> variable, List<string> wrong)
    {
        var text = variable(name);
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.UserInfo.Length == 0 && url.Fragment.Length == 0
            && (url.Scheme == "https" || (url.Scheme == "http" && url.IsLoopback)))
        {
            return url;
        }

        wrong.Add($"{name} is '{text}': give an https address, such as https://login.example.com/oauth2/token.");
        return null;
    }

    private static string? SecretOf(string prefix, Func<string, string?> variable, List<string> wrong)
    {
        var (inline, file) = (variable(prefix + "SECRET"), variable(prefix + "SECRET_FILE"));
        string? secret = null;
        if (!string.IsNullOrEmpty(file))
        {
            try
            {
                secret = File.ReadAllText(file).Trim();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
            {
                wrong.Add($"{prefix}SECRET_FILE is '{file}', which cannot be read ({e.GetType().Name}).");
                return null;
            }
        }
        else if (!string.IsNullOrEmpty(inline))
        {
            secret = inline.Trim();
        }

        if (secret is { Length: >= KernelLimits.ShortestClientSecret and <= 2_000 })
        {
            return secret;
        }

        wrong.Add($"{prefix}SECRET or {prefix}SECRET_FILE gives no secret of {KernelLimits.ShortestClientSecret} to "
            + "2000 characters: take the one that the provider made.");
        return null;
    }
}
