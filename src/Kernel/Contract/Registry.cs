using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Marquee.Kernel;

/// <summary>Something that is found by its name. The name is stored in data: it never changes.</summary>
public interface INamed
{
    /// <summary>The unique name among its kind: lower case, digits, underscores, dots.</summary>
    string Name { get; }
}

/// <summary>
/// The implementations of one extension point, by unique name. Readers see a snapshot, which is replaced as a whole:
/// a reader that took an implementation keeps it until it is done. Thread-safe.
/// </summary>
/// <typeparam name="T">The extension point.</typeparam>
public sealed class Registry<T> where T : class, INamed
{
    private volatile FrozenDictionary<string, T> _snapshot;

    /// <summary>Starts with the built-in implementations. Two of one name are a programming error and throw.</summary>
    public Registry(IEnumerable<T> builtIn)
    {
        ArgumentNullException.ThrowIfNull(builtIn);
        _snapshot = Snapshot(builtIn);
    }

    /// <summary>All implementations, by name order.</summary>
    public IReadOnlyList<T> All => [.. _snapshot.Values.OrderBy(x => x.Name, StringComparer.Ordinal)];

    /// <summary>Finds an implementation by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out T? found) => _snapshot.TryGetValue(name, out found);

    /// <summary>The implementation of that name. Asking for one that does not exist is a bug and throws.</summary>
    public T Get(string name) => TryGet(name, out var found)
        ? found
        : throw new KeyNotFoundException(
            $"No {typeof(T).Name} is named '{name}'. Known: "
                + $"{string.Join(", ", _snapshot.Keys.Order(StringComparer.Ordinal))}.");

    /// <summary>Replaces all implementations at once.</summary>
    public void Swap(IEnumerable<T> implementations) => _snapshot = Snapshot(implementations);

    private static FrozenDictionary<string, T> Snapshot(IEnumerable<T> implementations)
    {
        var byName = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var implementation in implementations)
        {
            if (!byName.TryAdd(implementation.Name, implementation))
            {
                throw new InvalidOperationException($"Two {typeof(T).Name} are named '{implementation.Name}'.");
            }
        }

        return byName.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
