using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>A step of a contingency plan: a page shows a revision prepared for it, and what it showed before.</summary>
internal sealed class SwitchPage(VenuesDb db, Registry<IPageBlock> types) : IContingencyAction
{
    public string Name => "venues.switch_page";

    public Texts Label => new("会场切换版本", "Let a venue page show another revision");

    public IReadOnlyList<ContingencySetting> Settings { get; } =
    [
        new("venue", new("会场", "Venue"), new("会场的短名", "The venue's short name")),
        new("revision", new("版本", "Revision"), new(
            "预案期间展示的版本号", "The number of the revision shown meanwhile")),
    ];

    public async Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        if (await PageRows.LoadAsync(tx, step.Settings["venue"], null, cancel) is not { } state)
        {
            return new Unknown("venue", step.Settings["venue"]);
        }

        // A page that nobody sees yet cannot be put back to that.
        if (state.LiveRevision is not { } live)
        {
            return new InvalidRequest("venue", "was never published", step.Settings["venue"], "a published venue");
        }

        if (RevisionOf(step.Settings["revision"]) is not { } revision)
        {
            return new InvalidRequest(
                "revision", "is no number", step.Settings["revision"], $"1 to {state.HeadRevision}");
        }

        var fit = await Publication.FitAsync(tx, state, null, revision, types, [], cancel);
        return fit.IsSuccess ? live.ToString(CultureInfo.InvariantCulture) : fit.Error;
    }

    public Task<Error?> TakeAsync(CallContext call, ContingencyStep step, string why, CancellationToken cancel) =>
        ShowAsync(call, step, null, step.Settings["revision"], why, cancel);

    public Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel) =>
        ShowAsync(call, step, RevisionOf(step.Settings["revision"]), before, why, cancel);

    private async Task<Error?> ShowAsync(
        CallContext call, ContingencyStep step, int? onlyFrom, string to, string why, CancellationToken cancel)
    {
        var slug = step.Settings["venue"];
        await using var tx = await db.BeginAsync(call, cancel);
        if (await PageRows.LoadAsync(tx, slug, null, cancel) is not { } state)
        {
            return new Unknown("venue", slug);
        }

        if (RevisionOf(to) is not { } revision)
        {
            return new InvalidRequest("revision", "is no number", to, $"1 to {state.HeadRevision}");
        }

        if (state.LiveRevision == revision)
        {
            return null;
        }

        if (onlyFrom is not null && state.LiveRevision != onlyFrom)
        {
            return new ChangedSince("venue:" + slug);
        }

        var shown = await Publication.RunAsync(tx, slug, null, revision, types, [], why, cancel);
        if (!shown.IsSuccess)
        {
            return shown.Error;
        }

        await tx.CommitAsync(cancel);
        return null;
    }

    private static int? RevisionOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;
}
