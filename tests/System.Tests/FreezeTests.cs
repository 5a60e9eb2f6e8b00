using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>
/// Every route that changes something is either stopped by a change freeze or says here why not: a new one has to
/// choose.
/// </summary>
public sealed class FreezeTests(Host fixture) : IClassFixture<Host>
{
    private const string Access = "who may do what is not what shoppers see";
    private const string Brake = "stops harm or puts back what was stopped: needed most while changes are frozen";
    private const string Question = "asks and changes nothing that shoppers see";
    private const string Shop = "a shop's own work or data, under the round's phases and locks";
    private const string Work = "the daily work of a round, under its phases, four eyes and locks";
    private const string Order = "an order, a payment or what follows from them";
    private const string Machinery = "jobs, imports and events: the machinery that carries changes, not a change";
    private const string Draft = "something to start from later, or an agreement that binds whoever signs it later";
    private const string Telling = "who is told of what, inside and outside, changes nothing that shoppers see";
    private const string Itself = "the freeze itself; it has four eyes of its own";

    /// <summary>Why a change freeze does not stop them, by the name of the operation.</summary>
    private static readonly Dictionary<string, string> GoesOn = new(StringComparer.Ordinal)
    {
        ["SignIn"] = Access, ["BeginSignIn"] = Access, ["LinkIdentity"] = Access,
        ["RemoveIdentity"] = Access, ["SignOut"] = Access, ["CreatePrincipal"] = Access, ["CreateTenant"] = Access,
        ["AcceptInvitation"] = Access, ["LimitShopPerson"] = Access, ["WithdrawShopPerson"] = Access,
        ["LetInServiceProvider"] = Access, ["InviteToShop"] = Access, ["WithdrawShopInvitation"] = Access,
        ["CreateKey"] = Access, ["RevokeKey"] = Access, ["MakeShopperToken"] = Access,
        ["ReplayDeadLetters"] = Machinery, ["DiscardDeadLetters"] = Machinery, ["CancelJobRun"] = Machinery,
        ["ReceiveImport"] = Machinery, ["CancelImport"] = Machinery, ["RebuildPool"] = Machinery,
        ["StartRevalidation"] = Machinery, ["MoveClock"] = Machinery,
        ["FreezeAccounts"] = Brake, ["RaiseAccount"] = Brake, ["TakeDown"] = Brake, ["ReturnTakedown"] = Brake,
        ["ChangeTakedownPolicy"] = Brake, ["ChangeBenefitStatus"] = Brake, ["RevokeGrant"] = Brake,
        ["MovePhase"] = Brake, ["RemoveSubmission"] = Brake, ["EndShopOffer"] = Brake, ["WithdrawShopPage"] = Brake,
        ["UploadAsset"] = Shop, ["EditItem"] = Shop, ["EditSku"] = Shop, ["TakeShopEvents"] = Shop,
        ["SubmitPlans"] = Shop, ["WithdrawSubmission"] = Shop, ["ConfirmSubmissions"] = Shop,
        ["ConfirmSubmission"] = Shop, ["ExitSubmission"] = Shop, ["SignAgreement"] = Shop, ["ReceiveSheet"] = Shop,
        ["StartShopCheck"] = Shop,
        ["RefundOrder"] = Order,
        ["ParseRule"] = Question, ["AskVerdicts"] = Question, ["CheckItemChanges"] = Question,
        ["AskProspects"] = Question, ["ProposeSchedule"] = Question, ["PreviewShopOffer"] = Question,
        ["SaveTemplate"] = Draft, ["RemoveTemplate"] = Draft, ["PublishAgreement"] = Draft,
        ["DecideSubmissions"] = Work, ["AssignSlots"] = Work, ["ApplyScheduleProposal"] = Work,
        ["ReadNotifications"] = Telling, ["SaveNotificationPreferences"] = Telling, ["CreateWebhook"] = Telling,
        ["ChangeWebhook"] = Telling, ["RemoveWebhook"] = Telling, ["PauseWebhook"] = Telling,
        ["ResumeWebhook"] = Telling, ["PingWebhook"] = Telling, ["ReplayWebhookDelivery"] = Telling,
        ["ReplayDeadWebhookDeliveries"] = Telling,
        ["MakeContingencyPlan"] = Draft, ["EditContingencyPlan"] = Draft, ["RemoveContingencyPlan"] = Draft,
        ["RehearseContingencyPlan"] = Question, ["StartContingencyPlan"] = Brake, ["RevertContingencyRun"] = Brake,
        ["MakeFreeze"] = Itself, ["EndFreeze"] = Itself, ["AskFreezePass"] = Itself, ["GiveFreezePass"] = Itself,
    };

    [Fact]
    public async Task Every_route_that_changes_something_is_frozen_or_says_why_not()
    {
        using var client = fixture.Process.Client();
        var document = JsonNode.Parse(
            await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)))!;
        var changes = OpenApiTests.Operations(document)
            .Where(one => one.Method != "GET" && one.Path.StartsWith("/api/", StringComparison.Ordinal))
            .ToDictionary(
                one => (string)one.Operation["operationId"]!, one => (string?)one.Operation["x-frozen-area"]);

        Assert.Equal(
            GoesOn.Keys.Order(StringComparer.Ordinal),
            changes.Where(one => one.Value is null).Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Superset(
            new HashSet<string> { "rules", "rounds", "benefits", "placements", "venues", "pools" },
            changes.Values.OfType<string>().ToHashSet());
    }
}
