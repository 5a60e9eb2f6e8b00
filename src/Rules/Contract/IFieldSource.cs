using Marquee.Kernel;

namespace Marquee.Rules;

/// <summary>
/// The fields a module offers to rules, and their values. Registered at run time, so that a rule can ask for a field
/// whose owner the
/// asking module does not know. Implementations are thread-safe and total: they know every field they declare, for
/// every key.
/// </summary>
public interface IFieldSource : INamed
{
    /// <summary>What this source declares: constant for its lifetime.</summary>
    IReadOnlyList<FieldDeclaration> Fields { get; }

    /// <summary>
    /// Loads values, batch first. One batch equals the same keys asked one by one. An object or value that does not
    /// exist is missing,
    /// never zero and never an error. Values carry the instant at which they stood where the owner knows it; staleness
    /// is decided by the caller.
    /// Idempotent and free of side effects.
    /// </summary>
    /// <param name="call">Tenant, actor and clock.</param>
    /// <param name="root">Whose fields are asked: every field named belongs to it.</param>
    /// <param name="keys">Dense numbers of the root entity, distinct; at most ten thousand.</param>
    /// <param name="fieldNames">Distinct names of fields this source declares for the root.</param>
    /// <param name="cancel">Cancels the load.</param>
    /// <returns>The values by position: row i is keys[i], column j is fieldNames[j].</returns>
    ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel);
}

/// <summary>
/// Values by row (key) and column (field), in the order in which they were asked for. Total within those bounds.
/// </summary>
public interface IFieldTable
{
    /// <summary>The value of a field of an object; missing where the owner has none.</summary>
    /// <param name="row">The position of the key in the list that was asked for.</param>
    /// <param name="column">The position of the field in the list that was asked for.</param>
    FieldValue this[int row, int column] { get; }
}
