using System.Security.Cryptography;
using System.Text;
using Marquee.Kernel;
using Marquee.Rules.Publication;

namespace Marquee.Rules;

/// <summary>The <c>rule.v1</c> JSON of a rule. Pure and thread-safe.</summary>
public static class RuleJson
{
    /// <summary>The format's name, the value of the document's <c>format</c>. Stored: it never changes.</summary>
    public const string Format = "rule.v1";

    /// <summary>The canonical JSON: one rule, one text, so that its hash names the rule.</summary>
    public static string Write(Rule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return CanonicalJson.Write(rule);
    }

    /// <summary>
    /// Reads a <c>rule.v1</c> document, canonical or not (order of members and white space do not matter). Unknown,
    /// missing and repeated members are refused,
    /// and so are documents above the limits. Whether fields exist is not asked here.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="catalog">Knows the entities.</param>
    public static Result<Rule> Read(string json, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(catalog);
        return JsonReading.Read(json, catalog);
    }

    /// <summary>The SHA-256 of a text's UTF-8 form, 64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    internal static string KindOf(Expr expr) => expr switch
    {
        All => "all",
        Any => "any",
        None => "none",
        OverSkus => "over_skus",
        Compare => "compare",
        Between => "between",
        CompareField => "compare_field",
        IsFlag => "is_flag",
        OneOf => "one_of",
        HasAny => "has_any",
        HasAll => "has_all",
        _ => throw new NotSupportedException(expr.GetType().Name),
    };
}
