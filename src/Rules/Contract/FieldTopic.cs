namespace Marquee.Rules;

/// <summary>
/// What a field is about. A clause that may not be shown is announced by the topics of its fields, never by anything
/// else.
/// </summary>
public enum FieldTopic
{
    /// <summary>Plain properties: category, title, brand, region.</summary>
    Basic,
    /// <summary>Prices and discounts.</summary>
    Price,
    /// <summary>Stock and supply.</summary>
    Stock,
    /// <summary>Sales, traffic, orders.</summary>
    Sales,
    /// <summary>Ratings, refunds, complaints, service.</summary>
    Quality,
    /// <summary>Admission, licences, deposits, agreements.</summary>
    Qualification,
    /// <summary>Breaches and penalties.</summary>
    Breach,
    /// <summary>Risk signals.</summary>
    Risk,
    /// <summary>Scores computed by the platform.</summary>
    Score,
}
