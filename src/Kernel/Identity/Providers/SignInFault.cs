namespace Marquee.Kernel.Identity.Providers;

/// <summary>
/// Why a sign-in at a provider came to nothing, as the sign-in page is told. The framework's handler passes exceptions
/// on, so it is one; it ends at the handler's failure event.
/// </summary>
internal sealed class SignInFault(string reason) : Exception
{
    /// <summary>The attempt was begun in another browser, or too long ago, or ended already.</summary>
    public const string Expired = "expired";

    /// <summary>The person said no at the provider.</summary>
    public const string Denied = "denied";

    /// <summary>The provider is away or answers what cannot be read.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>The provider did not accept the code, or refused otherwise.</summary>
    public const string Refused = "refused";

    /// <summary>The provider does not say whose account it is.</summary>
    public const string NoSubject = "no_subject";

    /// <summary>The account belongs to nobody here.</summary>
    public const string Unlinked = "unlinked";

    /// <summary>The person may not sign in any more.</summary>
    public const string Disabled = "disabled";

    /// <summary>The invitation is unknown, was accepted, withdrawn or has expired.</summary>
    public const string InvitationOver = "invitation_over";

    public string Reason { get; } = reason;
}
