using System.Text.RegularExpressions;

namespace Lert.Api.Input;

/// <summary>Ids of accounts: the home region, a hyphen, and 1 to 64 characters that need no escaping anywhere.</summary>
internal static partial class AccountId
{
    public static string Account(this RequestCheck check, string field, string id)
    {
        if (!Shape().IsMatch(id))
        {
            check.Add(field, id.Length == 0 ? "is required" : "is no account id: a region, '-', and 1 to 64 characters of A-Z a-z 0-9 . _ ~ -");
        }

        return id;
    }

    [GeneratedRegex(@"\A[a-z]{2}-[A-Za-z0-9._~-]{1,64}\z")]
    private static partial Regex Shape();
}
