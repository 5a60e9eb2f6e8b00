using System.Text;
using Marquee.Kernel;

namespace Marquee.Sheets.Xlsx;

/// <summary>The workbook's table of texts, which its cells name by number; the only part that is held.</summary>
internal static class SharedTexts
{
    public static Result<List<string>> Read(XlsxPackage package)
    {
        var texts = new List<string>();
        if (!package.Has("xl/sharedStrings.xml"))
        {
            return texts;
        }

        using var part = package.Read("xl/sharedStrings.xml");
        var (text, total, reading, phonetic) = (new StringBuilder(), 0L, false, false);
        while (part.Step())
        {
            if (part.IsStart("si"))
            {
                text.Clear();
            }

            // Phonetic runs say how a text is pronounced; they are no part of it.
            phonetic = part.IsStart("rPh") || (phonetic && !part.IsEnd("rPh"));
            reading = part.IsStart("t") ? !part.IsEnd("t") : reading && !part.IsEnd("t");
            if (reading && !phonetic && !part.AppendText(text))
            {
                return Faults.Cell(0, 0);
            }

            if (part.IsEnd("si"))
            {
                total += text.Length;
                if (total > SheetLimits.SharedCharacters || texts.Count == SheetLimits.SharedTexts)
                {
                    return Faults.Unpacked();
                }

                texts.Add(text.ToString().Trim());
            }
        }

        return texts;
    }
}
