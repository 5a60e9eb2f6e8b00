using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Testing;

/// <summary>A mail server that keeps what it is given: real SMTP on a port of its own, one mail at a time.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _mails = [];
    private readonly Task _loop;
    private int _refusals;

    /// <summary>Starts it.</summary>
    public SmtpSink()
    {
        _listener.Start();
        _loop = LoopAsync();
    }

    /// <summary>Where it listens, as <c>MARQUEE_SMTP</c> says it.</summary>
    public Uri Address => new($"smtp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>What came, envelope and all, as text.</summary>
    public IReadOnlyList<string> Mails
    {
        get
        {
            lock (_mails)
            {
                return [.. _mails];
            }
        }
    }

    /// <summary>Refuses the next mails with a passing failure.</summary>
    public void Refuse(int mails) => _refusals = mails;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
        _listener.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await ServeAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false))
        {
            AutoFlush = true,
            NewLine = "\r\n",
        };
        await writer.WriteLineAsync("220 sink");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            switch (line.Split(' ')[0].ToUpperInvariant())
            {
                case "EHLO":
                    await writer.WriteLineAsync("250-sink\r\n250 8BITMIME");
                    break;
                case "MAIL" when Interlocked.Decrement(ref _refusals) >= 0:
                    await writer.WriteLineAsync("451 try again later");
                    break;
                case "DATA":
                    await writer.WriteLineAsync("354 go on");
                    await ReadMailAsync(reader, mail);
                    await writer.WriteLineAsync("250 kept");
                    break;
                case "QUIT":
                    await writer.WriteLineAsync("221 bye");
                    return;
                default:
                    mail.AppendLine(line);
                    await writer.WriteLineAsync("250 so be it");
                    break;
            }
        }
    }

    private async Task ReadMailAsync(StreamReader reader, StringBuilder mail)
    {
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.AppendLine(line.StartsWith('.') ? line[1..] : line);
        }

        lock (_mails)
        {
            _mails.Add(mail.ToString());
        }

        mail.Clear();
    }
}
