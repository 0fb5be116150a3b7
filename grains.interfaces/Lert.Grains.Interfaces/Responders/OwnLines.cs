using System.Collections.Frozen;

namespace Lert.Grains.Responders;

/// <summary>
/// Which lines of a responder's journal are the person's own: those that tell what they had to look at, when they rested, and what they did not want to see.
/// Whoever reads journals gets of them the hashes alone, so that the chain can still be followed.
/// </summary>
public static class OwnLines
{
    private static readonly FrozenSet<string> Own = FrozenSet.Create(
        StringComparer.Ordinal,
        "responder.day-carried.v1",
        "responder.viewing-started.v1",
        "responder.viewing-extended.v1",
        "responder.viewing-ended.v1",
        "responder.break-taken.v1",
        "responder.break-ended.v1",
        "responder.opted-out.v1",
        "responder.opted-in.v1",
        "responder.case-declined.v1",
        "responder.rest-started.v1");

    /// <summary>Of duty, cases and what leads did: for whoever may read journals.</summary>
    private static readonly FrozenSet<string> Open = FrozenSet.Create(
        StringComparer.Ordinal,
        "responder.profile-put.v1",
        "responder.contact-rules-put.v1",
        "responder.went-on-duty.v1",
        "responder.went-off-duty.v1",
        "responder.case-taken.v1",
        "responder.case-released.v1",
        "responder.cap-overridden.v1",
        "responder.paged.v1");

    /// <summary>A line of a newer release that is not known here is taken for the person's own.</summary>
    public static bool Has(string kind, string type) => kind == "responder" && !Open.Contains(type);

    /// <summary>Whether somebody decided on this type.</summary>
    public static bool Knows(string type) => Own.Contains(type) || Open.Contains(type);
}
