using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Planning.Proposals;
using Marquee.Rules;
using Marquee.Testing;

namespace Marquee.Planning.Tests;

public sealed class PlanningDatabase() : DatabaseFixture(new PlanningModule());

public sealed class ProposalTests(PlanningDatabase fixture) : IClassFixture<PlanningDatabase>
{
    private readonly OneRound _round = new();
    private CallContext _call = null!;

    private PlanningDb Db => new(fixture.Database.Source, fixture.Database.Settings);

    private FieldCatalogs Catalogs => new(new Registry<IFieldSource>([_round]));

    [Fact]
    public async Task The_best_scores_get_the_places_and_the_rest_is_told_why_in_both_languages()
    {
        _round.Slots.Add(new Slot(OneRound.Id<Slot>(1), "首位", 1, 1, 0, []));
        _round.Item(1, score: 45);
        _round.Item(2, score: 48);
        _round.Item(3, score: null);
        var places = await PlacesOfAsync(await ProposeAsync());
        Assert.Equal(["item-2", "item-1", "item-3"], places.Select(place => place.ItemId));
        Assert.Equal([true, false, false], places.Select(place => place.SlotId is not null));
        Assert.Equal("capacity", Assert.Single(places[1].Bounds).Bound);
        Assert.Equal("测试分 4.5，排第 2 位，没有坑位：“首位”已满（1）。", places[1].Why.Zh);
        Assert.Equal("test score unknown, rank 3, no slot: \"首位\" is full (1).", places[2].Why.En);
    }

    [Fact]
    public async Task The_same_round_gives_the_same_proposal_and_a_changed_score_another()
    {
        _round.Slots.Add(new Slot(OneRound.Id<Slot>(1), "首位", 1, 1, 0, []));
        _round.Item(1, score: 45);
        var (first, second) = (await ProposeAsync(), await ProposeAsync());
        Assert.Equal(first.InputSha256, second.InputSha256);
        _round.Scores[1] = 46;
        Assert.NotEqual(first.InputSha256, (await ProposeAsync()).InputSha256);
    }

    [Fact]
    public async Task Applying_hands_the_placements_over_and_keeps_what_was_refused()
    {
        _round.Slots.Add(new Slot(OneRound.Id<Slot>(1), "首位", 1, 2, 0, []));
        _round.Item(1, score: 45);
        _round.Item(2, score: 48);
        _round.Item(3, score: 1);
        _round.Refused.Add(OneRound.Id<Submission>(1));
        var proposal = await ProposeAsync();
        Assert.Empty(_round.Assigned);
        var applied = await ApplyAsync(proposal, "apply");
        Assert.Equal((ProposalStatus.Applied, 1, 1),
            (applied.Value.Status, applied.Value.Assigned, applied.Value.Refused));
        Assert.Equal([48L, 45L], _round.Assigned.Select(assignment => assignment.Score!.Value));
        var refused = Assert.Single(await PlacesOfAsync(proposal), place => place.Refusal is not null);
        Assert.Equal("item-1", refused.ItemId);
    }

    [Fact]
    public async Task A_proposal_is_applied_once_and_its_request_may_be_repeated()
    {
        _round.Slots.Add(new Slot(OneRound.Id<Slot>(1), "首位", 1, 2, 0, []));
        _round.Item(1, score: 45);
        var proposal = await ProposeAsync();
        await ApplyAsync(proposal, "apply");
        var again = await ApplyAsync(proposal, "apply");
        Assert.True(again.IsReplayed);
        Assert.Equal("planning.already_applied", (await ApplyAsync(proposal, "other")).Error?.Code);
        Assert.Single(_round.Assigned);
    }

    [Fact]
    public async Task A_field_that_is_no_number_of_the_item_cannot_rank()
    {
        await CallAsync("x");
        var refused = await ProposeSchedule.HandleAsync(
            _call, OneRound.RoundId.Value, new ProposeSchedule.Body("item.nothing"), Db, _round, Catalogs, default);
        Assert.Equal("planning.field_not_ranking", refused.Error?.Code);
    }

    private async Task<ScheduleProposal> ProposeAsync()
    {
        await CallAsync($"propose-{fixture.Database.Ids.Next()}");
        var proposed = await ProposeSchedule.HandleAsync(
            _call, OneRound.RoundId.Value, new ProposeSchedule.Body(OneRound.Score), Db, _round, Catalogs, default);
        Assert.Null(proposed.Error);
        return proposed.Value;
    }

    private async Task<Answer<ScheduleProposal>> ApplyAsync(ScheduleProposal proposal, string key)
    {
        await CallAsync(key);
        return await ApplyProposal.HandleAsync(_call, proposal.Id, Db, _round, default);
    }

    private async Task<IReadOnlyList<ProposedPlace>> PlacesOfAsync(ScheduleProposal proposal) => await Db.ReadAsync(
        _call,
        tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(ProposalRows.PlaceColumns)} from planning.place
            where tenant_id = {_call.Tenant.Id} and proposal_id = {proposal.Id} order by position
            """, ProposalRows.Place, default),
        default);

    private async Task CallAsync(string key) => _call = fixture.Database.Call(
        _call?.Tenant ?? await fixture.Database.NewTenantAsync(), key: key);
}
