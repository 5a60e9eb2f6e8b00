namespace Marquee.Kernel.Notifications;

/// <summary>Who has notifications: people, of staff and of shops. Machines have webhooks.</summary>
internal static class Reader
{
    public static Role[] Roles => [.. EndpointRules.Staff, .. EndpointRules.MerchantPeople];

    /// <summary>The caller as a person; null for machines.</summary>
    public static Guid? Of(CallContext call) =>
        call.Actor.Kind == ActorKind.Person && Guid.TryParse(call.Actor.Id, out var id) ? id : null;
}
