using System.Collections.Immutable;
using Lert.Grains.Responders;

namespace Lert.Grains.Cases;

/// <summary>Why somebody works on a case, or how it looks for somebody. It tells nothing of what anybody has seen.</summary>
/// <param name="Because">What spoke for whoever has it; null where nobody has it.</param>
/// <param name="Asked">The responder who was asked and has not answered.</param>
/// <param name="Attempt">How many questions there were; the last one has this number.</param>
/// <param name="LeadSince">Since when it waits in the lead's queue, because nobody could be found; null while it does not.</param>
/// <param name="WhyNobody">Why nobody could be found; null while it does not wait for a lead.</param>
/// <param name="NextAt">When it looks again, or gives up waiting for an answer; null while it does not look for anybody.</param>
[GenerateSerializer, Immutable, Alias("lert.case-assignment")]
public sealed record CaseAssignment(
    [property: Id(0)] string? Because,
    [property: Id(1)] string? Asked,
    [property: Id(2)] long Attempt,
    [property: Id(3)] DateTimeOffset? LeadSince,
    [property: Id(4)] string? WhyNobody,
    [property: Id(5)] DateTimeOffset? NextAt)
{
    public static readonly CaseAssignment None = new(null, null, 0, null, null, null);
}

/// <summary>Who could take a case, as it was read right before the decision.</summary>
/// <param name="Candidates">For deciding and for nothing else, see <see cref="Fitness"/>.</param>
/// <param name="IsRead">False when they could not be asked.</param>
/// <param name="Until">When somebody else comes on call at the desk; null when that is not known.</param>
[GenerateSerializer, Immutable, Alias("lert.candidate-facts")]
public sealed record CandidateFacts(
    [property: Id(0)] ImmutableArray<Fitness> Candidates, [property: Id(1)] bool IsRead, [property: Id(2)] DateTimeOffset? Until)
{
    public static readonly CandidateFacts Unread = new([], false, null);
}
