using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Campaigns;

/// <summary>
/// What was filled in for a mechanic: field names with whole numbers or texts. On the wire a plain JSON object. Reading
/// a field that the schema requires never fails after the check; asking for a field under the wrong kind is a bug and
/// throws. Immutable.
/// </summary>
[JsonConverter(typeof(Converter))]
public sealed class MechanicSpec
{
    private readonly SortedDictionary<string, object> _values;

    /// <summary>
    /// A spec of these values, each a <see cref="long"/> (or <see cref="int"/>) or a <see cref="string"/>.
    /// </summary>
    public MechanicSpec(IEnumerable<KeyValuePair<string, object>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            _values.Add(name, value switch
            {
                long or string => value,
                int number => (long)number,
                _ => throw new ArgumentException($"{name} is neither a whole number nor a text.", nameof(values)),
            });
        }
    }

    /// <summary>The names that have a value, in ordinal order.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The value of a field, a <see cref="long"/> or a <see cref="string"/>; null when it has none.</summary>
    public object? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The whole number in a field (integer, money, percent, period) that must be there.</summary>
    public long Number(string name) => NumberOrNull(name) ?? throw new KeyNotFoundException($"The spec has no {name}.");

    /// <summary>The whole number in a field; null when it has none.</summary>
    public long? NumberOrNull(string name) => (long?)this[name];

    /// <summary>The text or choice in a field that must be there.</summary>
    public string Text(string name) => TextOrNull(name) ?? throw new KeyNotFoundException($"The spec has no {name}.");

    /// <summary>The text or choice in a field; null when it has none.</summary>
    public string? TextOrNull(string name) => (string?)this[name];

    private sealed class Converter : JsonConverter<MechanicSpec>
    {
        public override MechanicSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                throw new JsonException("A spec is an object.");
            }

            var values = new Dictionary<string, object>(StringComparer.Ordinal);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                object? value = reader.TokenType switch
                {
                    JsonTokenType.String => reader.GetString()!,
                    JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
                    JsonTokenType.Null => null,
                    _ => throw new JsonException($"{name} is neither a whole number nor a text."),
                };
                if (value is not null && !values.TryAdd(name, value))
                {
                    throw new JsonException($"{name} comes twice.");
                }
            }

            return new MechanicSpec(values);
        }

        public override void Write(Utf8JsonWriter writer, MechanicSpec value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            foreach (var (name, held) in value._values)
            {
                if (held is long number)
                {
                    writer.WriteNumber(name, number);
                }
                else
                {
                    writer.WriteString(name, (string)held);
                }
            }

            writer.WriteEndObject();
        }
    }
}
