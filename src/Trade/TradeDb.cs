using Marquee.Kernel;
using Npgsql;

namespace Marquee.Trade;

/// <summary>Trade's door to its tables.</summary>
internal sealed class TradeDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb("trade", source, settings);
