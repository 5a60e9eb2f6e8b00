using System.Collections.Concurrent;
using Marquee.Kernel;

namespace Marquee.Campaigns.Tests;

/// <summary>A kind of step that switches lamps, which stand for what other modules own.</summary>
internal sealed class Switches : IContingencyAction
{
    private readonly ConcurrentDictionary<(Guid Tenant, string Lamp), string> _lamps = new();

    public string Name => "test.switch";

    public Texts Label => new("开关", "Switch");

    public IReadOnlyList<ContingencySetting> Settings { get; } =
        [new("lamp", new("灯", "Lamp"), new("名称", "Its name"))];

    public string Of(Tenant tenant, string lamp) => _lamps.GetValueOrDefault((tenant.Id, lamp), "as it was");

    public void Break(Tenant tenant, string lamp) => _lamps[(tenant.Id, lamp)] = "broken";

    public Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel)
    {
        var lamp = step.Settings["lamp"];
        var stands = Of(call.Tenant, lamp);
        return Task.FromResult<Result<string>>(
            lamp == "missing" || stands == "broken" ? new Unknown("lamp", lamp) : stands);
    }

    public Task<Error?> TakeAsync(CallContext call, ContingencyStep step, string why, CancellationToken cancel)
    {
        _lamps[(call.Tenant.Id, step.Settings["lamp"])] = "switched";
        return Task.FromResult<Error?>(null);
    }

    public Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel)
    {
        _lamps[(call.Tenant.Id, step.Settings["lamp"])] = before;
        return Task.FromResult<Error?>(null);
    }
}
