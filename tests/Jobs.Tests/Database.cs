using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Jobs.Tests;

/// <summary>One per class: the workers of a host take up whatever is due in their database.</summary>
public sealed class Database() : DatabaseFixture(Modules)
{
    internal static IModule[] Modules => [new JobsModule(), new ProbeModule()];

    /// <summary>Every key whose effect did not happen exactly once, and how often it did.</summary>
    public async Task<string> WrongEffectsAsync(CallContext call, long keys) => await Database.ScalarAsync<string>(
        """
        select coalesce(string_agg(key || '×' || n, ' '), '') from (
            select k as key, count(e.key) n from generate_series(0, $2 - 1) k
            left join probe.effect e on e.key = k and e.tenant_id = $1 group by k having count(e.key) <> 1) wrong
        """,
        call.Tenant.Id, keys) ?? "";
}
