using System.Collections.Immutable;
using Lert.Grains;

namespace Lert.Domain.Cases;

/// <summary>Who may see a restricted case and all that belongs to it. To everybody else it is not there.</summary>
internal static class CaseAccess
{
    public static bool MaySee(CaseState state, string by) => MaySee(state.IsRestricted, state.Access, by);

    public static bool MaySee(bool isRestricted, ImmutableArray<string> access, string by) => !isRestricted || Machinery.Is(by) || access.Contains(by);
}
