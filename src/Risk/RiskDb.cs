using Marquee.Kernel;
using Npgsql;

namespace Marquee.Risk;

/// <summary>The module's door to its tables.</summary>
internal sealed class RiskDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb("risk", source, settings);
