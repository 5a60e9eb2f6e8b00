using System.Buffers;

namespace Marquee.Sheets.Xlsx;

/// <summary>
/// Takes what a writer writes without waiting, and passes it on with waiting: a web server lets nobody block.
/// </summary>
internal sealed class DrainStream(Stream output) : Stream
{
    private readonly ArrayBufferWriter<byte> _held = new(SheetLimits.BufferBytes * 2);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public bool IsFull => _held.WrittenCount >= SheetLimits.BufferBytes;

    public async ValueTask DrainAsync(CancellationToken cancel)
    {
        await output.WriteAsync(_held.WrittenMemory, cancel);
        _held.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => _held.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _held.Write(buffer);

    public override void Flush()
    {
        // What is held goes on when it is drained.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
