using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Jobs.Tests;

public sealed class ProbeJobTests(Database fixture) : ProbeCompliance(fixture), IClassFixture<Database>
{
    protected override string Job => "probe";
}

public sealed class WideProbeJobTests(Database fixture) : ProbeCompliance(fixture), IClassFixture<Database>
{
    protected override string Job => "wide_probe";
}

/// <summary>
/// The suite over the engine itself. The probe's effects are rows without a key, so its state is what is applied how
/// often; a second run on purpose applies them again and is no concern here.
/// </summary>
public abstract class ProbeCompliance(Database fixture) : JobCompliance
{
    protected override TestDatabase Database => fixture.Database;

    protected override IReadOnlyList<IModule> Modules => Tests.Database.Modules;

    protected override Task<object?> ArrangeAsync(TestHost host, CallContext call) =>
        Task.FromResult<object?>(new ProbeArgs(600, 60));

    protected override async Task<string> StateAsync(TestHost host, CallContext call)
    {
        // Twice after two runs, so the number of finished runs is divided out.
        var runs = await Database.ScalarAsync<long>(
            "select count(*) from jobs.run where tenant_id = $1", call.Tenant.Id);
        return await Database.ScalarAsync<string>(
            """
            select string_agg(key || '×' || n / $2, ' ' order by key) from (
                select key, count(*) n from probe.effect where tenant_id = $1 group by key) e
            """,
            call.Tenant.Id, runs) ?? "";
    }
}
