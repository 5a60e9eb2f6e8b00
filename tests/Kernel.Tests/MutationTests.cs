using Marquee.Kernel;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Kernel.Tests;

public sealed class MutationTests(Database fixture) : IClassFixture<Database>
{
    private readonly TestDatabase _db = fixture.Database;

    private ProbeDb Probe => new(_db.Source, _db.Settings);

    [Fact]
    public async Task The_same_request_again_gets_the_same_answer_and_does_nothing()
    {
        var call = _db.Call(await _db.NewTenantAsync(), key: "k1");
        var first = await InsertAsync(call, "a");
        var second = await InsertAsync(call, "b");

        Assert.False(first.IsReplayed);
        Assert.True(second.IsReplayed);
        Assert.Equal("a", second.Value);
        Assert.Equal(1L, await CountAsync(call));
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused_and_does_nothing()
    {
        var tenant = await _db.NewTenantAsync();
        await InsertAsync(_db.Call(tenant, key: "k1", requestHash: "one"), "a");
        var other = await InsertAsync(_db.Call(tenant, key: "k1", requestHash: "two"), "b");

        Assert.Equal("request.key_reused", other.Error?.Code);
        Assert.Equal(1L, await CountAsync(_db.Call(tenant)));
    }

    [Fact]
    public async Task A_refusal_leaves_nothing_and_may_be_tried_again_with_its_key()
    {
        var call = _db.Call(await _db.NewTenantAsync(), key: "k1");
        var refused = await Probe.MutateAsync<string>(call, async tx =>
        {
            await tx.ExecuteAsync($"insert into probe.thing values ({call.Tenant.Id}, 'half')", default);
            return new Unknown("thing", "x");
        }, default);

        Assert.Equal("request.unknown", refused.Error?.Code);
        Assert.Equal(0L, await CountAsync(call));
        Assert.False((await InsertAsync(call, "a")).IsReplayed);
    }

    [Fact]
    public async Task Of_twenty_at_the_same_time_with_one_key_one_does_it_and_all_get_its_answer()
    {
        var call = _db.Call(await _db.NewTenantAsync(), key: "k1");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => InsertAsync(call, "n" + i)));

        Assert.Single(answers, answer => !answer.IsReplayed);
        Assert.Single(answers.Select(answer => answer.Value).Distinct());
        Assert.Equal(1L, await CountAsync(call));
    }

    [Fact]
    public async Task Two_actors_may_use_the_same_key()
    {
        var tenant = await _db.NewTenantAsync();
        await InsertAsync(_db.Call(tenant, TestActor.Named("a", Role.Operator), "k1"), "a");
        Assert.False((await InsertAsync(_db.Call(tenant, TestActor.Named("b", Role.Operator), "k1"), "b")).IsReplayed);
    }

    [Fact]
    public async Task A_module_sees_only_the_rows_of_the_calls_tenant()
    {
        var one = _db.Call(await _db.NewTenantAsync());
        var other = _db.Call(await _db.NewTenantAsync());
        await InsertAsync(one, "a");

        Assert.Equal(0L, await CountAsync(other));
        var touched =
            await Probe.ReadAsync(
                other, tx => tx.ExecuteAsync($"update probe.thing set name = 'stolen'", default), default);
        Assert.Equal(0, touched);
    }

    [Fact]
    public async Task A_module_cannot_write_a_row_of_another_tenant()
    {
        var one = _db.Call(await _db.NewTenantAsync());
        var other = await _db.NewTenantAsync();
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Probe.ReadAsync(
            one, tx => tx.ExecuteAsync($"insert into probe.thing values ({other.Id}, 'smuggled')", default), default));
        Assert.Equal("42501", refused.SqlState);
    }

    [Theory]
    [InlineData("select secret_hash from kernel.machine_key")]
    [InlineData("select password_hash from kernel.principal")]
    [InlineData("select payload from kernel.outbox")]
    [InlineData("delete from kernel.audit")]
    [InlineData("create table probe.more (x int)")]
    public async Task A_modules_role_may_not(string sql)
    {
        var call = _db.Call(await _db.NewTenantAsync());
        var refused = await Assert.ThrowsAsync<PostgresException>(() => Probe.ReadAsync(
            call, tx => tx.ExecuteAsync(new SqlText(sql), default), default));
        Assert.Equal("42501", refused.SqlState);
    }

    private Task<Answer<string>> InsertAsync(CallContext call, string name) =>
        Probe.MutateAsync<string>(call, async tx =>
    {
        await tx.ExecuteAsync($"insert into probe.thing (tenant_id, name) values ({call.Tenant.Id}, {name})", default);
        return name;
    }, default);

    private Task<long> CountAsync(CallContext call) => Probe.ReadAsync(
        call, tx => tx.ScalarAsync<long>($"select count(*) from probe.thing", default), default);
}
