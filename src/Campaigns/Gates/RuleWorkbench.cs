using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Gates;

/// <summary>
/// What an editor of rules needs: the fields, and a rule read and printed in both languages while it is being written.
/// </summary>
internal static class RuleWorkbench
{
    internal sealed record ParseBody(Language Language = Language.Zh, string? Text = null, string? Json = null);

    internal sealed record Problem(
        string Code, string Path, string Message, int? Position, int? Line, int? Column, string? Found,
        IReadOnlyList<string> Expected, IReadOnlyList<string> Near);

    internal sealed record ParseView(
        bool Ok, RuleView? Rule, string? Json, string? Sha256, IReadOnlyList<Problem> Errors);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/rules/fields", Fields).WithName("ListRuleFields")
            .WithSummary("The fields a rule about that entity may ask for, with what may follow them")
            .AllowMembers().Rows(RowRule.Common);
        api.MapPost("/rules/parse", Parse).WithName("ParseRule")
            .WithSummary(
                "Read a rule from text or rule.v1 JSON; answers tree, both texts and JSON, or what is wrong and where")
                    .AllowMembers();
    }

    private static Answer<IReadOnlyList<FieldView>> Fields(string? entity, CallContext call, FieldCatalogs catalogs)
    {
        var catalog = catalogs.For(call);
        return catalog.TryGetEntity(entity ?? Entity.Item.Name, out var root)
            ? Answer<IReadOnlyList<FieldView>>.Of(FieldView.For(root, catalog))
            : new InvalidRequest(
                "entity", "is no entity", entity, string.Join(", ", catalog.Entities.Select(one => one.Name)));
    }

    private static Answer<ParseView> Parse(ParseBody body, CallContext call, FieldCatalogs catalogs)
    {
        if (body.Text is null == body.Json is null)
        {
            return new InvalidRequest(
                "text", "exactly one of text and json is wanted", null, "a rule as text or as rule.v1 JSON");
        }

        var catalog = catalogs.For(call);
        var read = body.Text is not null
            ? RuleText.Parse(body.Text, body.Language, catalog)
            : RuleJson.Read(body.Json!, catalog);
        if (!read.IsSuccess)
        {
            return new ParseView(false, null, null, null, [ProblemOf(read.Error)]);
        }

        var problems = RulePublication.Check(read.Value, catalog);
        if (problems.Count > 0)
        {
            return new ParseView(false, null, null, null,
                [.. problems.Select(
                    problem =>
                        new Problem(
                            "rules.invalid", problem.Path, problem.Message, null, null, null, problem.Value,
                            Listed(problem.Accepted), []))]);
        }

        var json = RuleJson.Write(read.Value);
        return new ParseView(true, RuleView.Of(read.Value, catalog), json, RuleJson.Sha256(json), []);
    }

    private static Problem ProblemOf(Error error) => error switch
    {
        TextUnreadable text => new Problem(
            text.Code, "text", text.Message, text.Position, text.Line, text.Column, text.Found, text.Expected,
            text.Near),
        _ => new Problem(
            error.Code, error.Fields is [var first, ..] ? first.Path : "", error.Message, null, null, null, null, [],
            []),
    };

    private static IReadOnlyList<string> Listed(string? accepted) => accepted is null ? [] : [accepted];
}
