using Marquee.Kernel;

namespace Marquee.Campaigns.Notifications;

/// <summary>
/// A phase opened: every shop hears that it may enroll, shops with a slot that they are to confirm, reviewers that
/// there is something to review, operators that a round is live.
/// </summary>
internal sealed class PhaseNotification(CampaignsDb db) : INotificationKind
{
    public string Name => "campaigns.phases";

    public Texts Label { get; } = new("场次阶段", "Phases of rounds");

    public IReadOnlyList<string> EventNames { get; } = ["campaigns.round_phase_changed"];

    public bool IsMailed => false;

    public async Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var change = delivery.Read<RoundPhaseChanged>();
        if (change.To != PhaseState.Open
            || change.Phase is not (RoundPhase.Enroll or RoundPhase.Review or RoundPhase.Confirm or RoundPhase.Live))
        {
            return [];
        }

        return await db.ReadAsync<IReadOnlyList<Notification>>(delivery.Call, async tx =>
        {
            if (await RoundNames.FindAsync(tx, change.RoundId, cancel) is not { } name)
            {
                return [];
            }

            var shops = change.Phase != RoundPhase.Confirm ? [] : await tx.QueryAsync(
                $"""
                select distinct merchant_id from campaigns.submission
                where tenant_id = {tx.Call.Tenant.Id} and round_id = {change.RoundId} and status = 'scheduled'
                order by 1 limit {KernelLimits.NotificationsPerEvent}
                """,
                row => row.GetString(0), cancel);
            return Of(change, name, shops);
        }, cancel);
    }

    private static List<Notification> Of(RoundPhaseChanged change, string name, List<string> shops)
    {
        var round = change.RoundId;
        var subject = $"{round}/{EnumText.Of(change.Phase)}";
        return change.Phase switch
        {
            RoundPhase.Enroll =>
            [
                new(
                    subject, new Texts($"{name}：开始报名", $"{name}: enrollment is open"),
                    new Texts("现在可以提交商品。", "Items can be submitted now."), "shop", Recipients.EveryShop),
            ],
            RoundPhase.Review =>
            [
                new(
                    subject, new Texts($"{name}：开始审核", $"{name}: review is open"),
                    new Texts("报名等待审核。", "Submissions wait for a decision."), "inbox",
                    Recipients.Staff(Role.Reviewer, Role.Approver, Role.CategoryManager)),
            ],
            RoundPhase.Confirm =>
            [
                .. shops.Select(shop => new Notification(
                    subject, new Texts($"{name}：请确认", $"{name}: please confirm"),
                    new Texts(
                        "已排期的商品需要确认，确认后锁价。",
                        "Items with a slot are to be confirmed; from then on their price is locked."),
                    $"shop/{Uri.EscapeDataString(shop)}/submissions", Recipients.OfShop(shop, ShopRight.Submit))),
            ],
            RoundPhase.Live =>
            [
                new(
                    subject, new Texts($"{name}：已开始", $"{name} is live"),
                    new Texts("在作战室查看流量、库存与告警。", "The war room shows traffic, stock and alarms."),
                    $"rounds/{round}/war-room", Recipients.Staff(Role.Operator)),
            ],
            RoundPhase.Plan or RoundPhase.Schedule or RoundPhase.WarmUp or RoundPhase.Settle => [],
        };
    }
}
