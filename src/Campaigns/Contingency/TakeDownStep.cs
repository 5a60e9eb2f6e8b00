using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Campaigns.Contingency;

/// <summary>
/// A step of a contingency plan: something is taken down on every surface, and put back by the policy that holds for
/// people: normally somebody else than started the plan has to revert it.
/// </summary>
internal sealed class TakeDownStep(ITakedowns takedowns) : IContingencyAction
{
    private const string Up = "up";
    private const string Down = "down";

    public string Name => "risk.take_down";

    public Texts Label => new("下架", "Take something down");

    public IReadOnlyList<ContingencySetting> Settings { get; } =
    [
        new("kind", new("类型", "Kind"), new(
            "item、merchant、benefit、price 或 campaign", "item, merchant, benefit, price or campaign")),
        new("subject", new("对象", "Subject"), new(
            "商品、商家或 SKU 的外部 ID；权益、大促、活动或场次的 ID",
            "The external id of an item, merchant or SKU; the id of a benefit, season, campaign or round")),
    ];

    public async Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel)
    {
        if (Of(step, "rehearsal") is not { } what)
        {
            return new Unknown("kind of take-down", step.Settings["kind"]);
        }

        var found = await takedowns.LookAsync(call, what, cancel);
        return found.IsSuccess ? await InForceAsync(call, what, cancel) is null ? Up : Down : found.Error;
    }

    public async Task<Error?> TakeAsync(CallContext call, ContingencyStep step, string why, CancellationToken cancel)
    {
        if (Of(step, why) is not { } what)
        {
            return new Unknown("kind of take-down", step.Settings["kind"]);
        }

        var taken = await takedowns.TakeAsync(call, what, cancel);
        return taken.IsSuccess || taken.Error is AlreadyDown ? null : taken.Error;
    }

    public async Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel)
    {
        if (before == Down || Of(step, why) is not { } what)
        {
            return null;
        }

        var down = await InForceAsync(call, what, cancel);
        if (down is null)
        {
            return null;
        }

        // Somebody put it back and took it down again since: their reason stands.
        if (down.Reason != why)
        {
            return new ChangedSince($"{step.Settings["kind"]}:{what.Subject}");
        }

        var back = await takedowns.PutBackAsync(call, down.Id, why, cancel);
        return back.IsSuccess ? null : back.Error;
    }

    private async Task<Takedown?> InForceAsync(CallContext call, NewTakedown what, CancellationToken cancel) =>
        (await takedowns.CertainAsync(call, cancel)).Find(what.Kind, what.Subject, call.Now);

    private static NewTakedown? Of(ContingencyStep step, string why) =>
        EnumText.TryParse<TakedownKind>(step.Settings["kind"], out var kind)
            ? new NewTakedown(kind, step.Settings["subject"], why, null, null, true) : null;
}
