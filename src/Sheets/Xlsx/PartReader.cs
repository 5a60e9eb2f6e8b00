using System.Text;
using System.Xml;

namespace Marquee.Sheets.Xlsx;

/// <summary>Steps through a part tag by tag. Names without their namespaces: strict and transitional alike.</summary>
internal sealed class PartReader(XmlReader xml) : IDisposable
{
    private readonly char[] _buffer = new char[1024];

    /// <summary>How deep the present tag stands.</summary>
    public int Depth => xml.Depth;

    /// <summary>Goes to the next node; false at the end.</summary>
    public bool Step()
    {
        if (!xml.Read())
        {
            return false;
        }

        return xml.Depth <= SheetLimits.Depth ? true : throw new SheetBoundException();
    }

    /// <summary>Whether a tag of that name begins here.</summary>
    public bool IsStart(string name) => xml.NodeType == XmlNodeType.Element && xml.LocalName == name;

    /// <summary>Whether a tag of that name ends here, also one that is empty.</summary>
    public bool IsEnd(string name) => xml.LocalName == name
        && (xml.NodeType == XmlNodeType.EndElement || (xml.NodeType == XmlNodeType.Element && xml.IsEmptyElement));

    /// <summary>The value of an attribute by its name without namespace; null when it has none.</summary>
    public string? Attribute(string name)
    {
        if (xml.NodeType != XmlNodeType.Element)
        {
            return null;
        }

        if (xml.GetAttribute(name) is { } plain)
        {
            return plain;
        }

        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == name)
            {
                var value = xml.Value;
                xml.MoveToElement();
                return value;
            }
        }

        xml.MoveToElement();
        return null;
    }

    /// <summary>Appends the text here, if it is one, as far as a cell may be long; false when it is longer.</summary>
    public bool AppendText(StringBuilder to)
    {
        if (xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace
            or XmlNodeType.Whitespace))
        {
            return true;
        }

        int read;
        while ((read = xml.ReadValueChunk(_buffer, 0, _buffer.Length)) > 0)
        {
            to.Append(_buffer, 0, read);
            if (to.Length > SheetLimits.CellLength)
            {
                return false;
            }
        }

        return true;
    }

    public void Dispose() => xml.Dispose();
}
