using Lert.Api.Identity;
using Lert.Grains.Cases;

namespace Lert.Api.Cases;

/// <summary>Who sees a restricted case: the people on its list, and those who check everything and change nothing.</summary>
internal static class CaseVisibility
{
    public static bool MaySee(CaseView? view, Caller caller) => view is null or { File.IsRestricted: false } || SeesAll(caller) || view.File.Access.Contains(caller.Subject);

    public static bool SeesAll(Caller caller) => caller.Roles.Contains(Roles.Auditor);
}
