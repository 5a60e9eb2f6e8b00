using System.Collections.Concurrent;
using System.Text.Json;

namespace Marquee.Kernel;

/// <summary>The text form of enum members in the database and on the wire: snake_case of the member's name.</summary>
public static class EnumText
{
    private static readonly ConcurrentDictionary<Enum, string> Texts = new();

    /// <summary>The text of a member: <c>CategoryManager</c> is <c>category_manager</c>.</summary>
    public static string Of(Enum member) => Texts.GetOrAdd(
        member, static m => JsonNamingPolicy.SnakeCaseLower.ConvertName(m.ToString()));

    /// <summary>The member of a text that <see cref="Of"/> made. Another text is a bug and throws.</summary>
    public static T Parse<T>(string text) where T : struct, Enum =>
        TryParse<T>(text, out var member) ? member : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    /// <summary>The member of a text, if there is one.</summary>
    public static bool TryParse<T>(string? text, out T member) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (Of(candidate) == text)
            {
                member = candidate;
                return true;
            }
        }

        member = default;
        return false;
    }
}
