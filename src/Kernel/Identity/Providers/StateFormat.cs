using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace Marquee.Kernel.Identity.Providers;

/// <summary>
/// What a sign-in remembers while the browser is at the provider (return path, verifier, invitation), sealed into the
/// state parameter. The key follows from the client's secret, which all hosts have: none of them stores anything.
/// </summary>
internal sealed class StateFormat : ISecureDataFormat<AuthenticationProperties>
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] _key;
    private readonly byte[] _of;
    private readonly TimeProvider _time;

    public StateFormat(SignInProvider provider, TimeProvider time)
    {
        _time = time;
        _of = Encoding.UTF8.GetBytes("marquee sign-in state of " + provider.Name);
        _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(provider.Secret), 32, info: _of);
    }

    public string Protect(AuthenticationProperties data) => Protect(data, null);

    public string Protect(AuthenticationProperties data, string? purpose)
    {
        var plain = PropertiesSerializer.Default.Serialize(data);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(
            nonce, plain, sealedBytes.AsSpan(NonceBytes, plain.Length), sealedBytes.AsSpan(NonceBytes + plain.Length),
            _of);
        return Base64Url.EncodeToString(sealedBytes);
    }

    public AuthenticationProperties? Unprotect(string? protectedText) => Unprotect(protectedText, null);

    /// <summary>Null for what was not sealed here, was changed, or is too old.</summary>
    public AuthenticationProperties? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null or { Length: > KernelLimits.SignInStateLength })
        {
            return null;
        }

        try
        {
            var sealedBytes = Base64Url.DecodeFromChars(protectedText);
            if (sealedBytes.Length < NonceBytes + TagBytes)
            {
                return null;
            }

            var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(_key, TagBytes);
            cipher.Decrypt(
                sealedBytes.AsSpan(0, NonceBytes), sealedBytes.AsSpan(NonceBytes, plain.Length),
                sealedBytes.AsSpan(NonceBytes + plain.Length), plain, _of);
            var properties = PropertiesSerializer.Default.Deserialize(plain);
            return properties?.ExpiresUtc > _time.GetUtcNow() ? properties : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
