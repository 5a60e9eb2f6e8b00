namespace Marquee.Rules.Text;

/// <summary>
/// The phrases of one language, read by the printer and by the parser alike: neither can know a phrase the other does
/// not. Version 1.
/// Published texts were printed from these phrases, so a phrase is never edited: a change is a new table beside this
/// one, with a new version.
/// </summary>
internal sealed class Phrases
{
    /// <summary>Stored with every publication: which table its texts were printed from.</summary>
    public const int Version = 1;

    /// <summary>What stands between two words.</summary>
    public required string Gap { get; init; }

    public required string HeaderOpen { get; init; }
    public required string HeaderClose { get; init; }
    public required string ClauseEnd { get; init; }
    public required string Open { get; init; }
    public required string Close { get; init; }
    public required string Colon { get; init; }
    public required string Comma { get; init; }
    public required string ItemSeparator { get; init; }
    public required string ValueSeparator { get; init; }
    public required char QuoteOpen { get; init; }
    public required char QuoteClose { get; init; }

    public required string Frozen { get; init; }
    public required string Lock { get; init; }
    public required string Continuous { get; init; }
    public required string Merchant { get; init; }
    public required string Internal { get; init; }

    public required string All { get; init; }
    public required string Any { get; init; }
    public required string None { get; init; }
    public required string EverySku { get; init; }
    public required string SomeSku { get; init; }
    public required string MainSku { get; init; }
    public required string LowestOpen { get; init; }
    public required string LowestClose { get; init; }

    public required string BetweenOpen { get; init; }
    public required string BetweenAnd { get; init; }
    public required string BetweenClose { get; init; }
    public required string OneOf { get; init; }
    public required string NotOneOf { get; init; }
    public required string HasAny { get; init; }
    public required string HasAll { get; init; }
    public required string Yes { get; init; }
    public required string No { get; init; }
    public required string FactorOpen { get; init; }
    public required string FactorClose { get; init; }

    public required string DiscountUnit { get; init; }

    /// <summary>
    /// How many digits a discount's unit moves the decimal point: 折 are tenths, per cent are hundredths.
    /// </summary>
    public required int DiscountShift { get; init; }

    public required IReadOnlyDictionary<CompareOp, string> Number { get; init; }
    public required IReadOnlyDictionary<CompareOp, string> Time { get; init; }

    public static Phrases Zh { get; } = new()
    {
        Gap = "", HeaderOpen = "适用于每个", HeaderClose = "：", ClauseEnd = "。", Open = "（", Close = "）", Colon = "：",
        Comma = "，",
        ItemSeparator = "；", ValueSeparator = "、", QuoteOpen = '“', QuoteClose = '”',
        Frozen = "以报名时为准", Lock = "锁定时复核", Continuous = "全程有效", Merchant = "仅商家可见", Internal = "仅平台可见",
        All = "需同时满足：", Any = "满足任意一项即可：", None = "以下条件均不得成立：",
        EverySku = "每个SKU均须满足：", SomeSku = "至少一个SKU须满足：", MainSku = "主SKU须满足：",
        LowestOpen = "在SKU中取", LowestClose = "最低者，均须满足：",
        BetweenOpen = "在", BetweenAnd = "至", BetweenClose = "之间（含）",
        OneOf = "属于", NotOneOf = "不属于", HasAny = "含有任一：", HasAll = "含有全部：", Yes = "：是", No = "：否",
        FactorOpen = "的", FactorClose = "倍", DiscountUnit = "折", DiscountShift = 1,
        Number = Ops("低于", "不高于", "高于", "不低于", "等于", "不等于"),
        Time = Ops("早于", "不晚于", "晚于", "不早于", "等于", "不等于"),
    };

    public static Phrases En { get; } = new()
    {
        Gap = " ", HeaderOpen = "Applies to each", HeaderClose = ":", ClauseEnd = ".", Open = "(", Close = ")",
        Colon = ":", Comma = ",",
        ItemSeparator = ";", ValueSeparator = ",", QuoteOpen = '"', QuoteClose = '"',
        Frozen = "as of submission", Lock = "checked again at lock", Continuous = "at all times",
        Merchant = "shown to merchants only", Internal = "shown to the platform only",
        All = "all of:", Any = "any of:", None = "none of:",
        EverySku = "every SKU satisfies:", SomeSku = "at least one SKU satisfies:", MainSku = "the main SKU satisfies:",
        LowestOpen = "each SKU with the lowest", LowestClose = "satisfies:",
        BetweenOpen = "is between", BetweenAnd = "and", BetweenClose = "inclusive",
        OneOf = "is one of", NotOneOf = "is none of", HasAny = "has any of", HasAll = "has all of", Yes = "is yes",
        No = "is no",
        FactorOpen = "×", FactorClose = "", DiscountUnit = "%", DiscountShift = 2,
        Number = Ops("is less than", "is at most", "is more than", "is at least", "is exactly", "is not exactly"),
        Time = Ops("is before", "is no later than", "is after", "is no earlier than", "is exactly", "is not exactly"),
    };

    public static Phrases Of(Language language) => language switch { Language.Zh => Zh, Language.En => En };

    /// <summary>Every phrase a condition can begin with, besides a label.</summary>
    public IEnumerable<string> Openings => [All, Any, None, EverySku, SomeSku, MainSku, LowestOpen];

    public IReadOnlyDictionary<CompareOp, string> OpsFor(FieldType type) =>
        type is FieldType.Date or FieldType.Instant ? Time : Number;

    /// <summary>Every phrase that can follow the label of a field of that type.</summary>
    public IEnumerable<string> After(FieldType type) => type switch
    {
        FieldType.Text => [OneOf, NotOneOf],
        FieldType.TextSet => [HasAny, HasAll],
        FieldType.Flag => [Yes, No],
        FieldType.Reference or FieldType.References => [],
        FieldType.Count or FieldType.Money or FieldType.Ratio or FieldType.Discount or FieldType.Number
            or FieldType.Date or FieldType.Instant => [.. OpsFor(type).Values, BetweenOpen],
    };

    public string Of(ClauseMoment moment) => moment switch
    {
        ClauseMoment.Frozen => Frozen,
        ClauseMoment.Lock => Lock,
        ClauseMoment.Continuous => Continuous,
    };

    private static Dictionary<CompareOp, string> Ops(
        string lt, string le, string gt, string ge, string eq, string ne) => new()
        {
            [CompareOp.Lt] = lt, [CompareOp.Le] = le, [CompareOp.Gt] = gt, [CompareOp.Ge] = ge, [CompareOp.Eq] = eq,
            [CompareOp.Ne] = ne,
        };
}
