using Marquee.Demo.Adapters;

namespace Marquee.Demo.Tests;

public sealed class DataSetTests
{
    private const string Retail = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    [Fact]
    public void A_set_is_found_in_its_folder_and_in_the_one_above() => Sets.Open(
        folder =>
        {
            var below = Directory.CreateDirectory(Path.Combine(folder, "online-retail")).FullName;
            File.WriteAllText(Path.Combine(below, "online_retail_apr_dec.csv"), Retail);
            Assert.Equal("online-retail", DataSets.Find(below)?.Name);
            Assert.Equal("online-retail", DataSets.Find(folder)?.Name);
            return true;
        });

    [Fact]
    public void A_folder_of_something_else_is_no_set() =>
        Assert.Null(Sets.Open(DataSets.Find, ("products.txt", "nothing")));
}
