using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Planning;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Rules;
using Marquee.Selection;
using Marquee.Serving;
using Marquee.Storefront;
using Marquee.Trade;
using Marquee.Venues;

namespace Marquee.Host;

/// <summary>The modules of this installation, in the order in which they stand on each other.</summary>
internal static class Modules
{
    public static IReadOnlyList<IModule> All { get; } =
    [
        new RulesModule(),
        new JobsModule(),
        new LedgerModule(),
        new CatalogModule(),
        new TradeModule(),
        new RiskModule(),
        new CampaignsModule(),
        new SelectionModule(),
        new BenefitsModule(),
        new PricingModule(),
        new ServingModule(),
        new VenuesModule(),
        new PlanningModule(),
        new StorefrontModule(),
    ];
}
