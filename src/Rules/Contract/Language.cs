namespace Marquee.Rules;

/// <summary>A language that rules can be printed in and read from.</summary>
public enum Language
{
    /// <summary>Simplified Chinese (zh-CN).</summary>
    Zh,
    /// <summary>English.</summary>
    En,
}
