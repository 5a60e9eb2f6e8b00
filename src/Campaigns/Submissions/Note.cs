using Marquee.Kernel;

namespace Marquee.Campaigns.Submissions;

/// <summary>Reasons that people give.</summary>
internal static class Note
{
    public static Error? Wrong(string note, string path) => note.Trim().Length is > 0 and <= Limits.NoteLength
        ? null
        : new InvalidRequest(path, "is empty or too long", note, $"1 to {Limits.NoteLength} characters");
}
