using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Whole.Tests.BadInput;

/// <summary>
/// A body that goes on and on, sent over a bare socket, because an ordinary client would hear the answer only after it
/// had sent everything.
/// </summary>
internal static class LargeBody
{
    private const int PieceBytes = 64 * 1024;

    /// <summary>Sends it until an answer comes; returns the answer's status and text.</summary>
    public static async Task<(int Status, string Text)> SendAsync(
        HostProcess host, string method, string path, string key, long length, bool isDeclared, TimeSpan patience)
    {
        using var tooLong = new CancellationTokenSource(patience);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Address.Host, host.Address.Port, tooLong.Token);
        await using var stream = client.GetStream();
        var head = $"{method} {path} HTTP/1.1\r\nHost: {host.Address.Authority}\r\nAuthorization: Bearer {host.Key}\r\n"
            + $"Marquee-Tenant: {DemoHost.Owner}\r\nIdempotency-Key: {key}\r\nContent-Type: application/json\r\n"
            + (isDeclared ? $"Content-Length: {length}\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), tooLong.Token);
        var answer = ReadAsync(stream, tooLong.Token);
        await WriteAsync(stream, length, isDeclared, answer, tooLong.Token);
        var text = await answer;
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    private static async Task WriteAsync(
        NetworkStream stream, long length, bool isDeclared, Task answer, CancellationToken cancel)
    {
        var piece = new byte[PieceBytes];
        Array.Fill(piece, (byte)' ');
        piece[0] = (byte)'{';
        var size = Encoding.ASCII.GetBytes($"{PieceBytes:x}\r\n");
        try
        {
            for (long sent = 0; sent < length && !answer.IsCompleted; sent += PieceBytes)
            {
                if (!isDeclared)
                {
                    await stream.WriteAsync(size, cancel);
                }

                await stream.WriteAsync(piece, cancel);
                piece[0] = (byte)' ';
                if (!isDeclared)
                {
                    await stream.WriteAsync("\r\n"u8.ToArray(), cancel);
                }
            }
        }
        catch (IOException)
        {
            // The host has answered and closed: what it said is being read.
        }
    }

    /// <summary>Reads until the answer's document is complete, or the host closes.</summary>
    private static async Task<string> ReadAsync(NetworkStream stream, CancellationToken cancel)
    {
        var text = new StringBuilder();
        var buffer = new byte[PieceBytes];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer, cancel)) > 0)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, read));
                // A problem document ends with its brace.
                if (text.ToString().TrimEnd().EndsWith('}'))
                {
                    break;
                }
            }
        }
        catch (IOException)
        {
            // Closed in the middle: what came has to do.
        }

        return text.ToString();
    }
}
