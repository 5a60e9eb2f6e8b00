namespace Marquee.Bench.Peers;

/// <summary>The same account behind one lock, in memory only: nothing of it survives a fall.</summary>
internal sealed class LockedTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ulong, long> _answers = [];
    private readonly Dictionary<ulong, long> _uses = [];
    private long _left = long.MaxValue;

    public double Rate(int draws)
    {
        var began = TimeProvider.System.GetTimestamp();
        Parallel.For(0, 2, worker =>
        {
            for (var i = worker; i < draws; i += 2)
            {
                Take(unchecked(((ulong)i + 1) * 0x9E3779B97F4A7C15), 1);
            }
        });
        return draws / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private bool Take(ulong key, long units)
    {
        lock (_lock)
        {
            if (_answers.ContainsKey(key) || _uses.GetValueOrDefault(key) + units > 5 || _left < units)
            {
                return false;
            }

            _left -= units;
            _uses[key] = _uses.GetValueOrDefault(key) + units;
            _answers[key] = _left;
            return true;
        }
    }
}
