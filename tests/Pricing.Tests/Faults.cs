using System.Reflection;

namespace Marquee.Pricing.Tests;

/// <summary>Counts the calls of several contracts and throws at one of them, before or after it took effect.</summary>
internal sealed class Faults
{
    private int _calls;

    /// <summary>Which call fails, from 1; 0 for none.</summary>
    public int FailAt { get; set; }

    /// <summary>Whether it fails after its effect: the answer is lost, not the deed.</summary>
    public bool After { get; set; }

    public bool Failed { get; private set; }

    public void Reset(int failAt, bool after) => (_calls, FailAt, After, Failed) = (0, failAt, after, false);

    public T Wrap<T>(T inner) where T : class
    {
        var proxy = DispatchProxy.Create<T, Proxy>();
        ((Proxy)(object)proxy).Set(this, inner);
        return proxy;
    }

    private object? Run(object inner, MethodInfo method, object?[]? args)
    {
        var fails = Interlocked.Increment(ref _calls) == FailAt;
        if (fails && !After)
        {
            Failed = true;
            throw new FaultException();
        }

        object? result;
        try
        {
            result = method.Invoke(inner, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            throw e.InnerException;
        }

        if (fails && result is Task task)
        {
            // The effect must be complete before the answer is lost. No synchronisation context here.
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            Failed = true;
            throw new FaultException();
        }

        return result;
    }

#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
    public class Proxy : DispatchProxy
#pragma warning restore CA1852
    {
        private Faults _faults = null!;
        private object _inner = null!;

        internal void Set(Faults faults, object inner) => (_faults, _inner) = (faults, inner);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _faults.Run(
            _inner, targetMethod!, args);
    }
}

internal sealed class FaultException() : Exception("A fault for the test.");
