using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Tests;

/// <summary>Another system that hears of events, on a port of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Signature, string Body)> Heard { get; } = new();

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    /// <summary>Answers are held back until this ends.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    public string Address => _app.Urls.First() + "/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapPost("/hook", receiver.HearAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Heard.Enqueue((http.Request.Headers["Marquee-Signature"].ToString(), await reader.ReadToEndAsync()));
        await Hold;
        http.Response.StatusCode = (int)Answer;
    }
}
