namespace Marquee.Client;

/// <summary>A file that Marquee took in.</summary>
/// <param name="Id">The import.</param>
/// <param name="Kind">categories, merchants, items, prices or shoppers.</param>
/// <param name="Status">queued, running, done, failed, …</param>
public sealed record Import(Guid Id, string Kind, string Status);

/// <summary>A webhook that was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">What its requests are signed with; told this once.</param>
public sealed record Webhook(Guid Id, string? Secret = null);
