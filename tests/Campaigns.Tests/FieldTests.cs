using Marquee.Kernel;
using Marquee.Rules;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>The fields that Campaigns offers keep what every source promises.</summary>
public sealed class FieldTests(Stage stage) : FieldSourceCompliance, IClassFixture<Stage>
{
    protected override async ValueTask<Subject> StartAsync()
    {
        var play = await Play.StartAsync(stage);
        await play.LockAsync(40, 41);
        var source = stage.Services.GetRequiredService<Registry<IFieldSource>>().Get("campaigns");
        return new Subject(source, stage.Database.Call(play.Tenant), new Dictionary<Entity, IReadOnlyList<int>>
        {
            [Entity.Merchant] = [1, 2],
            [Entity.Item] = [1, 2],
            [Entity.Sku] = [1, 2],
            [Entity.CampaignItem] = [1, 2],
        });
    }
}
