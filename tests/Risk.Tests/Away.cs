using System.Reflection;

namespace Marquee.Risk.Tests;

/// <summary>A contract of a module that is away.</summary>
public class Away : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        throw new TimeoutException($"{targetMethod?.Name} is away.");
}
