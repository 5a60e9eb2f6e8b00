using Marquee.Kernel;
using Npgsql;

namespace Marquee.Planning;

/// <summary>The module's door to its tables.</summary>
internal sealed class PlanningDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("planning", source, settings);
