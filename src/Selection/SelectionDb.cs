using Marquee.Kernel;
using Npgsql;

namespace Marquee.Selection;

/// <summary>The module's door to its tables.</summary>
internal sealed class SelectionDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("selection", source, settings);
