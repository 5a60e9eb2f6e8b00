using System.Collections.Concurrent;

namespace Marquee.Kernel.Http;

/// <summary>
/// How often one caller may call: a bucket of two seconds' worth that refills all the time. A bucket that has not been
/// touched for that long is full, which is the same as none, so forgetting it is no favour; that bounds the memory.
/// Each host counts for itself. Thread-safe.
/// </summary>
internal sealed class RateGate(MarqueeSettings settings, TimeProvider time)
{
    private const double BurstSeconds = 2;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);
    private long _swept;

    /// <summary>How many callers are remembered at the moment.</summary>
    public int Remembered => _buckets.Count;

    /// <summary>The refusal when the caller has used up what it has for now; null when it may go on.</summary>
    public RateExceeded? Take(ActorKind kind, string id)
    {
        var perSecond = kind switch
        {
            ActorKind.Machine => settings.RatePerKey,
            ActorKind.Person or ActorKind.Shopper => settings.RatePerPerson,
            ActorKind.System or ActorKind.Anonymous => 0,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no kind of caller"),
        };
        if (perSecond == 0)
        {
            return null;
        }

        var now = time.GetTimestamp();
        if (!_buckets.TryGetValue(id, out var bucket))
        {
            if (_buckets.Count >= KernelLimits.RateCallers && !Sweep(now))
            {
                // More callers than can be told apart within two seconds: none of them is the one to stop.
                return null;
            }

            bucket = _buckets.GetOrAdd(id, _ => new Bucket(perSecond * BurstSeconds, now));
        }

        lock (bucket)
        {
            var passed = time.GetElapsedTime(bucket.At, now).TotalSeconds;
            bucket.Left = Math.Min(perSecond * BurstSeconds, bucket.Left + (passed * perSecond));
            bucket.At = now;
            if (bucket.Left < 1)
            {
                return new RateExceeded(perSecond);
            }

            bucket.Left--;
            return null;
        }
    }

    /// <summary>Forgets full buckets, at most once a second; whether there is room now.</summary>
    private bool Sweep(long now)
    {
        var last = Interlocked.Read(ref _swept);
        if (time.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1)
            || Interlocked.CompareExchange(ref _swept, now, last) != last)
        {
            return false;
        }

        foreach (var (id, bucket) in _buckets)
        {
            if (time.GetElapsedTime(bucket.At, now).TotalSeconds >= BurstSeconds)
            {
                _buckets.TryRemove(id, out _);
            }
        }

        return _buckets.Count < KernelLimits.RateCallers;
    }

    private sealed class Bucket(double left, long at)
    {
        public double Left { get; set; } = left;

        public long At { get; set; } = at;
    }
}

/// <summary>The caller calls more often than it may.</summary>
internal sealed record RateExceeded(int PerSecond) : Error("request.rate_exceeded", ErrorKind.TooMany)
{
    public override string Message =>
        $"More than {PerSecond} requests a second came under this key. Wait a second and repeat the same request.";

    public override TimeSpan? RetryAfter => TimeSpan.FromSeconds(1);
}
