using Marquee.Kernel;
using Npgsql;

namespace Marquee.Campaigns;

/// <summary>The module's door to PostgreSQL.</summary>
internal sealed class CampaignsDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("campaigns", source, settings);
