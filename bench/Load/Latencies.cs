namespace Marquee.Bench.Load;

/// <summary>How long answers took, in milliseconds.</summary>
internal sealed class Latencies
{
    private readonly List<double> _ms = [];
    private bool _sorted;

    public int Count => _ms.Count;

    public void Add(double ms)
    {
        lock (_ms)
        {
            _ms.Add(ms);
            _sorted = false;
        }
    }

    /// <summary>The value that so many of a hundred do not exceed.</summary>
    public double Percentile(double percent)
    {
        if (!_sorted)
        {
            _ms.Sort();
            _sorted = true;
        }

        return _ms.Count == 0 ? 0 : _ms[Math.Min(_ms.Count - 1, (int)Math.Ceiling(_ms.Count * percent / 100) - 1)];
    }
}
