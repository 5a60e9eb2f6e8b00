using System.Reflection;

namespace Marquee.Kernel.Webhooks;

/// <summary>Every event that this host can tell other systems of: what the modules declare.</summary>
internal sealed class EventCatalog
{
    public EventCatalog(IEnumerable<IModule> modules)
    {
        Events =
        [
            .. modules.Select(module => module.GetType().Assembly).Append(typeof(EventCatalog).Assembly).Distinct()
                .SelectMany(assembly => assembly.GetExportedTypes())
                .Select(type => type.GetCustomAttribute<EventAttribute>()).OfType<EventAttribute>()
                .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Version)
                .Select(one => (one.Name, one.Version)),
        ];
    }

    public IReadOnlyList<(string Name, int Version)> Events { get; }

    public bool Knows(string name) => Events.Any(one => one.Name == name);
}
