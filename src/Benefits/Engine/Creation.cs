using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>Makes benefits: from a form, or from a round's mechanic.</summary>
internal sealed class Creation(ICatalog catalog, Registry<IBenefitType> types, SeedSource seeds)
{
    /// <summary>A benefit to make, complete and checked.</summary>
    internal sealed record Plan(IBenefitType Type, MechanicSpec Spec, Merchant? Merchant);

    /// <summary>Checks a spec and finds the merchant it names.</summary>
    public async Task<Result<Plan>> PlanAsync(
        CallContext call, string typeName, MechanicSpec spec, CancellationToken cancel)
    {
        if (!types.TryGet(typeName, out var type))
        {
            return new InvalidRequest(
                "type", "is no benefit type", typeName, string.Join(", ", types.All.Select(known => known.Name)));
        }

        var complete = SpecCheck.Complete(type, spec);
        if (!complete.IsSuccess)
        {
            return complete.Error;
        }

        if (type.MerchantOf(complete.Value) is not { } merchantId)
        {
            return new Plan(type, complete.Value, null);
        }

        var found = await catalog.FindMerchantsAsync(call, [merchantId], cancel);
        return found.TryGetValue(merchantId, out var merchant)
            ? new Plan(type, complete.Value, merchant)
            : new InvalidRequest("spec.merchant", "is no merchant here", merchantId, "the id of an imported merchant");
    }

    /// <summary>
    /// Inserts a benefit, or moves the window of the one that the mechanic has already, unless it has ended. Whoever is
    /// first writes the seed; it never changes.
    /// </summary>
    public async Task<BenefitRow> StoreAsync(
        Transaction tx, Plan plan, Guid? roundId, Guid? mechanicId, DateTimeOffset from, DateTimeOffset to,
        CancellationToken cancel)
    {
        var call = tx.Call;
        var id = call.Ids.Next<Benefit>();
        var seed = seeds.Next();
        var hash = System.Security.Cryptography.SHA256.HashData(seed);
        var stored = await tx.ScalarAsync<Guid>(
            $"""
            insert into benefits.benefit as b
                (tenant_id, benefit_id, type, name, status, round_id, mechanic_id, from_at, to_at, spec, merchant_no,
                    merchant_id,
                 seed, seed_hash, created_at)
            values ({call.Tenant.Id}, {id}, {plan.Type.Name}, {plan.Spec.Text("title")}, 'active', {roundId},
                {mechanicId},
                    {from}, {to}, {new SqlText.Json(plan.Spec)}, {plan.Merchant?.MerchantNo}, {plan.Merchant?.Id},
                    {seed}, {hash}, {call.Now})
            on conflict (tenant_id, round_id, mechanic_id) where mechanic_id is not null
                do update set from_at = case b.status when 'ended' then b.from_at else excluded.from_at end,
                              to_at = case b.status when 'ended' then b.to_at else excluded.to_at end
            returning benefit_id
            """,
            cancel);
        return (await BenefitRow.FindAsync(tx, new Id<Benefit>(stored), cancel))!;
    }
}
