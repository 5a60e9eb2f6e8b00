using Marquee.Kernel;
using Npgsql;

namespace Marquee.Jobs.Runs;

/// <summary>The module's door to PostgreSQL.</summary>
internal sealed class JobsDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb("jobs", source, settings);
