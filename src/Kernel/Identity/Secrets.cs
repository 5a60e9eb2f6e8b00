using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Kernel.Identity;

/// <summary>
/// Makes and checks secrets. Randomness here is the operating system's: it must not repeat for a seed.
/// </summary>
internal static class Secrets
{
    // OWASP's present advice for PBKDF2 with SHA-256.
    private const int Iterations = 600_000;

    /// <summary>A new secret of that many random bytes, as text.</summary>
    public static string New(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>The hash under which a random secret is stored: it has enough entropy for a fast one.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>The hash under which a password is stored, with its salt and cost.</summary>
    public static string HashPassword(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        var hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        return string.Create(CultureInfo.InvariantCulture,
            $"pbkdf2-sha256.{Iterations}.{Base64Url.EncodeToString(salt)}.{Base64Url.EncodeToString(hash)}");
    }

    /// <summary>Whether the password is the stored one.</summary>
    public static bool IsPassword(string password, string stored)
    {
        var parts = stored.Split('.');
        if (parts is not ["pbkdf2-sha256", var cost, var salt, var hash])
        {
            throw new FormatException("A stored password hash has an unknown form.");
        }

        var expected = Base64Url.DecodeFromChars(hash);
        var actual = Rfc2898DeriveBytes.Pbkdf2(
            password, Base64Url.DecodeFromChars(salt), int.Parse(cost, CultureInfo.InvariantCulture),
            HashAlgorithmName.SHA256, expected.Length);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }
}
