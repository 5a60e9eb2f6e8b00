using System.Text.Json.Serialization;

namespace Marquee.Catalog.Imports.Files;

/// <summary>A sentence in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
internal sealed record BothTexts(
    [property: JsonPropertyName("zh-CN")] string Zh, [property: JsonPropertyName("en")] string En);

/// <summary>What each fault says to people.</summary>
internal static class FaultTexts
{
    public static BothTexts Of(Fault fault)
    {
        var (column, value, detail) = (fault.Column ?? "", fault.Value ?? "", fault.Detail ?? "");
        return fault.Code switch
        {
            "catalog.not_utf8" => new("这一行不是有效的 UTF-8。", "The row is not valid UTF-8. Save the file as UTF-8."),
            "catalog.quote_not_closed" => new("引号没有闭合。", "A quote is opened and never closed."),
            "catalog.quote_misplaced" => new(
                "引号后面只能是逗号或行尾；字段内的引号要写成两个。",
                "After a closing quote only a comma or the line's end may follow; a quote within a field is doubled."),
            "catalog.row_too_long" => new($"一行最多 {detail} 字节。", $"A row has at most {detail} bytes."),
            "catalog.field_count" =>
                new($"这一行有 {value} 列，表头有 {detail} 列。", $"The row has {value} fields, the header has {detail}."),
            "catalog.not_an_object" => new("每一行应是一个 JSON 对象。", "Every line is one JSON object."),
            "catalog.not_json" => new("这一行不是有效的 JSON。", "The line is not valid JSON."),
            "catalog.nested_value" => new(
                $"{column}：只能是文本、数字、true、false 或 null。",
                $"{column}: only text, numbers, true, false and null are values."),
            "catalog.unknown_column" =>
                new($"没有名为“{value}”的列。{detail}", $"There is no column '{value}'. {detail}".TrimEnd()),
            "catalog.column_twice" => new($"{column} 出现了两次。", $"{column} stands there twice."),
            "catalog.required" => new($"{column} 必须填写。", $"{column} must have a value."),
            "catalog.too_long" => new($"{column} 最多 {detail} 个字符。", $"{column} has at most {detail} characters."),
            "catalog.bad_text" => new($"{column} 含有不可见的控制字符。", $"{column} contains control characters."),
            "catalog.not_a_number" => new(
                $"{column}：“{value}”不是整数（金额以最小货币单位填写）。",
                $"{column}: '{value}' is no whole number (amounts are in minor units)."),
            "catalog.out_of_range" =>
                new($"{column}：{value} 超出范围 {detail}。", $"{column}: {value} is outside {detail}."),
            "catalog.not_a_choice" =>
                new($"{column}：“{value}”应为 {detail} 之一。", $"{column}: '{value}' is none of {detail}."),
            "catalog.not_a_flag" =>
                new($"{column}：“{value}”应为 true 或 false。", $"{column}: '{value}' is neither true nor false."),
            "catalog.not_an_instant" => new(
                $"{column}：“{value}”应为 2026-11-01 或 2026-11-01T08:00:00Z。",
                $"{column}: '{value}' should be as 2026-11-01 or 2026-11-01T08:00:00Z."),
            "catalog.not_a_digest" =>
                new($"{column}：应为 64 位小写十六进制。", $"{column}: 64 lower-case hex digits are expected."),
            "catalog.wrong_currency" => new(
                $"币种“{value}”与结算币种 {detail} 不符。", $"The currency '{value}' is not the settlement currency {detail}."),
            "catalog.unknown_merchant" =>
                new($"没有商家“{value}”，请先导入商家。", $"There is no merchant '{value}'. Import merchants first."),
            "catalog.unknown_category" =>
                new($"没有类目“{value}”，请先导入类目。", $"There is no category '{value}'. Import categories first."),
            "catalog.unknown_sku" => new($"没有 SKU“{value}”，请先导入商品。", $"There is no SKU '{value}'. Import items first."),
            "catalog.other_merchant" => new(
                $"商品“{value}”属于商家“{detail}”，商家不能更换。",
                $"Item '{value}' belongs to merchant '{detail}'; that never changes."),
            "catalog.other_item" => new(
                $"SKU“{value}”属于商品“{detail}”，商品不能更换。",
                $"SKU '{value}' belongs to item '{detail}'; that never changes."),
            "catalog.duplicate_row" =>
                new($"“{value}”在此文件前面已出现，以先出现的为准。", $"'{value}' stands in this file before; the first row counts."),
            "catalog.item_disagrees" => new(
                $"商品“{value}”的标题、类目等与此文件前面的行不一致。",
                $"Title, category or another column of item '{value}' differs from an earlier row of this file."),
            "catalog.second_main_sku" =>
                new($"商品“{value}”在此文件中已有主 SKU。", $"Item '{value}' has its main SKU in this file already."),
            "catalog.file_not_utf8" => new($"文件编码是 {value}，请另存为 UTF-8。", $"The file is {value}. Save it as UTF-8."),
            "catalog.file_empty" =>
                new("文件是空的：第一行应为列名。", $"The file is empty. Its first line names the columns: {value}."),
            "catalog.file_header_unreadable" =>
                new("无法读取第一行的列名。", $"The first line cannot be read as a header. Columns: {value}."),
            "catalog.file_too_many_columns" => new($"最多 {value} 列。", $"A file has at most {value} columns."),
            "catalog.file_unknown_columns" =>
                new($"不认识的列：{value}。可用的列：{detail}。", $"Unknown columns: {value}. Accepted: {detail}."),
            "catalog.file_missing_columns" =>
                new($"缺少列：{value}。可用的列：{detail}。", $"Missing columns: {value}. Accepted: {detail}."),
            "catalog.file_column_twice" => new($"重复的列：{value}。", $"Columns that stand there twice: {value}."),
            "catalog.file_gone" => new("上传的文件已不在存储中。", "The uploaded file is no longer in the store."),
            _ => new(fault.Code, $"{fault.Code} {column} {value} {detail}".TrimEnd()),
        };
    }
}
