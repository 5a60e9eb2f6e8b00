using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Marquee.Kernel;

/// <summary>
/// A UUIDv7 that names a <typeparamref name="T"/> and cannot be mistaken for the id of something else.
/// On the wire and in PostgreSQL it is a plain uuid.
/// </summary>
/// <typeparam name="T">What the id names; only a marker.</typeparam>
[JsonConverter(typeof(IdJsonConverterFactory))]
public readonly record struct Id<T>(Guid Value) : IParsable<Id<T>>, IId, IComparable<Id<T>>
{
    /// <summary>Parses the 36-character form; throws <see cref="FormatException"/> otherwise.</summary>
    public static Id<T> Parse(string s, IFormatProvider? provider) => new(Guid.ParseExact(s, "D"));

    /// <summary>Parses the 36-character form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Id<T> result)
    {
        var parsed = Guid.TryParseExact(s, "D", out var value);
        result = new Id<T>(value);
        return parsed;
    }

    /// <inheritdoc/>
    public int CompareTo(Id<T> other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left id sorts before the right one.</summary>
    public static bool operator <(Id<T> left, Id<T> right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left id sorts after the right one.</summary>
    public static bool operator >(Id<T> left, Id<T> right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left id sorts before the right one or equals it.</summary>
    public static bool operator <=(Id<T> left, Id<T> right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left id sorts after the right one or equals it.</summary>
    public static bool operator >=(Id<T> left, Id<T> right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}

/// <summary>Any <see cref="Id{T}"/>, for code that stores or prints ids of every sort.</summary>
public interface IId
{
    /// <summary>The uuid.</summary>
    Guid Value { get; }
}

/// <summary>Makes ids. One per host; tests give one that repeats for a seed.</summary>
/// <param name="time">The clock that the time part of an id is read from.</param>
public class IdSource(TimeProvider time)
{
    /// <summary>A new UUIDv7.</summary>
#pragma warning disable RS0030 // This is the one place that makes ids.
    public virtual Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
#pragma warning restore RS0030

    /// <summary>A new id of a <typeparamref name="T"/>.</summary>
    public Id<T> Next<T>() => new(Next());
}

/// <summary>Writes an id as its uuid.</summary>
public sealed class IdJsonConverterFactory : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Id<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Converter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    private sealed class Converter<T> : JsonConverter<Id<T>>
    {
        public override Id<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Id<T>.TryParse(reader.GetString(), null, out var id)
                ? id
                : throw new JsonException("An id is a uuid of 36 characters.");

        public override void Write(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);

        public override Id<T> ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, Id<T> value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.ToString());
    }
}
