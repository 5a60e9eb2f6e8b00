namespace Marquee.Columns.Segments;

/// <summary>
/// Many readers or one writer. A writer that waits comes before readers that come later, so that a table in constant
/// use still changes. Unlike the system's lock, it may be left on another thread than it was entered on.
/// </summary>
internal sealed class Gate
{
    private readonly object _lock = new();
    private int _readers;
    private int _waiting;
    private bool _isWriting;

    public void EnterRead()
    {
        lock (_lock)
        {
            while (_isWriting || _waiting > 0)
            {
                Monitor.Wait(_lock);
            }

            _readers++;
        }
    }

    public void ExitRead()
    {
        lock (_lock)
        {
            _readers--;
            Monitor.PulseAll(_lock);
        }
    }

    public void EnterWrite()
    {
        lock (_lock)
        {
            _waiting++;
            while (_isWriting || _readers > 0)
            {
                Monitor.Wait(_lock);
            }

            _waiting--;
            _isWriting = true;
        }
    }

    public void ExitWrite()
    {
        lock (_lock)
        {
            _isWriting = false;
            Monitor.PulseAll(_lock);
        }
    }
}
