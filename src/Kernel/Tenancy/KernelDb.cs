using Npgsql;

namespace Marquee.Kernel;

/// <summary>Kernel's own door: the owner's role, which sees all tenants. No other module is given it.</summary>
internal sealed class KernelDb(NpgsqlDataSource source) : ModuleDb("kernel", source, role: null);
