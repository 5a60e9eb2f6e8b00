namespace Marquee.Kernel.Identity;

/// <summary>What a person signs in by.</summary>
internal static class Credentials
{
    private const int ShortestPassword = 10;

    /// <summary>What is wrong with a sign-in name.</summary>
    public static FieldError? WrongName(string name) =>
        name.Length is 0 or > 100 || name.Any(char.IsWhiteSpace)
            ? new FieldError("name", "is no sign-in name", name, "1 to 100 characters without spaces")
            : null;

    /// <summary>What is wrong with a password. The value stays out of the answer: it is a secret.</summary>
    public static FieldError? WrongPassword(string password) =>
        password.Length is < ShortestPassword or > 200
            ? new FieldError("password", "has the wrong length", null, $"{ShortestPassword} to 200 characters")
            : null;
}
