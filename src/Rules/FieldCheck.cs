using Marquee.Kernel;

namespace Marquee.Rules;

/// <summary>
/// Every module declares its fields alone; only all of them together show that two have one label, and then no rule of
/// any tenant can be read.
/// </summary>
internal sealed class FieldCheck(Registry<IFieldSource> sources) : IStartCheck
{
    // Currencies bring units of their own in a script of their own, which labels may run into.
    private static readonly string[] Currencies = ["CNY", "USD", "JPY", "KWD"];

    public IEnumerable<string> Wrong() => Currencies
        .Select(currency => FieldCatalog.Create(sources.All, currency).Error?.Message).OfType<string>().Distinct()
        .Select(message => "The modules' rule fields make no catalogue: " + message);
}
