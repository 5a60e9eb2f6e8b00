using Marquee.Kernel;
using Npgsql;

namespace Marquee.Pricing;

/// <summary>Pricing's door to its tables.</summary>
internal sealed class PricingDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("pricing", source, settings);
