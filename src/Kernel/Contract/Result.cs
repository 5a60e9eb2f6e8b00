using System.Diagnostics.CodeAnalysis;

namespace Marquee.Kernel;

/// <summary>Either a value or an expected refusal. Made by implicit conversion from either.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public readonly record struct Result<T>
{
    private readonly T _value;

    private Result(T value, Error? error)
    {
        _value = value;
        Error = error;
    }

    /// <summary>The refusal; null on success.</summary>
    public Error? Error { get; }

    /// <summary>Whether there is a value.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>The value. Reading it on a refusal is a bug and throws.</summary>
    public T Value => Error is null
        ? _value
        : throw new InvalidOperationException($"A refused result has no value: {Error.Code}: {Error.Message}");

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    public static implicit operator Result<T>(Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new(default!, error);
    }

    /// <summary>A success, where the implicit conversion does not apply (interfaces).</summary>
    public static Result<T> Of(T value) => new(value, null);

    /// <summary>The same refusal, or the value mapped.</summary>
    public Result<TOut> Map<TOut>(Func<T, TOut> map) => Error is { } error ? error : Result<TOut>.Of(map(_value));
}

/// <summary>The value of a result that carries nothing.</summary>
public readonly record struct Done
{
    /// <summary>The one value.</summary>
    public static Done Instance => default;
}
