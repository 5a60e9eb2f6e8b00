using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Planning.Engine;
using Marquee.Rules;

namespace Marquee.Planning.Proposals;

/// <summary>Says in words why a candidate stands where it stands.</summary>
internal static class Wording
{
    // Campaigns keeps at most 500 characters of a reason; many slots of one round meet the same few bounds.
    private const int SlotsNamed = 5;

    public static Texts Of(Placed placed, FieldDeclaration field, IReadOnlyDictionary<Guid, Slot> slots)
    {
        var score = placed.Candidate.Score is { } known ? Scaled(known, field) : null;
        var rank = placed.Position;
        var scoreZh = score is null ? $"{field.LabelZh}未知" : $"{field.LabelZh} {score}";
        var scoreEn = score is null ? $"{field.LabelEn} unknown" : $"{field.LabelEn} {score}";
        if (placed.Slot is { } slot)
        {
            return new Texts(
                $"{scoreZh}，排第 {rank} 位，放入坑位“{slots[slot].Name}”。{Before(placed, slots).Zh}",
                $"{scoreEn}, rank {rank}, placed in slot \"{slots[slot].Name}\".{Before(placed, slots).En}");
        }

        return new Texts(
            $"{scoreZh}，排第 {rank} 位，没有坑位：{Join(placed, slots, zh: true)}。",
            $"{scoreEn}, rank {rank}, no slot: {Join(placed, slots, zh: false)}.");
    }

    /// <summary>A scaled integer with its decimals.</summary>
    public static string Scaled(long value, FieldDeclaration field)
    {
        var scale = 1m;
        for (var i = 0; i < field.Scale; i++)
        {
            scale *= 10;
        }

        return (value / scale).ToString("F" + field.Scale.ToString(CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture);
    }

    private static Texts Before(Placed placed, IReadOnlyDictionary<Guid, Slot> slots) => placed.Turned.Count == 0
        ? new Texts("", "")
        : new Texts($"此前：{Join(placed, slots, zh: true)}。", $" Before that: {Join(placed, slots, zh: false)}.");

    private static string Join(Placed placed, IReadOnlyDictionary<Guid, Slot> slots, bool zh)
    {
        if (placed.Turned.Count == 0)
        {
            return zh ? "本场次没有坑位" : "the round has no slots";
        }

        var named = placed.Turned.Take(SlotsNamed).Select(turned => zh ? Zh(turned, slots) : En(turned, slots));
        var more = placed.Turned.Count - SlotsNamed;
        return string.Join(zh ? "；" : "; ", named)
            + (more <= 0 ? "" : zh ? $"；另有 {more} 个坑位" : $"; and {more} more slots");
    }

    private static string Zh(Turned turned, IReadOnlyDictionary<Guid, Slot> slots) => turned.Bound switch
    {
        Bound.Capacity => $"“{slots[turned.Slot].Name}”已满（{turned.Limit}）",
        Bound.CategoryQuota => $"“{slots[turned.Slot].Name}”类目 {turned.Category} 名额已满（{turned.Limit}）",
        Bound.NotWished => $"“{slots[turned.Slot].Name}”有空位，但商家未意向",
    };

    private static string En(Turned turned, IReadOnlyDictionary<Guid, Slot> slots) => turned.Bound switch
    {
        Bound.Capacity => $"\"{slots[turned.Slot].Name}\" is full ({turned.Limit})",
        Bound.CategoryQuota => $"\"{slots[turned.Slot].Name}\" has its {turned.Limit} of category {turned.Category}",
        Bound.NotWished => $"\"{slots[turned.Slot].Name}\" has room, but the merchant did not wish for it",
    };
}
