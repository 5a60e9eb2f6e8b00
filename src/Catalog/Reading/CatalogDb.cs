using Marquee.Kernel;
using Npgsql;

namespace Marquee.Catalog.Reading;

/// <summary>The module's door to PostgreSQL.</summary>
internal sealed class CatalogDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb(
    "catalog", source, settings);
