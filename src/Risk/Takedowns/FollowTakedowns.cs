using Marquee.Kernel;
using Marquee.Risk.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Risk.Takedowns;

/// <summary>
/// Surfaces outside of Marquee (the shop's own search, its cache, its app) follow the list and acknowledge it like
/// those inside.
/// </summary>
internal static class FollowTakedowns
{
    internal sealed record EntryView(
        Id<Takedown> Id, TakedownKind Kind, string Subject, DateTimeOffset TakenAt, DateTimeOffset? Until);

    internal sealed record ListView(long Revision, IReadOnlyList<EntryView> Entries);

    internal sealed record AckBody(string Surface, string Host, long Revision);

    public static void Map(RouteGroupBuilder serve)
    {
        serve.MapGet("/takedowns", ListAsync).WithName("FollowTakedowns").WithSummary(
            "Everything that is down now, with the revision to acknowledge; ask at least once a second")
            .Allow(Role.Machine);
        serve.MapPost("/takedowns/acknowledgements", AcknowledgeAsync).WithName("AcknowledgeTakedowns").WithSummary(
            "A surface outside says that it follows a revision; again changes nothing")
            .Allow(Role.Machine);
    }

    private static async Task<Answer<ListView>> ListAsync(
        CallContext call, TakedownBoard board, CancellationToken cancel)
    {
        var list = await board.CertainAsync(call, cancel);
        return new ListView(
            list.Revision,
            [
                .. list.All.Where(one => one.HoldsAt(call.Now)).OrderBy(one => one.Id)
                    .Select(one => new EntryView(one.Id, one.Kind, one.Subject, one.TakenAt, one.Until)),
            ]);
    }

    private static async Task<Answer<Done>> AcknowledgeAsync(
        AckBody body, CallContext call, TakedownBoard board, Acknowledgements acknowledgements,
        CancellationToken cancel)
    {
        var list = await board.CertainAsync(call, cancel);
        if (Wrong(body, list.Revision, acknowledgements.Surfaces) is { } wrong)
        {
            return wrong;
        }

        await acknowledgements.WriteAsync(call, body.Host, [body.Surface], body.Revision, cancel);
        return Done.Instance;
    }

    internal static InvalidRequest? Wrong(AckBody body, long head, IReadOnlyList<TakedownSurface> own)
    {
        var wrong = new List<FieldError>();
        if (!IsName(body.Surface) || own.Any(one => one.Name == body.Surface))
        {
            wrong.Add(new FieldError(
                "surface", "is no name of a surface outside", body.Surface,
                $"1 to {RiskLimits.NameLength} of a-z, 0-9, dot, hyphen and underscore, and none of Marquee's own"));
        }

        if (!IsName(body.Host))
        {
            wrong.Add(new FieldError(
                "host", "is no name of a host", body.Host,
                $"1 to {RiskLimits.NameLength} of a-z, 0-9, dot, hyphen and underscore"));
        }

        if (body.Revision < 1 || body.Revision > head)
        {
            wrong.Add(new FieldError("revision", "was never given out", $"{body.Revision}", $"1 to {head}"));
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    private static bool IsName(string text) => text.Length is > 0 and <= RiskLimits.NameLength
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
