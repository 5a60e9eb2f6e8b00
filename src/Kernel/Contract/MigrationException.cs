namespace Marquee.Kernel;

/// <summary>
/// The database cannot be brought to the state this program needs. The message says why and what to do.
/// </summary>
public sealed class MigrationException : Exception
{
    /// <summary>With a message for the person who starts the host.</summary>
    public MigrationException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
