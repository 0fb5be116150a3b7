namespace Lert.Paging.Gateway;

/// <summary>One request that came in whole.</summary>
/// <param name="Number">Counts all of them from 1, in the order of their arrival.</param>
/// <param name="At">By the clock of this process.</param>
/// <param name="IsSigned">Its signature and its timestamp are those of somebody who knows the secret.</param>
/// <param name="Was">What it got: <c>taken</c>, <c>again</c> for a delivery that was taken before, <c>failed</c>, <c>cut</c> or <c>died</c>.</param>
public sealed record Arrival(
    long Number, DateTimeOffset At, string DeliveryId, string IdempotencyKey, int Attempt, string PageId, string To, string Urgency, string Text, bool IsSigned, string Was);
