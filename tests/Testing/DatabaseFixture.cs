using Marquee.Kernel;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// A <see cref="TestDatabase"/> as a class or collection fixture:
/// <c>public sealed class Database() : DatabaseFixture(new CatalogModule());</c>
/// </summary>
/// <param name="modules">In the order of the host: a module after those it references.</param>
public abstract class DatabaseFixture(params IModule[] modules) : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database; there once the fixture is initialised.</summary>
    public TestDatabase Database =>
        _database ?? throw new InvalidOperationException("The fixture is not initialised yet.");

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(modules);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
