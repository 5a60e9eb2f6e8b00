using Marquee.Kernel;
using Npgsql;

namespace Marquee.Serving;

/// <summary>The module's door to its tables.</summary>
internal sealed class ServingDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("serving", source, settings);
