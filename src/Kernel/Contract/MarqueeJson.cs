using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Marquee.Kernel;

/// <summary>
/// The one way that JSON is written and read: camelCase, enums as snake_case, unknown members refused.
/// </summary>
public static class MarqueeJson
{
    /// <summary>The options. Read-only.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(
        new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Applies the conventions to other options (those of the web framework).</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        // What may be null may be left out.
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver())
            .WithAddedModifier(static type =>
            {
                foreach (var property in type.Properties)
                {
                    property.IsRequired &= property.PropertyType.IsValueType
                        ? Nullable.GetUnderlyingType(property.PropertyType) is null
                        : !property.IsSetNullable;
                }
            });
        options.AllowDuplicateProperties = false;
        options.MaxDepth = 32;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        return options;
    }

    /// <summary>The JSON text of a value.</summary>
    public static string Text(object? value) => JsonSerializer.Serialize(value, Options);

    /// <summary>
    /// The value of a JSON text that this installation wrote. A text that does not fit is a bug and throws.
    /// </summary>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"null is no {typeof(T).Name}.");
}
