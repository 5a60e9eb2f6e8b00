using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>What one draw of a lottery came to. The same on every repeat of its request.</summary>
/// <param name="BenefitId">The lottery.</param>
/// <param name="Sequence">
/// The draw's number within the lottery, from 1: unique, rising; with the seed it gives the ticket.
/// </param>
/// <param name="Ticket">The number drawn, 0 to 999,999.</param>
/// <param name="Prize">The code of the prize won; null for none.</param>
/// <param name="Title">What the shopper reads: the prize's title, or that of the consolation.</param>
/// <param name="GrantId">The grant in the wallet; null when nothing was won.</param>
/// <param name="IsConsolation">
/// Whether it is the consolation: no prize was drawn, or the one drawn was sold out.
/// </param>
public sealed record DrawOutcome(
    Id<Benefit> BenefitId, long Sequence, int Ticket, string? Prize, string Title, Id<Grant>? GrantId,
    bool IsConsolation);
