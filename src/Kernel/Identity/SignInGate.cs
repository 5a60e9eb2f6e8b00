using System.Collections.Concurrent;

namespace Marquee.Kernel.Identity;

/// <summary>
/// What keeps signing in from being tried without end: how many passwords are checked at once, because each costs a
/// good part of a second on purpose, and the pause of names that do not exist, which must be told as that of those that
/// do. Thread-safe.
/// </summary>
internal sealed class SignInGate(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _checking = new(KernelLimits.PasswordsAtOnce);
    private readonly ConcurrentDictionary<string, (int Failures, DateTimeOffset At)> _unknown = new();
    private int _waiting;

    /// <summary>Checks a password when it is its turn; null when too many wait already.</summary>
    public async Task<bool?> IsPasswordAsync(string password, string stored, CancellationToken cancel)
    {
        if (Interlocked.Increment(ref _waiting) > KernelLimits.PasswordsWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _checking.WaitAsync(cancel);
            try
            {
                return Secrets.IsPassword(password, stored);
            }
            finally
            {
                _checking.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Until when a name that does not exist is paused.</summary>
    public DateTimeOffset? PausedUntil(string name) =>
        _unknown.TryGetValue(name, out var seen) && seen.Failures >= KernelLimits.SignInFailures
        && seen.At + KernelLimits.SignInPause > time.GetUtcNow()
            ? seen.At + KernelLimits.SignInPause
            : null;

    /// <summary>Counts a failure of a name that does not exist.</summary>
    public void CountUnknown(string name)
    {
        if (name.Length > KernelLimits.ExternalIdLength)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_unknown.Count >= KernelLimits.UnknownNames)
        {
            var oldest = _unknown.OrderBy(seen => seen.Value.At).Take(KernelLimits.UnknownNames / 2).ToList();
            foreach (var (old, _) in oldest)
            {
                _unknown.TryRemove(old, out _);
            }
        }

        _unknown.AddOrUpdate(
            name, (1, now),
            (_, seen) => (seen.Failures >= KernelLimits.SignInFailures ? 1 : seen.Failures + 1, now));
    }

    public void Dispose() => _checking.Dispose();
}
