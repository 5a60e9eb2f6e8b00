using Marquee.Kernel;

namespace Marquee.Storefront.Visits;

/// <summary>Forms are taken from our own pages only.</summary>
internal sealed record ForeignForm() : Error("storefront.foreign_form", ErrorKind.Forbidden)
{
    public override string Message =>
        "The form was sent from another site, or the browser does not say from where.";
}
