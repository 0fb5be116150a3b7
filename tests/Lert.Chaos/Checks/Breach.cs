namespace Lert.Chaos.Checks;

/// <summary>A promise that was not kept.</summary>
/// <param name="Invariant">Which one, such as <c>I1</c>.</param>
/// <param name="What">One sentence.</param>
/// <param name="Records">The operations and journal lines that show it.</param>
internal sealed record Breach(string Invariant, string What, params IReadOnlyList<object> Records);
