using System.IO.Compression;
using System.Xml;
using Marquee.Kernel;

namespace Marquee.Sheets.Xlsx;

/// <summary>Reads the first sheet of a workbook. Faults of reading become refusals here, and nowhere else.</summary>
internal static class XlsxReader
{
    public static IEnumerable<Result<SheetRow>> Read(Stream file)
    {
        if (file.Length > SheetLimits.FileBytes)
        {
            yield return Faults.Bytes();
            yield break;
        }

        var opened = Guarded(() => Opened.Of(file));
        if (!opened.IsSuccess)
        {
            yield return opened.Error;
            yield break;
        }

        using var workbook = opened.Value;
        var rows = 0;
        while (true)
        {
            var next = Guarded(() => workbook.Sheet.Next());
            if (next is { IsSuccess: true, Value: null })
            {
                yield break;
            }

            if (!next.IsSuccess || ++rows > SheetLimits.Rows)
            {
                yield return next.Error ?? Faults.Rows();
                yield break;
            }

            yield return next.Value!;
        }
    }

    private static Result<T> Guarded<T>(Func<Result<T>> read)
    {
        try
        {
            return read();
        }
        catch (SheetBoundException)
        {
            return Faults.Unpacked();
        }
        catch (Exception e) when (e is XmlException or System.Text.DecoderFallbackException)
        {
            return Faults.Damaged("XML");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            return Faults.NotAWorkbook();
        }
    }

    private sealed class Opened(ZipArchive archive, PartReader part, SheetRows sheet) : IDisposable
    {
        public SheetRows Sheet => sheet;

        public static Result<Opened> Of(Stream file)
        {
            file.Position = 0;
            var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var package = new XlsxPackage(archive);
            if (package.Fault() is { } fault)
            {
                archive.Dispose();
                return fault;
            }

            if (package.FirstSheet() is not { } name)
            {
                archive.Dispose();
                return Faults.NotAWorkbook();
            }

            var texts = SharedTexts.Read(package);
            if (!texts.IsSuccess)
            {
                archive.Dispose();
                return texts.Error;
            }

            var part = package.Read(name);
            return new Opened(archive, part, new SheetRows(part, texts.Value));
        }

        public void Dispose()
        {
            part.Dispose();
            archive.Dispose();
        }
    }
}
