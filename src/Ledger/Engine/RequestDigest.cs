using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Marquee.Ledger.Engine;

/// <summary>
/// What makes two requests the same: what they do, to which account, grant and subject, by how many units. Limits and
/// expiry are left out: a repeat may compute them anew from a later instant and still means the same request.
/// </summary>
internal static class RequestDigest
{
    // Half of a SHA-256: this tells mistakes apart, it guards no secret.
    private const int Length = 16;

    public static byte[] Of(LedgerRequest request) => Of(
        request.Op.ToString(), request.Account, request.Units, request.Subject, request.Grant);

    public static byte[] Of(string op, string account, long units, string? subject, string? grant) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', op, account, units.ToString(CultureInfo.InvariantCulture), subject, grant)))[..Length];
}
