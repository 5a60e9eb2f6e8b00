using System.Globalization;
using System.Text;

namespace Marquee.Sheets.Xlsx;

/// <summary>The parts of a workbook that are the same for every table, and how a cell is named and escaped.</summary>
internal static class XlsxParts
{
    public const string Sheet = "xl/worksheets/sheet1.xml";
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int NameLength = 31;

    /// <summary>Everything but the sheet itself, in the order in which it is written.</summary>
    public static IEnumerable<(string Name, string Text)> Fixed(SheetLayout layout)
    {
        yield return ("[Content_Types].xml", $"""
            {Head}<Types xmlns="{Packages}/content-types">
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
            <Default Extension="xml" ContentType="application/xml"/>
            <Override PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/>
            <Override PartName="/{Sheet}" ContentType="{Types}.worksheet+xml"/>
            <Override PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/></Types>
            """);
        yield return ("_rels/.rels", $"""
            {Head}<Relationships xmlns="{Packages}/relationships">
            <Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
            """);
        yield return ("xl/_rels/workbook.xml.rels", $"""
            {Head}<Relationships xmlns="{Packages}/relationships">
            <Relationship Id="rId1" Type="{Office}/worksheet" Target="worksheets/sheet1.xml"/>
            <Relationship Id="rId2" Type="{Office}/styles" Target="styles.xml"/></Relationships>
            """);
        yield return ("xl/workbook.xml", $"""
            {Head}<workbook xmlns="{Main}" xmlns:r="{Office}">
            <sheets><sheet name="{SheetName(layout.Name)}" sheetId="1" r:id="rId1"/></sheets></workbook>
            """);
        yield return ("xl/styles.xml", Styles());
    }

    /// <summary>The sheet up to its first row.</summary>
    public static string SheetHead(SheetLayout layout)
    {
        var text = new StringBuilder($"{Head}<worksheet xmlns=\"{Main}\"><sheetViews><sheetView workbookViewId=\"0\">");
        if (layout.FrozenRows > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<pane ySplit=\"{layout.FrozenRows}\" topLeftCell=\"A{layout.FrozenRows + 1}\" ")
                .Append("activePane=\"bottomLeft\" state=\"frozen\"/>");
        }

        text.Append("</sheetView></sheetViews><cols>");
        for (var i = 0; i < layout.Widths.Count; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{layout.Widths[i]}\" customWidth=\"1\"/>");
        }

        return text.Append("</cols><sheetData>").ToString();
    }

    /// <summary>The letters of a column from 0: A, …, Z, AA, …</summary>
    public static string ColumnName(int column)
    {
        var name = "";
        for (var rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        {
            name = (char)('A' + ((rest - 1) % 26)) + name;
        }

        return name;
    }

    /// <summary>Appends a text as XML; characters that XML cannot hold are left out.</summary>
    public static void Escape(StringBuilder to, string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            switch (letter)
            {
                case '&':
                    to.Append("&amp;");
                    break;
                case '<':
                    to.Append("&lt;");
                    break;
                case '>':
                    to.Append("&gt;");
                    break;
                case '"':
                    to.Append("&quot;");
                    break;
                case '\t' or '\n' or '\r':
                    to.Append(letter);
                    break;
                case var high when char.IsHighSurrogate(high) && i + 1 < text.Length
                    && char.IsLowSurrogate(text[i + 1]):
                    to.Append(high).Append(text[++i]);
                    break;
                case var other when other >= ' ' && !char.IsSurrogate(other) && other < '\ufffe':
                    to.Append(other);
                    break;
            }
        }
    }

    private static string SheetName(string name)
    {
        const string forbidden = "[]:*?/\\'";
        var tidy = new string([.. name.Where(letter => !forbidden.Contains(letter, StringComparison.Ordinal))]).Trim();
        var text = new StringBuilder();
        Escape(text, tidy.Length == 0 ? "Sheet1" : tidy[..Math.Min(NameLength, tidy.Length)]);
        return text.ToString();
    }

    // One format for each tone, in the order of SheetTone.
    private static string Styles() => $"""
        {Head}<styleSheet xmlns="{Main}">
        <fonts count="4"><font><sz val="11"/><name val="Calibri"/></font>
        <font><b/><sz val="11"/><name val="Calibri"/></font>
        <font><sz val="11"/><color rgb="FF5D5F6D"/><name val="Calibri"/></font>
        <font><sz val="11"/><color rgb="FFB3202F"/><name val="Calibri"/></font></fonts>
        <fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFEEECFB"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFF2F2F6"/></patternFill></fill></fills>
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>
        <xf numFmtId="0" fontId="2" fillId="3" borderId="0" xfId="0" applyFont="1" applyFill="1"/>
        <xf numFmtId="0" fontId="3" fillId="0" borderId="0" xfId="0" applyFont="1"/>
        <xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>
        """;
}
