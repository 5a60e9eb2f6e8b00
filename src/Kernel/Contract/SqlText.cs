using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Marquee.Kernel;

/// <summary>
/// SQL written as an interpolated string, in which every hole becomes a parameter: <c>$"select … where id = {id}"</c>.
/// No value ever becomes part of the text. Use <see cref="Raw"/> for a constant fragment of one's own.
/// </summary>
[InterpolatedStringHandler]
public sealed class SqlText
{
    private readonly StringBuilder _text;
    private readonly List<NpgsqlParameter> _parameters;

    /// <summary>Called by the compiler.</summary>
    public SqlText(int literalLength, int formattedCount)
    {
        _text = new StringBuilder(literalLength + (formattedCount * 3));
        _parameters = new List<NpgsqlParameter>(formattedCount);
    }

    /// <summary>A constant text without parameters.</summary>
    public SqlText(string text)
        : this(text.Length, 0) => _text.Append(text);

    /// <summary>
    /// A fragment that is part of the SQL itself. Only constants of the code, never a value of a request.
    /// </summary>
    public readonly record struct Raw(string Text);

    /// <summary>A value that is stored as jsonb, written with <see cref="MarqueeJson.Options"/>.</summary>
    public readonly record struct Json(object? Value);

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Called by the compiler: a fragment.</summary>
    public void AppendFormatted(Raw fragment) => _text.Append(fragment.Text);

    /// <summary>Called by the compiler: another SQL text with its parameters.</summary>
    public void AppendFormatted(SqlText nested)
    {
        ArgumentNullException.ThrowIfNull(nested);
        var shift = _parameters.Count;
        var text = nested._text.ToString();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '$' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            {
                var end = i + 1;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                {
                    end++;
                }

                _text.Append('$').Append(
                    int.Parse(text.AsSpan(i + 1, end - i - 1), CultureInfo.InvariantCulture) + shift);
                i = end - 1;
            }
            else
            {
                _text.Append(text[i]);
            }
        }

        // Copies: a text may be part of several others, a parameter of one command only.
        _parameters.AddRange(nested._parameters.Select(parameter => parameter.Clone()));
    }

    /// <summary>Called by the compiler: a value becomes a parameter.</summary>
    public void AppendFormatted<T>(T value)
    {
        _parameters.Add(Parameter(value));
        _text.Append('$').Append(_parameters.Count.ToString(CultureInfo.InvariantCulture));
    }

    internal void ApplyTo(NpgsqlCommand command)
    {
        command.CommandText = _text.ToString();
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }
    }

    internal void ApplyTo(NpgsqlBatchCommand command)
    {
        command.CommandText = _text.ToString();
        foreach (var parameter in _parameters)
        {
            command.Parameters.Add(parameter);
        }
    }

    private static NpgsqlParameter Parameter<T>(T value) => value switch
    {
        // The declared type tells PostgreSQL what a null is; without it some statements cannot be prepared.
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NullTypeOf(typeof(T)) },
        IId id => new NpgsqlParameter { Value = id.Value },
        Json json => new NpgsqlParameter { Value = MarqueeJson.Text(json.Value), NpgsqlDbType = NpgsqlDbType.Jsonb },
        Enum member => new NpgsqlParameter { Value = EnumText.Of(member) },
        DateTimeOffset instant =>
            new NpgsqlParameter { Value = instant.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        int[] or long[] or string[] or Guid[] or short[] or bool[] or byte[] => new NpgsqlParameter { Value = value },
        DateTimeOffset[] instants =>
            new NpgsqlParameter { Value = instants, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        IEnumerable<int> numbers => new NpgsqlParameter { Value = numbers.ToArray() },
        IEnumerable<long> numbers => new NpgsqlParameter { Value = numbers.ToArray() },
        IEnumerable<string> texts when value is not string => new NpgsqlParameter { Value = texts.ToArray() },
        IEnumerable<Guid> ids => new NpgsqlParameter { Value = ids.ToArray() },
        System.Collections.IEnumerable many when many is not string && ElementIsId(many.GetType()) =>
            new NpgsqlParameter { Value = many.Cast<IId>().Select(id => id.Value).ToArray() },
        _ => new NpgsqlParameter { Value = value },
    };

    private static bool ElementIsId(Type type) => type.GetInterfaces().Any(i =>
        i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)
        && typeof(IId).IsAssignableFrom(i.GenericTypeArguments[0]));

    private static NpgsqlDbType NullTypeOf(Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            _ when type == typeof(int) => NpgsqlDbType.Integer,
            _ when type == typeof(long) => NpgsqlDbType.Bigint,
            _ when type == typeof(short) => NpgsqlDbType.Smallint,
            _ when type == typeof(bool) => NpgsqlDbType.Boolean,
            _ when type == typeof(Guid) || typeof(IId).IsAssignableFrom(type) => NpgsqlDbType.Uuid,
            _ when type == typeof(DateTimeOffset) => NpgsqlDbType.TimestampTz,
            _ when type == typeof(DateOnly) => NpgsqlDbType.Date,
            _ when type == typeof(decimal) => NpgsqlDbType.Numeric,
            _ when type == typeof(byte[]) => NpgsqlDbType.Bytea,
            _ when type == typeof(string[]) => NpgsqlDbType.Array | NpgsqlDbType.Text,
            _ when type == typeof(int[]) => NpgsqlDbType.Array | NpgsqlDbType.Integer,
            _ => NpgsqlDbType.Text,
        };
    }
}
