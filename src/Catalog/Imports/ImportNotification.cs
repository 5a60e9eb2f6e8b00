using Marquee.Kernel;

namespace Marquee.Catalog.Imports;

/// <summary>Operators hear how imports ended: of each kind of import the latest.</summary>
internal sealed class ImportNotification : INotificationKind
{
    public string Name => "catalog.imports";

    public Texts Label { get; } = new("导入完成", "Imports that ended");

    public IReadOnlyList<string> EventNames { get; } = ["catalog.import_finished"];

    public bool IsMailed => false;

    public Task<IReadOnlyList<Notification>> OfAsync(Delivery delivery, CancellationToken cancel)
    {
        var import = delivery.Read<ImportFinished>();
        var isDone = import.Status == "done";
        return Task.FromResult<IReadOnlyList<Notification>>(
        [
            new(
                import.Kind,
                isDone
                    ? new Texts($"导入完成：{import.Kind}", $"Import done: {import.Kind}")
                    : new Texts($"导入未完成：{import.Kind}", $"Import not done: {import.Kind}"),
                new Texts(
                    $"新增 {import.Created}，更新 {import.Updated}，不变 {import.Unchanged}，拒绝 {import.Refused}。",
                    $"New: {import.Created}. Changed: {import.Updated}. Unchanged: {import.Unchanged}. "
                        + $"Refused: {import.Refused}."),
                "imports", Recipients.Staff(Role.Operator)),
        ]);
    }
}
