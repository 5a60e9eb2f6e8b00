using Marquee.Kernel;

namespace Marquee.Campaigns.Notifications;

/// <summary>
/// A shop hears how its submissions of a round stand once people have decided; who gives the second opinion hears that
/// it is asked for.
/// </summary>
internal sealed class DecisionNotification(CampaignsDb db) : INotificationKind
{
    private sealed record Stand(string Shop, long Approved, long Rejected, long Open);

    public string Name => "campaigns.decisions";

    public Texts Label { get; } = new("审核结果", "Review results");

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.submissions_decided"];

    public bool IsMailed => true;

    public async Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var round = delivery.Read<SubmissionsDecided>().RoundId;
        return await db.ReadAsync<IReadOnlyList<Notification>>(delivery.Call, async tx =>
        {
            if (await RoundNames.FindAsync(tx, round, cancel) is not { } name)
            {
                return [];
            }

            var stands = await tx.QueryAsync(
                $"""
                select merchant_id, count(*) filter (where status in ('approved', 'scheduled', 'confirmed', 'locked')),
                    count(*) filter (where status = 'rejected'),
                    count(*) filter (where status in ('in_review', 'first_approved'))
                from campaigns.submission where tenant_id = {tx.Call.Tenant.Id} and round_id = {round}
                group by 1 order by 1 limit {KernelLimits.NotificationsPerEvent - 1}
                """,
                row => new Stand(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancel);
            var waiting = await tx.ScalarAsync<long>(
                $"""
                select count(*) from campaigns.submission
                where tenant_id = {tx.Call.Tenant.Id} and round_id = {round} and status = 'first_approved'
                """, cancel);
            return Of(round, name, stands, waiting);
        }, cancel);
    }

    private static List<Notification> Of(Id<Round> round, string name, List<Stand> stands, long waiting)
    {
        var all = stands.Where(stand => stand.Approved + stand.Rejected > 0)
            .Select(stand => ToShop(round, name, stand)).ToList();
        if (waiting > 0)
        {
            all.Add(new Notification(
                round.ToString(), new Texts($"{name}：等待终审", $"{name}: a second approval is asked for"),
                new Texts($"{waiting} 个报名等待第二人审核。", $"Submissions that wait for a second approval: {waiting}."),
                "inbox", Recipients.Staff(Role.Approver)));
        }

        return all;
    }

    private static Notification ToShop(Id<Round> round, string name, Stand stand) => new(
        round.ToString(), new Texts($"{name}：审核结果", $"{name}: review results"),
        new Texts(
            $"通过 {stand.Approved}，未通过 {stand.Rejected}，待审核 {stand.Open}。",
            $"Approved: {stand.Approved}. Rejected: {stand.Rejected}. Still in review: {stand.Open}."),
        $"shop/{Uri.EscapeDataString(stand.Shop)}/submissions", Recipients.OfShop(stand.Shop))
    {
        // Decisions about other shops are none of theirs.
        IsNewsOnlyWhenChanged = true,
    };
}
