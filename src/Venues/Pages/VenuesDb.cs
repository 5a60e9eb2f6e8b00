using Marquee.Kernel;
using Npgsql;

namespace Marquee.Venues;

/// <summary>The module's door to its tables.</summary>
internal sealed class VenuesDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("venues", source, settings);
