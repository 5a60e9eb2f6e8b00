namespace Marquee.Whole.Tests;

/// <summary>One host for the tests of a class.</summary>
public sealed class Host : IAsyncLifetime
{
    private HostProcess? _process;

    public HostProcess Process => _process ?? throw new InvalidOperationException("The host is not started yet.");

    public async ValueTask InitializeAsync() => _process = await HostProcess.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }
}
