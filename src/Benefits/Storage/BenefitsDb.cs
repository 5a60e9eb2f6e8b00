using Marquee.Kernel;
using Npgsql;

namespace Marquee.Benefits.Storage;

/// <summary>Benefits' door to PostgreSQL.</summary>
internal sealed class BenefitsDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("benefits", source, settings);
