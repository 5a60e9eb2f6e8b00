using System.Text.Json.Serialization;

namespace Marquee.Kernel;

/// <summary>
/// One thing said in both languages of the product. On the wire <c>{"zh-CN": "…", "en": "…"}</c>; the reader picks.
/// </summary>
/// <param name="Zh">Simplified Chinese.</param>
/// <param name="En">English.</param>
public sealed record Texts(
    [property: JsonPropertyName("zh-CN")] string Zh, [property: JsonPropertyName("en")] string En);
