namespace Lert.Domain.Cases;

/// <summary>Who may see a restricted case. To everybody else it is not there.</summary>
internal static class CaseAccess
{
    /// <summary>Messages of other actors, and the timer.</summary>
    private const string Machinery = "system:";

    public static bool MaySee(CaseState state, string by) =>
        !state.IsRestricted || by.StartsWith(Machinery, StringComparison.Ordinal) || state.Access.Contains(by);
}
