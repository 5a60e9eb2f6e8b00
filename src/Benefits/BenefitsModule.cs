using Marquee.Benefits.Draws;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Grants;
using Marquee.Benefits.Manage;
using Marquee.Benefits.Shops;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Subscriptions;
using Marquee.Benefits.Types;
using Marquee.Benefits.Wallet;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Benefits;

/// <summary>Benefits' wiring.</summary>
public sealed class BenefitsModule : IModule
{
    /// <inheritdoc/>
    public string Name => "Benefits";

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        AddType(services, new CouponType());
        AddType(services, new LotteryType());
        services.AddSingleton<Registry<IBenefitType>>();
        services.AddSingleton<BenefitsDb>();
        services.AddSingleton(SeedSource.Secret);
        services.AddSingleton<BenefitAccounts>();
        services.AddSingleton<RoundWindows>();
        services.AddSingleton<Takedowns>();
        services.AddSingleton<ITakedownSubjects, BenefitSubjects>();
        services.AddSingleton<IChangedRounds, CreateBenefit.Changed>();
        services.AddSingleton<IContingencyAction, PauseBenefit>();
        services.AddSingleton(new TakedownSurface("benefits.claims", new Texts("领券与抽奖", "Claims and draws")));
        services.AddSingleton(new TakedownSurface("benefits.wallet", new Texts("券包与用券", "Wallets and coupons")));
        services.AddSingleton<Entries>();
        services.AddSingleton<Holds>();
        services.AddSingleton<ShopperStates>();
        services.AddSingleton<Creation>();
        services.AddSingleton<Shoppers>();
        services.AddSingleton<BenefitService>();
        services.AddSingleton<IBenefits>(provider => provider.GetRequiredService<BenefitService>());
        services.AddSingleton<ShopDesk>();
        services.AddSingleton<IShopOffers>(provider => provider.GetRequiredService<ShopDesk>());
        services.AddSingleton<MakeShopOffer>();
        services.AddSingleton<ISubscription, RoundBenefits>();
        services.AddSingleton<ISubscription, TradeGiveBack>();
        services.AddHostedService<Sweep>();
    }

    /// <inheritdoc/>
    public void Map(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        CreateBenefit.Map(routes.Api);
        ListBenefits.Map(routes.Api);
        ShowBenefit.Map(routes.Api);
        ChangeStatus.Map(routes.Api);
        ListTypes.Map(routes.Api);
        KeepShopLimits.Map(routes.Api);
        MakeShopOffer.Map(routes.Api);
        EndShopOffer.Map(routes.Api);
        ReadShopOffers.Map(routes.Api);
        ListGrants.Map(routes.Api);
        ShowGrant.Map(routes.Api);
        RevokeGrant.Map(routes.Api);
        ListDraws.Map(routes.Api);
        ShowFairness.Map(routes);
        ClaimBenefit.Map(routes.Serve);
        DrawLottery.Map(routes.Serve);
        ShowWallet.Map(routes.Serve);
        ShowStates.Map(routes.Serve);
    }

    // Every type is at the same time a mechanic that rounds can have.
    private static void AddType(IServiceCollection services, IBenefitType type)
    {
        services.AddSingleton(type);
        services.AddSingleton<IMechanic>(new BenefitMechanic(type));
    }
}
