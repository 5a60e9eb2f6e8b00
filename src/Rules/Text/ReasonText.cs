using System.Globalization;

namespace Marquee.Rules.Text;

/// <summary>
/// Reasons in words. The words of a bound come from the phrase table, so a reason and the clause it stands for cannot
/// drift apart.
/// These sentences are read by people only and never parsed.
/// </summary>
internal static class ReasonText
{
    public static string Sentence(Reason reason, Language language)
    {
        var zh = language == Language.Zh;
        var label = reason.Label?.Label(language) ?? "";
        var observed = (zh ? reason.Observed?.TextZh : reason.Observed?.TextEn) ?? "";
        var needed = (zh ? reason.Needed?.TextZh : reason.Needed?.TextEn) ?? "";
        var asOf = reason.AsOf is { } instant
            ? instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : zh ? "时间未知" : "an unknown time";
        return (reason.Cause, zh) switch
        {
            (ReasonCause.Value, true) => $"{label}为{observed}，要求{needed}。",
            (ReasonCause.Value, false) => $"{Sentenced(label)} is {observed}; required: {needed}.",
            (ReasonCause.Missing, true) => $"{label}暂无数据，数据就绪后自动复核（要求{needed}）。",
            (ReasonCause.Missing, false) =>
                $"{Sentenced(label)} is not known yet; it is checked again when data is there (required: {needed}).",
            (ReasonCause.Stale, true) => $"{label}的数据（{observed}，截至{asOf}）已过期，更新后自动复核（要求{needed}）。",
            (ReasonCause.Stale, false) =>
                $"{Sentenced(label)} ({observed}, as of {asOf}) is out of date; it is checked again when new "
                    + $"data is there "
                + $"(required: {needed}).",
            (ReasonCause.NoSku, true) => "没有可核验的SKU，数据就绪后自动复核。",
            (ReasonCause.NoSku, false) => "There is no SKU to check yet; it is checked again when the data is there.",
            (ReasonCause.Hidden, _) => Hidden(reason.Clause!, reason.Outcome, language),
            _ => throw new NotSupportedException(reason.Cause.ToString()),
        };
    }

    /// <summary>What stands in a text in the place of a clause the reader may not read.</summary>
    public static string Announcement(HiddenClause clause, Language language) => language == Language.Zh
        ? $"{Class(clause, language)}，涉及{Topics(clause, language)}，内容不公开。"
        : $"{Class(clause, language)} about {Topics(clause, language)}; its content is not disclosed.";

    /// <summary>
    /// What a condition needs, in words: its own phrase, or the opposite one where the condition must not hold.
    /// </summary>
    public static ReasonValue Need(Expr atom, bool negated, Vocabulary vocabulary, long? nearest, FieldValue other) =>
        new(
        nearest,
        Need(atom, negated, vocabulary, nearest, other, Language.Zh),
        Need(atom, negated, vocabulary, nearest, other, Language.En));

    /// <summary>An observed value in words; null where there is none.</summary>
    public static ReasonValue? Observed(FieldLabel field, FieldValue value) => !value.HasValue ? null : new ReasonValue(
        value.Text is null && value.Set is null ? value.Number : null, Value(field, value, Language.Zh),
            Value(field, value, Language.En));

    private static string Need(Expr atom, bool negated, Vocabulary vocabulary, long? nearest, FieldValue other,
        Language language)
    {
        var phrases = Phrases.Of(language);
        return atom switch
        {
            Compare compare => Words(phrases, vocabulary.Get(compare.Field), compare.Op, negated) + phrases.Gap
                + Literals.Format(vocabulary.Get(compare.Field), compare.Value, language),
            CompareField compare => Scaled(compare, negated, vocabulary, nearest, other, language),
            Between between => Range(between, negated, vocabulary.Get(between.Field), language),
            IsFlag flag => Literals.Format(vocabulary.Get(flag.Field), flag.Expected != negated ? 1 : 0, language),
            Membership membership => Members(membership, negated, language) + phrases.Gap
                + TextPrinter.Quoted(membership.Values, language),
            _ => throw new NotSupportedException(atom.GetType().Name),
        };
    }

    private static string Scaled(
        CompareField compare, bool negated, Vocabulary vocabulary, long? nearest, FieldValue other, Language language)
    {
        var phrases = Phrases.Of(language);
        var (field, against) = (vocabulary.Get(compare.Field), vocabulary.Get(compare.Other));
        var text = Words(phrases, field, compare.Op, negated) + phrases.Gap + against.Label(language);
        if (other.HasValue)
        {
            text += (language == Language.Zh ? "（" : " (") + Literals.Format(against, other.Number, language)
                + (language == Language.Zh ? "）" : ")");
        }

        text += compare.Factor.IsOne ? "" : phrases.Gap + phrases.FactorOpen + phrases.Gap
            + Literals.Format(compare.Factor) + phrases.FactorClose;
        var effective = negated ? ExprWalk.Inverse(compare.Op) : compare.Op;
        if (nearest is not { } bound || effective == CompareOp.Ne)
        {
            return text;
        }

        var whole = effective switch { CompareOp.Lt => CompareOp.Le, CompareOp.Gt => CompareOp.Ge, _ => effective };
        return text + (language == Language.Zh ? "，即" : ", that is ")
            + Words(phrases, field, whole, false) + phrases.Gap + Literals.Format(field, bound, language);
    }

    private static string Range(Between between, bool negated, FieldLabel field, Language language)
    {
        var phrases = Phrases.Of(language);
        var open = (language, negated) switch
        {
            (Language.Zh, false) => phrases.BetweenOpen,
            (Language.Zh, true) => "不" + phrases.BetweenOpen,
            (_, false) => "between",
            (_, true) => "not between",
        };
        return string.Join(phrases.Gap, open, Literals.Format(field, between.Low, language), phrases.BetweenAnd,
            Literals.Format(field, between.High, language), phrases.BetweenClose);
    }

    private static string Members(Membership membership, bool negated, Language language) =>
        (membership, language, negated) switch
        {
            (OneOf one, Language.Zh, _) => one.Negated != negated ? "不属于" : "属于",
            (OneOf one, _, _) => one.Negated != negated ? "none of" : "one of",
            (HasAny, Language.Zh, false) => "含有任一：",
            (HasAny, Language.Zh, true) => "不含任何一项：",
            (HasAny, _, false) => "any of",
            (HasAny, _, true) => "none of",
            (_, Language.Zh, false) => "含有全部：",
            (_, Language.Zh, true) => "不同时含有全部：",
            (_, _, false) => "all of",
            (_, _, true) => "not all of",
        };

    private static string Words(Phrases phrases, FieldLabel field, CompareOp op, bool negated)
    {
        var phrase = phrases.OpsFor(field.Type)[negated ? ExprWalk.Inverse(op) : op];
        return phrase.StartsWith("is ", StringComparison.Ordinal) ? phrase[3..] : phrase;
    }

    private static string Value(FieldLabel field, FieldValue value, Language language)
    {
        if (value.Text is { } text)
        {
            return TextPrinter.Quoted([text], language);
        }

        return value.Set is not { } set ? Literals.Format(field, value.Number, language)
            : set.Count > 0 ? TextPrinter.Quoted(set.Take(20), language)
            : language == Language.Zh ? "空" : "empty";
    }

    private static string Hidden(HiddenClause clause, Outcome outcome, Language language) => language == Language.Zh
        ? $"第{clause.NumberText}条（{Class(clause, language)}，涉及{Topics(clause, language)}，内容不公开）"
            + (outcome == Outcome.Fail ? "未通过。" : "暂无法判定，数据就绪后自动复核。")
        : $"Clause {clause.NumberText} ({Class(clause, language)} about {Topics(clause, language)}; not disclosed) "
            + (outcome == Outcome.Fail ? "did not pass."
                : "cannot be decided yet; it is checked again when the data is there.");

    private static string Class(HiddenClause clause, Language language) => (clause.Visibility, language) switch
    {
        (ClauseVisibility.Internal, Language.Zh) => "平台内部条款",
        (ClauseVisibility.Internal, _) => "an internal clause",
        (_, Language.Zh) => "仅商家可见的条款",
        (_, _) => "a clause for merchants only",
    };

    private static string Topics(HiddenClause clause, Language language) => string.Join(
        language == Language.Zh ? "、" : ", ", clause.Topics.Select(topic => Topic(topic, language)));

    private static string Topic(FieldTopic topic, Language language) => (topic, language == Language.Zh) switch
    {
        (FieldTopic.Basic, true) => "基本信息",
        (FieldTopic.Basic, false) => "basic properties",
        (FieldTopic.Price, true) => "价格",
        (FieldTopic.Price, false) => "prices",
        (FieldTopic.Stock, true) => "库存",
        (FieldTopic.Stock, false) => "stock",
        (FieldTopic.Sales, true) => "销售",
        (FieldTopic.Sales, false) => "sales",
        (FieldTopic.Quality, true) => "服务质量",
        (FieldTopic.Quality, false) => "service quality",
        (FieldTopic.Qualification, true) => "资质",
        (FieldTopic.Qualification, false) => "qualification",
        (FieldTopic.Breach, true) => "违规",
        (FieldTopic.Breach, false) => "breaches",
        (FieldTopic.Risk, true) => "风险",
        (FieldTopic.Risk, false) => "risk",
        (FieldTopic.Score, true) => "评分",
        (FieldTopic.Score, false) => "scores",
        _ => throw new NotSupportedException(topic.ToString()),
    };

    private static string Sentenced(string label) =>
        label.Length == 0 ? label : char.ToUpperInvariant(label[0]) + label[1..];
}
