namespace Marquee.Columns;

/// <summary>Every bound of this module, each with the reason for its number.</summary>
public static class ColumnsLimits
{
    /// <summary>
    /// Rows of a shard: 16 chunks of a bitmap, 4 MiB of 32-bit values: enough to stream, small enough to share out over
    /// cores.
    /// </summary>
    public const int ShardRows = 1 << 20;

    /// <summary>Words of a shard's bits.</summary>
    public const int ShardWords = ShardRows / 64;

    /// <summary>Rows of a table: dense ids are ints; 512 shards are half a billion rows.</summary>
    public const int Rows = 512 * ShardRows;

    /// <summary>Columns of a table: several times the fields that any module declares.</summary>
    public const int Columns = 256;

    /// <summary>Texts of a dictionary, over all columns of a table: ids fit 24 bits of a set.</summary>
    public const int Texts = 1 << 24;

    /// <summary>UTF-16 units of a text: as long as an external id or a category's path may be.</summary>
    public const int TextLength = 512;

    /// <summary>Texts of one row in a column of sets: tags of an item, licences of a shop.</summary>
    public const int TextsOfRow = 1_000;

    /// <summary>Rows that one batch of changes may touch: its memory stays within tens of megabytes.</summary>
    public const int RowsOfBatch = 1_000_000;
}
