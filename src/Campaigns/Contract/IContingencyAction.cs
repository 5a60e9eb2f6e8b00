using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>
/// One kind of step of a contingency plan (预案): what can be switched, by its module, and switched back. Registered by
/// the owner of what it changes (<c>services.AddSingleton&lt;IContingencyAction, …&gt;()</c>). Implementations are
/// stateless and thread-safe; expected trouble is an error, a fault is thrown and tried again.
/// </summary>
public interface IContingencyAction : INamed
{
    /// <summary>What people call it.</summary>
    Texts Label { get; }

    /// <summary>What a step has to say. At most 5.</summary>
    IReadOnlyList<ContingencySetting> Settings { get; }

    /// <summary>
    /// Checks that the step could be taken now, and changes nothing. Returns what stands now, as a text of at most
    /// 1,000 characters that <see cref="PutBackAsync"/> understands.
    /// </summary>
    Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel);

    /// <summary>
    /// Takes the step, in a transaction of its own, and writes to the audit why. Idempotent: what is so already stays.
    /// </summary>
    Task<Error?> TakeAsync(CallContext call, ContingencyStep step, string why, CancellationToken cancel);

    /// <summary>
    /// Puts back what stood before, if what stands now is still what the step made; otherwise somebody decided anew,
    /// and that stays. Idempotent.
    /// </summary>
    Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel);
}

/// <summary>What a step has to say, by name.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Hint">What is accepted.</param>
public sealed record ContingencySetting(string Name, Texts Label, Texts Hint);

/// <summary>A step of a plan.</summary>
/// <param name="Name">What people call this step.</param>
/// <param name="Action">The name of the <see cref="IContingencyAction"/>.</param>
/// <param name="Settings">What the action asks for, by name.</param>
public sealed record ContingencyStep(string Name, string Action, IReadOnlyDictionary<string, string> Settings);

/// <summary>A step cannot be put back, because what it made is no longer what stands.</summary>
/// <param name="What">What was changed since, as <c>kind:id</c>.</param>
public sealed record ChangedSince(string What) : Error("campaigns.changed_since", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{What} was changed after the step; what was decided then stays. Put it back by hand if it should be.";
}

/// <summary>A plan that was never tried in its present form is not started.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Failing">The steps that could not be taken when it was tried last.</param>
public sealed record PlanNotRehearsed(string Plan, IReadOnlyList<string> Failing)
    : Error("campaigns.plan_not_rehearsed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => Failing.Count == 0
        ? $"Plan '{Plan}' was not rehearsed since it was changed. Rehearse it; that changes nothing."
        : $"Plan '{Plan}' was rehearsed, and these steps could not be taken: {string.Join(", ", Failing)}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["failing"] = Failing };
}

/// <summary>The plan is on already, or the run is not in the state for this.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Run">The run.</param>
/// <param name="State">Its state.</param>
public sealed record PlanIsOn(string Plan, Guid Run, string State) : Error("campaigns.plan_is_on", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"Plan '{Plan}' is {State}; see run {Run}.";
}
