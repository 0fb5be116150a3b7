using System.Collections.Immutable;
using Lert.Grains.Requesters;

namespace Lert.Domain.Requesters;

/// <summary>
/// An agency, or one officer of it. Which cases an officer has is in the journal alone, a line for each: so the state stays small however many there are, and a
/// recall reads them stretch by stretch.
/// </summary>
public sealed record RequesterState
{
    public static RequesterState Initial { get; } = new();

    public string Agency { get => field ?? ""; init; } = "";

    /// <summary>Null for an agency.</summary>
    public string? Officer { get; init; }

    public AgencyProfile? Profile { get; init; }
    public OfficerProfile? Person { get; init; }
    public RequesterEvent.Verified? Verified { get; init; }

    /// <summary>The latest calls about the officer.</summary>
    public ImmutableArray<OfficerCall> Calls { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How many cases named the officer.</summary>
    public int Cases { get; init; }

    public ImmutableArray<RecentEmergency> Emergencies { get => field.IsDefault ? [] : field; init; } = [];
    public RecallState? Recall { get; init; }

    public bool Exists => Agency.Length > 0;
    public bool IsAgency => Exists && Officer is null;

    public RequesterStatus Status => !Exists ? RequesterStatus.Unspecified
        : IsAgency ? Profile is null ? RequesterStatus.Unverified : RequesterStatus.Verified
        : Recall is { Until: null } ? RequesterStatus.Compromised
        : Verified is null ? RequesterStatus.Unverified : RequesterStatus.Verified;
}

/// <summary>A recall and how far it has come.</summary>
/// <param name="ReadTo">The last line of the officer's own journal that was read for it.</param>
/// <param name="IsRead">All that was noted before it was read.</param>
/// <param name="NextAt">When the next stretch is read.</param>
/// <param name="Until">When the officer was verified anew: what is opened later is theirs again.</param>
public sealed record RecallState(RequesterEvent.RecallOrdered Order, long ReadTo, bool IsRead, DateTimeOffset NextAt, int Total, int Told, DateTimeOffset? Until, DateTimeOffset? DoneAt)
{
    public int Returned { get; init; }
    public int Held { get; init; }
    public int Reopened { get; init; }
    public int Ended { get; init; }

    public int Done => Returned + Held + Reopened + Ended;

    public bool Covers(DateTimeOffset openedAt) => openedAt >= Order.Since && (Until is null || openedAt < Until);
}
