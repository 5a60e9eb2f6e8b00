namespace Marquee.Kernel;

/// <summary>Something that another system tells of one of its entities.</summary>
public interface ITold
{
    /// <summary>Unique among everything that system tells; a repeat has the same.</summary>
    string Id { get; }

    /// <summary>What sort of thing is told.</summary>
    string Type { get; }

    /// <summary>When it happened there.</summary>
    DateTimeOffset At { get; }

    /// <summary>The external id of what it is about.</summary>
    string Entity { get; }

    /// <summary>That system's version of the entity; rises with every change of it, gaps are fine.</summary>
    long Version { get; }
}

/// <summary>What became of something told. Stored and sent by name: members are never renamed.</summary>
public enum ToldOutcome
{
    /// <summary>It was taken over.</summary>
    Applied,
    /// <summary>Something as new or newer is known of the entity; nothing was changed.</summary>
    Superseded,
    /// <summary>The same id and content came before; nothing was changed.</summary>
    Repeated,
    /// <summary>What it refers to is not known yet; it is tried again when that comes.</summary>
    Parked,
    /// <summary>It cannot be taken over; the reason says why.</summary>
    Refused,
}

/// <summary>The answer to one thing told.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Before">Of a repeat: what became of the first, as it stands now.</param>
/// <param name="Code">Of a refusal: the stable code.</param>
/// <param name="Reason">Of a refusal: a sentence.</param>
/// <param name="WaitsFor">Of a parked one: what it waits for, as <c>kind:id</c>.</param>
public sealed record ToldAnswer(
    string Id, ToldOutcome Outcome, ToldOutcome? Before = null, string? Code = null, string? Reason = null,
    string? WaitsFor = null);

/// <summary>What a module decides about something told.</summary>
/// <param name="Outcome">Applied, superseded, parked or refused.</param>
/// <param name="Error">Why it is refused.</param>
/// <param name="WaitsFor">What it waits for, as <c>kind:id</c>.</param>
public sealed record ToldDecision(ToldOutcome Outcome, Error? Error = null, string? WaitsFor = null)
{
    /// <summary>It was taken over.</summary>
    public static ToldDecision Applied { get; } = new(ToldOutcome.Applied);

    /// <summary>Something as new or newer is known.</summary>
    public static ToldDecision Superseded { get; } = new(ToldOutcome.Superseded);

    /// <summary>It waits for that.</summary>
    public static ToldDecision Wait(string kind, string id) => new(ToldOutcome.Parked, WaitsFor: kind + ":" + id);

    /// <summary>It cannot be taken over.</summary>
    public static ToldDecision Refuse(Error error) => new(ToldOutcome.Refused, error);
}

/// <summary>Something told, as it is kept and listed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">What sort of thing.</param>
/// <param name="Entity">What it is about.</param>
/// <param name="Version">The version of that.</param>
/// <param name="At">When it happened.</param>
/// <param name="ReceivedAt">When it was received first, on the tenant's clock.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Code">The code of a refusal.</param>
/// <param name="Reason">The sentence of a refusal.</param>
/// <param name="WaitsFor">What a parked one waits for.</param>
public sealed record ToldRow(
    string Id, string Type, string Entity, long Version, DateTimeOffset At, DateTimeOffset ReceivedAt,
    ToldOutcome Outcome, string? Code, string? Reason, string? WaitsFor);

/// <summary>How many things told stand where.</summary>
/// <param name="Applied">Taken over.</param>
/// <param name="Superseded">Known better.</param>
/// <param name="Parked">Waiting.</param>
/// <param name="Refused">Refused.</param>
/// <param name="OldestParked">Since when the oldest waits.</param>
public sealed record ToldCounts(
    long Applied, long Superseded, long Parked, long Refused, DateTimeOffset? OldestParked);
