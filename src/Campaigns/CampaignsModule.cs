using Marquee.Campaigns.Agreements;
using Marquee.Campaigns.Boards;
using Marquee.Campaigns.Changes;
using Marquee.Campaigns.Contingency;
using Marquee.Campaigns.EnrollmentSheets;
using Marquee.Campaigns.Freezes;
using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Items;
using Marquee.Campaigns.Mechanics;
using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Notifications;
using Marquee.Campaigns.Plans;
using Marquee.Campaigns.Revalidation;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Scheduling;
using Marquee.Campaigns.Submissions;
using Marquee.Campaigns.Takedowns;
using Marquee.Campaigns.Templates;
using Marquee.Campaigns.Tree;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns;

/// <summary>Wires the module.</summary>
public sealed class CampaignsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Campaigns";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<CampaignsDb>();
        services.AddSingleton<ICampaigns, CampaignsService>();
        services.AddSingleton(provider => new Registry<IMechanic>(provider.GetServices<IMechanic>()));
        services.AddSingleton(_ => new Registry<CampaignType>(CampaignTypes.BuiltIn));
        services.AddSingleton<RuleLoader>();
        services.AddSingleton<Judging>();
        services.AddSingleton<PlanReading>();
        services.AddSingleton<Locking>();
        services.AddSingleton<RoundTransitions>();
        services.AddSingleton<ISeasonClones, SeasonClones>();
        services.AddSingleton<RoundTree>();
        services.AddSingleton<FreezeGate>();
        services.AddSingleton(
            provider => new Registry<IContingencyAction>(provider.GetServices<IContingencyAction>()));
        services.AddSingleton<ISubscription, DriveRuns>();
        services.AddSingleton<IContingencyAction, TakeDownStep>();
        services.AddSingleton<ITakedownSubjects, CampaignSubjects>();
        services.AddSingleton(new TakedownSurface("campaigns.enrollment", new Texts("报名与确认", "Enrollment")));
        services.AddSingleton(new TakedownSurface("campaigns.feed", new Texts("营销商品数据流", "Campaign item feed")));
        services.AddSingleton<IFieldSource, CampaignFields>();
        services.AddSingleton<Prospecting>();
        services.AddSingleton<IJob, RevalidateRound>();
        services.AddSingleton<IJob, CheckShop>();
        services.AddSingleton<IJob, SubmitSheet>();
        services.AddSingleton<ISubscription, ReopenChangedItems>();
        services.AddSingleton<INotificationKind, DecisionNotification>();
        services.AddSingleton<INotificationKind, PhaseNotification>();
        services.AddHostedService<RoundTicker>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var api = routes.Api;
        Seasons.Map(api);
        AddCampaign.Map(api);
        AddRound.Map(api);
        EditRound.Map(api);
        EditNodes.Map(api);
        ListCampaigns.Map(api);
        CloneSeason.Map(api);
        ReleaseSeason.Map(api);
        KeepTemplates.Map(api);
        StartFromTemplate.Map(api);
        Inbox.Map(api);
        ShowRounds.Map(api);
        MovePhase.Map(api);
        ListMechanics.Map(api);
        RuleDocuments.Map(api);
        RuleWorkbench.Map(api);
        SubmitPlans.Map(api);
        AskVerdicts.Map(api);
        DecideSubmissions.Map(api);
        WithdrawSubmission.Map(api);
        AssignSlots.Map(api);
        ConfirmSubmissions.Map(api);
        LeaveRound.Map(api);
        ListSubmissions.Map(api);
        ShowSubmission.Map(api);
        CheckItemChanges.Map(api);
        ReadItems.Map(api);
        StartRevalidation.Map(api);
        RoundBoard.Map(api);
        SeasonBoard.Map(api);
        ListOpportunities.Map(api);
        StartShopCheck.Map(api);
        ListCandidates.Map(api);
        AskProspects.Map(api);
        ListToDos.Map(api);
        ListLocks.Map(api);
        PublishAgreement.Map(api);
        SignAgreement.Map(api);
        DownloadTemplate.Map(api);
        ReceiveSheet.Map(api);
        ReadSheets.Map(api);
        StockBoard.Map(api);
        KeepFreezes.Map(api);
        PassFreeze.Map(api);
        KeepPlans.Map(api);
        RunPlans.Map(api);
    }
}
