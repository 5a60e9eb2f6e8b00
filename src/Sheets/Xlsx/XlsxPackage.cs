using System.IO.Compression;
using System.Text;
using System.Xml;
using Marquee.Kernel;

namespace Marquee.Sheets.Xlsx;

/// <summary>
/// A workbook's archive, looked at before anything in it is read: what acts or reaches out is refused by its name and
/// type, what is too large by what it says it is.
/// </summary>
internal sealed class XlsxPackage(ZipArchive archive)
{
    private static readonly string[] Reaching =
    [
        "xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/connections.xml", "xl/querytables/",
        "xl/webextensions/", "xl/model/", "xl/customdata/",
    ];

    private static readonly string[] Acting = ["xl/vbaproject", "xl/macrosheets/", "xl/dialogsheets/"];

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = SheetLimits.PartBytes,
        CloseInput = true,
    };

    /// <summary>Why the workbook is refused; null when it is fit to be read.</summary>
    public SheetFault? Fault()
    {
        if (archive.Entries.Count > SheetLimits.Parts
            || archive.Entries.Sum(entry => (decimal)entry.Length) > SheetLimits.UnpackedBytes)
        {
            return Faults.Unpacked();
        }

        foreach (var entry in archive.Entries)
        {
            var name = entry.FullName.Replace('\\', '/').TrimStart('/');
            if (Acting.Any(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase)))
            {
                return Faults.Macros();
            }

            if (Reaching.Any(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase)))
            {
                return Faults.Links(name[..Math.Min(80, name.Length)]);
            }
        }

        return Find("[Content_Types].xml") is null || Find("xl/workbook.xml") is null ? Faults.NotAWorkbook()
            : IsMacroType() ? Faults.Macros() : null;
    }

    /// <summary>The part of the first sheet; null when the workbook names none that is there.</summary>
    public string? FirstSheet()
    {
        string? id = null;
        using (var book = Read("xl/workbook.xml"))
        {
            while (id is null && book.Step())
            {
                if (book.IsStart("sheet"))
                {
                    id = book.Attribute("id");
                }
            }
        }

        if (id is null || Find("xl/_rels/workbook.xml.rels") is null)
        {
            return null;
        }

        using var links = Read("xl/_rels/workbook.xml.rels");
        while (links.Step())
        {
            if (links.IsStart("Relationship") && links.Attribute("Id") == id && links.Attribute("Target") is { } target)
            {
                var part = target.StartsWith('/') ? target[1..] : "xl/" + target;
                return links.Attribute("TargetMode") != "External" && Find(part) is not null ? part : null;
            }
        }

        return null;
    }

    /// <summary>Whether the part is there.</summary>
    public bool Has(string name) => Find(name) is not null;

    /// <summary>Opens a part for reading from its beginning.</summary>
    public PartReader Read(string name)
    {
        var entry = Find(name) ?? throw new XmlException("The part is missing.");
        // As UTF-8 whatever it says of itself: the bounds count bytes of that.
        var text = new StreamReader(
            new BoundedStream(entry.Open()), new UTF8Encoding(false, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: false, SheetLimits.BufferBytes);
        if (text.Peek() == '\ufeff')
        {
            text.Read();
        }

        return new PartReader(XmlReader.Create(text, Settings));
    }

    private bool IsMacroType()
    {
        using var types = Read("[Content_Types].xml");
        while (types.Step())
        {
            if (types.Attribute("ContentType") is { } type
                && (type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
                    || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private ZipArchiveEntry? Find(string name) => archive.Entries.FirstOrDefault(
        entry => entry.FullName.Equals(name, StringComparison.OrdinalIgnoreCase));
}
