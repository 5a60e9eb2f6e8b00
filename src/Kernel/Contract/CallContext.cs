using Microsoft.AspNetCore.Http;
using NodaTime;

namespace Marquee.Kernel;

/// <summary>
/// What every call carries: the tenant, who calls, the tenant's clock, the id source and the request's idempotency key.
/// Immutable and thread-safe. HTTP handlers take it as a parameter; event handlers and jobs are given one.
/// </summary>
public sealed class CallContext
{
    private static readonly IDateTimeZoneProvider Zones = DateTimeZoneProviders.Tzdb;
    private readonly TimeProvider _time;

    /// <summary>Puts a context together; normally Kernel does.</summary>
    public CallContext(
        Tenant tenant, Actor actor, TimeProvider time, IdSource ids, string? idempotencyKey = null,
        string? requestHash = null)
    {
        Tenant = tenant;
        Actor = actor;
        _time = time;
        Ids = ids;
        IdempotencyKey = idempotencyKey;
        RequestHash = requestHash;
        Time = new TenantTime(time, tenant.ClockOffset);
    }

    /// <summary>The tenant of the call.</summary>
    public Tenant Tenant { get; }

    /// <summary>Who calls.</summary>
    public Actor Actor { get; }

    /// <summary>Makes ids.</summary>
    public IdSource Ids { get; }

    /// <summary>The tenant's clock. A rehearsal tenant's is moved by an operator.</summary>
    public TimeProvider Time { get; }

    /// <summary>The instant now on the tenant's clock, UTC, cut to microseconds as PostgreSQL stores them.</summary>
    public DateTimeOffset Now
    {
        get
        {
            var now = Time.GetUtcNow();
            return new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        }
    }

    /// <summary>The <c>Idempotency-Key</c> of a control-plane mutation; null elsewhere.</summary>
    public string? IdempotencyKey { get; }

    /// <summary>The SHA-256 over method, path and body of that mutation.</summary>
    public string? RequestHash { get; }

    /// <summary>The tenant's time zone.</summary>
    public DateTimeZone Zone => Zones[Tenant.Zone];

    /// <summary>The calendar day at that instant in the tenant's zone.</summary>
    public DateOnly DayOf(DateTimeOffset instant)
    {
        var date = Instant.FromDateTimeOffset(instant).InZone(Zone).Date;
        return new DateOnly(date.Year, date.Month, date.Day);
    }

    /// <summary>The first instant of that day in the tenant's zone (not always midnight where clocks change).</summary>
    public DateTimeOffset StartOf(DateOnly day) =>
        Zone.AtStartOfDay(new LocalDate(day.Year, day.Month, day.Day)).ToDateTimeOffset().ToUniversalTime();

    /// <summary>Called by the web framework: the call of the request.</summary>
    public static ValueTask<CallContext?> BindAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ValueTask.FromResult(context.Features.Get<CallContext>());
    }

    /// <summary>The same call in the platform's own name, for work that the caller's request only triggers.</summary>
    public CallContext AsSystem() => new(Tenant, Actor.System, _time, Ids, IdempotencyKey, RequestHash);

    /// <summary>The same call in somebody's name, without a key: for work that was begun on their request.</summary>
    public CallContext As(Actor actor) => new(Tenant, actor, _time, Ids);

    /// <summary>
    /// A call below this one with a key of its own, derived from the request's: repeating the outer request repeats the
    /// inner one under the same key.
    /// </summary>
    public CallContext Under(string part) => new(
        Tenant, Actor, _time, Ids, IdempotencyKey is null ? null : IdempotencyKey + "/" + part, RequestHash);

    private sealed class TenantTime(TimeProvider inner, TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + offset;

        public override long GetTimestamp() => inner.GetTimestamp();

        public override long TimestampFrequency => inner.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            inner.CreateTimer(callback, state, dueTime, period);
    }
}
