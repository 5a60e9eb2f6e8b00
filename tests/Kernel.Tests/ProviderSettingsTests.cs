namespace Marquee.Kernel.Tests;

/// <summary>What an installation says of its providers is checked before anything starts.</summary>
public sealed class ProviderSettingsTests : IDisposable
{
    private const string Secret = "a-client-secret-of-some-length";
    private readonly string _file = Path.GetTempFileName();

    private static Dictionary<string, string> Good() => new()
    {
        ["MARQUEE_DATABASE"] = "Host=/run/pg;Database=marquee",
        ["MARQUEE_DATA_DIR"] = "/var/lib/marquee",
        ["MARQUEE_SIGN_IN"] = "company",
        ["MARQUEE_SIGN_IN_COMPANY_TITLE"] = "Company account",
        ["MARQUEE_SIGN_IN_COMPANY_ISSUER"] = "https://login.example.com",
        ["MARQUEE_SIGN_IN_COMPANY_AUTHORIZE"] = "https://login.example.com/authorize",
        ["MARQUEE_SIGN_IN_COMPANY_TOKEN"] = "https://login.example.com/token",
        ["MARQUEE_SIGN_IN_COMPANY_USERINFO"] = "https://login.example.com/userinfo",
        ["MARQUEE_SIGN_IN_COMPANY_CLIENT_ID"] = "marquee",
        ["MARQUEE_SIGN_IN_COMPANY_SECRET"] = Secret,
    };

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_provider_is_read_with_the_usual_claims_and_scopes()
    {
        var (settings, wrong) = Read(Good());
        Assert.Empty(wrong);
        var provider = Assert.Single(settings!.SignInProviders);
        Assert.Equal("Company account", provider.Title);
        Assert.Equal(["openid", "profile", "email"], provider.Scopes);
        Assert.Equal("sub", provider.SubjectClaim);
        Assert.Equal(Secret, provider.Secret);
    }

    [Fact]
    public void The_secret_may_stand_in_a_file()
    {
        File.WriteAllText(_file, Secret + "-of-the-file\n");
        var said = Good();
        said["MARQUEE_SIGN_IN_COMPANY_SECRET_FILE"] = _file;
        Assert.Equal(Secret + "-of-the-file", Assert.Single(Read(said).Settings!.SignInProviders).Secret);
    }

    [Theory]
    [InlineData("MARQUEE_SIGN_IN", "company,Company")]
    [InlineData("MARQUEE_SIGN_IN", "a,b,c,d,e,f")]
    [InlineData("MARQUEE_SIGN_IN", "company,company")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_ISSUER", "")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_AUTHORIZE", "http://login.example.com/authorize")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_TOKEN", "")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_USERINFO", "https://user:pass@login.example.com/")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_CLIENT_ID", "")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_SECRET", "short")]
    [InlineData("MARQUEE_SIGN_IN_COMPANY_SECRET_FILE", "/nowhere/at/all")]
    public void What_is_wrong_is_named_by_its_variable_and_the_secret_is_not_repeated(string variable, string value)
    {
        var said = Good();
        said[variable] = value;
        var (settings, wrong) = Read(said);
        Assert.Null(settings);
        var sentence = Assert.Single(wrong);
        Assert.Contains(variable.Replace("_FILE", "", StringComparison.Ordinal), sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("'short'", sentence, StringComparison.Ordinal);
    }

    private static (MarqueeSettings? Settings, IReadOnlyList<string> Wrong) Read(Dictionary<string, string> said) =>
        MarqueeSettings.Read(name => said.GetValueOrDefault(name));
}
