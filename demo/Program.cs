using Marquee.Demo.Adapters;
var o = new OlistFolder(args[0]);
Console.WriteLine($"{o.Items.Rows.Count()} {o.SoldProducts} {o.Merchants.Rows.Count()} {o.Items.Rows.Count(r=>r[5]=="")} {o.Prices.Rows.Count()} {o.Categories.Rows.Count()}");
Console.WriteLine(string.Join(" | ", o.Items.Rows.First()));
var p = Marquee.Demo.Market.Picture.All(1);
for (var i = 0; i < p.Count; i += 6) File.WriteAllBytes($"/tmp/lead/pic{i:D3}.png", p[i].Png);
Console.WriteLine(p.Sum(x => x.Png.Length) / p.Count);
