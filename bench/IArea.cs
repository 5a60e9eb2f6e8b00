namespace Marquee.Bench;

/// <summary>An area: cases that are measured together, each beside a peer of the same run.</summary>
internal interface IArea
{
    /// <summary>Its name on the command line and of its files in <c>results/</c>.</summary>
    string Name { get; }

    /// <summary>What it measures, in a few words.</summary>
    string About { get; }

    /// <summary>Measures and adds its rows to the run.</summary>
    Task MeasureAsync(Run run);
}
