namespace Marquee.Sheets.Xlsx;

/// <summary>
/// What a part unpacks to, bounded: so many bytes in all, and so many between two opening brackets, so that neither a
/// long text nor a tag of a million attributes is ever held. The bytes decide, not what the archive says of them.
/// </summary>
internal sealed class BoundedStream(Stream inner) : Stream
{
    private long _total;
    private int _run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        _total += read;
        var rest = (ReadOnlySpan<byte>)buffer[..read];
        while (rest.Length > 0)
        {
            var bracket = rest.IndexOf((byte)'<');
            _run += bracket < 0 ? rest.Length : bracket;
            if (_run > SheetLimits.TagBytes || _total > SheetLimits.PartBytes)
            {
                throw new SheetBoundException();
            }

            if (bracket < 0)
            {
                break;
            }

            _run = 0;
            rest = rest[(bracket + 1)..];
        }

        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A part is larger than any sheet; caught where the workbook is read.</summary>
internal sealed class SheetBoundException() : IOException("The part unpacks to more than a sheet holds.");
