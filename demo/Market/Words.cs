namespace Marquee.Demo.Market;

/// <summary>The vocabulary of the generated market.</summary>
internal static class Words
{
    /// <summary>
    /// A leaf category: code, names, what is sold there, the picture's shape, the price level in fen, the weight in
    /// grams.
    /// </summary>
    internal sealed record Category(
        string Code, string Zh, string En, string[] Things, string[] Specs, Shape Shape, int PriceMinor, int WeightG);

    public static readonly (string Code, string Zh, string En)[] Departments =
    [
        ("apparel", "服饰", "Apparel"), ("home", "家居", "Home"), ("food", "食品", "Food"),
        ("beauty", "美妆", "Beauty"), ("digital", "数码", "Digital"), ("sports", "运动", "Sports"),
    ];

    public static readonly Category[] Categories =
    [
        new("apparel/shirts", "衬衫", "Shirts", ["牛津纺衬衫", "亚麻衬衫", "条纹衬衫", "法兰绒衬衫"], ["S", "M", "L", "XL"], Shape.Shirt,
            15900, 280),
        new("apparel/dresses", "连衣裙", "Dresses", ["碎花连衣裙", "针织连衣裙", "背心裙"], ["S", "M", "L"], Shape.Dress, 25900, 420),
        new("apparel/shoes", "鞋靴", "Shoes", ["帆布鞋", "乐福鞋", "切尔西靴", "板鞋"], ["37", "38", "39", "40", "41", "42"],
            Shape.Shoe, 32900, 900),
        new("apparel/bags", "箱包", "Bags", ["托特包", "双肩包", "斜挎包"], ["黑", "驼", "墨绿"], Shape.Bag, 29900, 700),
        new("home/lamps", "灯具", "Lamps", ["台灯", "落地灯", "床头灯"], ["暖光", "中性光"], Shape.Lamp, 19900, 1500),
        new("home/kitchen", "厨具", "Kitchen", ["珐琅锅", "砂锅", "汤锅", "平底锅"], ["20厘米", "24厘米", "28厘米"], Shape.Pot, 23900,
            2600),
        new("home/cups", "杯壶", "Cups", ["马克杯", "随行杯", "茶杯"], ["白", "青", "赭"], Shape.Cup, 5900, 350),
        new("home/textiles", "家纺", "Textiles", ["四件套", "毛毯", "浴巾"], ["1.5米", "1.8米"], Shape.Box, 29900, 1800),
        new("food/tea", "茶叶", "Tea", ["龙井", "普洱", "茉莉花茶", "铁观音"], ["100克", "250克", "500克"], Shape.Tin, 12900, 300),
        new("food/snacks", "零食", "Snacks", ["每日坚果", "海苔脆", "芝麻酥", "果干"], ["一袋", "三袋装", "礼盒"], Shape.Pouch, 3990, 400),
        new("food/oil", "粮油", "Oil and grain", ["橄榄油", "菜籽油", "芝麻油"], ["500毫升", "1升"], Shape.Bottle, 6990, 1000),
        new("beauty/skin", "护肤", "Skin care", ["保湿面霜", "精华乳", "洁面乳"], ["30毫升", "50毫升"], Shape.Jar, 18900, 160),
        new("beauty/scent", "香氛", "Scents", ["木质香水", "柑橘香水", "香薰蜡烛"], ["30毫升", "100毫升"], Shape.Flask, 36900, 320),
        new("beauty/hair", "洗护", "Hair care", ["洗发水", "护发素", "发膜"], ["400毫升", "750毫升"], Shape.Bottle, 6900, 600),
        new("digital/audio", "影音", "Audio", ["头戴耳机", "蓝牙耳机", "桌面音箱"], ["黑", "白"], Shape.Headphones, 49900, 450),
        new("digital/phones", "手机", "Phones", ["折叠手机", "轻薄手机", "长续航手机"], ["128GB", "256GB", "512GB"], Shape.Phone,
            329900, 210),
        new("digital/watches", "手表", "Watches", ["智能手表", "运动手表"], ["42毫米", "46毫米"], Shape.Watch, 99900, 90),
        new("sports/balls", "球类", "Balls", ["篮球", "足球", "排球"], ["5号", "7号"], Shape.Ball, 12900, 600),
        new("sports/fitness", "健身", "Fitness", ["瑜伽垫", "哑铃", "弹力带"], ["标准", "加厚"], Shape.Box, 9900, 2200),
        new("sports/outdoor", "户外", "Outdoor", ["保温壶", "帐篷", "登山包"], ["单人", "双人"], Shape.Flask, 21900, 1600),
    ];

    public static readonly string[] Adjectives =
    [
        "轻薄", "加厚", "复古", "简约", "手工", "有机", "便携", "经典", "限定", "柔软", "耐磨", "静音", "日式", "北欧", "原木", "渐变",
    ];

    public static readonly string[] Brands =
    [
        "晴川", "拾木", "南禾", "云岫", "白榆", "青屿", "乌有", "半夏", "知远", "鹿鸣", "海棠", "星野", "松间", "月白", "九里", "山雨",
        "微澜", "朝露", "木槿", "素问", "长安里", "小满", "霁色", "归去来",
    ];

    public static readonly string[] Regions =
        ["浙江", "广东", "江苏", "上海", "福建", "山东", "四川", "北京", "河南", "湖北", "安徽", "云南"];

    public static readonly string[] Licences = ["business", "food", "cosmetics", "3c", "brand"];
}

/// <summary>What a drawn picture shows.</summary>
internal enum Shape
{
    Shirt, Dress, Shoe, Bag, Lamp, Pot, Cup, Box, Tin, Pouch, Bottle, Jar, Flask, Headphones, Phone, Watch, Ball,
}
