using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Agreements;

/// <summary>
/// An operator publishes what merchants have to agree to. A changed text is a new version, which is signed anew.
/// </summary>
internal static class PublishAgreement
{
    internal sealed record Body(Texts Title, Texts Text);

    internal sealed record View(string Code, int Version);

    public static void Map(RouteGroupBuilder api) => api
        .MapPut("/agreements/{code}", HandleAsync).WithName(nameof(PublishAgreement))
        .WithSummary("Publish an agreement that merchants sign; rules ask for it by its code").Allow(Role.Operator);

    private static async Task<Answer<View>> HandleAsync(
        string code, Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (Wrong(code, body) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var last = await tx.FindAsync(
                $"""
                select version, title, body from campaigns.agreement
                where tenant_id = {call.Tenant.Id} and code = {code} order by version desc limit 1
                """,
                row => new { Version = row.GetInt32(0), Title = row.Json<Texts>(1), Body = row.Json<Texts>(2) },
                cancel);
            if (last is not null && last.Title == body.Title && last.Body == body.Text)
            {
                return new View(code, last.Version);
            }

            var version = (last?.Version ?? 0) + 1;
            await tx.ExecuteAsync($"""
                insert into campaigns.agreement (tenant_id, code, version, title, body, published_at, published_by)
                values ({call.Tenant.Id}, {code}, {version}, {new SqlText.Json(body.Title)},
                    {new SqlText.Json(body.Text)}, {call.Now}, {call.Actor.Name})
                """, cancel);
            await tx.AuditAsync("campaigns.agreement.published", $"agreement:{code}", new { version }, cancel);
            return new View(code, version);
        }, cancel);
    }

    internal static InvalidRequest? Wrong(string code, Body body)
    {
        var wrong = new List<FieldError>();
        if (code.Length is 0 or > 60 || code[0] == '-'
            || !code.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
        {
            wrong.Add(new FieldError(
                "code", "is no code", code[..Math.Min(200, code.Length)], "1 to 60 of a-z, 0-9 and hyphen"));
        }

        foreach (var (path, text, most) in new[]
        {
            ("title.zh-CN", body.Title.Zh, Limits.NameLength), ("title.en", body.Title.En, Limits.NameLength),
            ("text.zh-CN", body.Text.Zh, Limits.AgreementLength), ("text.en", body.Text.En, Limits.AgreementLength),
        })
        {
            if (string.IsNullOrWhiteSpace(text) || text.Length > most)
            {
                wrong.Add(new FieldError(path, "is missing or too long", null, $"1 to {most} characters"));
            }
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }
}
