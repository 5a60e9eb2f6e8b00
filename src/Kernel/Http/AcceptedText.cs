using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Marquee.Kernel.Http;

/// <summary>What would be accepted where a value of a type is read, in words.</summary>
internal static class AcceptedText
{
    private const int Names = 40;

    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsEnum)
        {
            return "one of " + string.Join(", ", Enum.GetValues(plain).Cast<Enum>().Select(EnumText.Of));
        }

        if (typeof(IId).IsAssignableFrom(plain) || plain == typeof(Guid))
        {
            return "a uuid of 36 characters";
        }

        return Number(plain) ?? Known(plain) ?? Shape(plain);
    }

    /// <summary>The type that is read at that path below another; null when the path leaves what is declared.</summary>
    /// <param name="root">The type of the body.</param>
    /// <param name="path">The path as the JSON reader gives it: <c>$.skus[3].price</c>.</param>
    /// <param name="parent">The innermost declared type on the way.</param>
    public static Type? At(Type root, string path, out Type parent)
    {
        var at = root;
        parent = root;
        foreach (var step in path.TrimStart('$').Split('.', '[').Select(step => step.Trim(']', '\'')).Where(
            step => step.Length > 0))
        {
            parent = Nullable.GetUnderlyingType(at) ?? at;
            var info = MarqueeJson.Options.GetTypeInfo(parent);
            var next = info.Kind switch
            {
                JsonTypeInfoKind.Object => info.Properties.FirstOrDefault(
                    property => property.Name.Equals(step, StringComparison.OrdinalIgnoreCase))?.PropertyType,
                JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => info.ElementType,
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            at = next;
        }

        return at;
    }

    private static string? Number(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int16 => Whole(short.MinValue, short.MaxValue),
        TypeCode.Int32 => Whole(int.MinValue, int.MaxValue),
        TypeCode.Int64 => Whole(long.MinValue, long.MaxValue),
        TypeCode.Decimal or TypeCode.Double or TypeCode.Single => "a number",
        TypeCode.Boolean => "true or false",
        TypeCode.String => "a text",
        TypeCode.Byte or TypeCode.Char or TypeCode.DateTime or TypeCode.DBNull or TypeCode.Empty or TypeCode.Object
            or TypeCode.SByte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 => null,
        _ => null,
    };

    private static string? Known(Type type)
    {
        if (type == typeof(DateTimeOffset))
        {
            return "an instant with its zone, such as 2026-11-11T00:00:00+08:00";
        }

        if (type == typeof(DateOnly))
        {
            return "a day, such as 2026-11-11";
        }

        return type == typeof(JsonElement) ? "JSON" : null;
    }

    private static string Shape(Type type)
    {
        var info = MarqueeJson.Options.GetTypeInfo(type);
        return info.Kind switch
        {
            JsonTypeInfoKind.Enumerable => "a list, each entry " + Of(info.ElementType!),
            JsonTypeInfoKind.Object => "an object of "
                + string.Join(", ", info.Properties.Select(property => property.Name).Take(Names)),
            JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.None => "an object",
            _ => "an object",
        };
    }

    private static string Whole(long from, long to) =>
        string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}");
}
