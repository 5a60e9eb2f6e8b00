namespace Marquee.Rules.Evaluation;

/// <summary>Where a field stands in a row: among the root's values or among those of each SKU.</summary>
internal sealed record Slot(FieldDeclaration Field, FieldLabel Label, bool OfSku, int Index)
{
    public FieldValue Read(RuleRow row, int sku) => OfSku ? row.SkuValue(sku, Index) : row.RootValue(Index);
}
