using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Rules.Tests;

internal static class Calls
{
    public static DateTimeOffset Now => FakeClock.Start;

    public static CallContext Call(string currency = "CNY")
    {
        var clock = new FakeClock();
        var tenant = Tenant.Platform with { Currency = currency };
        return new CallContext(tenant, TestActor.Person(Role.Operator), clock, new SeededIds(1, clock));
    }
}
