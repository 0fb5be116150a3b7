namespace Lert.Domain.Assignments;

/// <summary>Who could take a case: everybody of a region, or one person.</summary>
/// <param name="Desk">The rota whose people on call count as well; null for none.</param>
/// <param name="ResponderId">Null for everybody.</param>
public sealed record CandidateQuestion(string Region, string? Desk, string? ResponderId);
