using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using V1 = Lert.V1;

namespace Lert.Api.Input;

/// <summary>Accounts to hold, with their snapshots.</summary>
internal static partial class HoldTargets
{
    /// <summary>All of a list, or none and a violation when it is too long: a list of thousands is not worth checking one by one.</summary>
    public static ImmutableArray<HoldRequest> Accounts(this RequestCheck check, string field, IReadOnlyList<V1.HoldTarget> accounts)
    {
        if (accounts.Count > Limits.Accounts)
        {
            check.Add(field, $"names {accounts.Count} accounts; at most {Limits.Accounts} fit into one request");
            return [];
        }

        return [.. accounts.Select((account, i) => check.Target($"{field}[{i}]", account))];
    }

    public static HoldRequest Target(this RequestCheck check, string field, V1.HoldTarget account) =>
        new(
            check.Account($"{field}.account_id", account.AccountId),
            account.Snapshot is { } snapshot ? check.Snapshot($"{field}.snapshot", snapshot) : null);

    public static Snapshot Snapshot(this RequestCheck check, string field, V1.Snapshot snapshot)
    {
        if (!SnapshotIdShape().IsMatch(snapshot.Id))
        {
            check.Add($"{field}.id", snapshot.Id.Length == 0 ? "is required" : "must be 1 to 128 characters of A-Z a-z 0-9 . _ ~ : / -");
        }

        if (!Sha256Shape().IsMatch(snapshot.ManifestSha256))
        {
            check.Add($"{field}.manifest_sha256", snapshot.ManifestSha256.Length == 0 ? "is required" : "must be 64 lower-case hexadecimal digits");
        }

        return new Snapshot(snapshot.Id, snapshot.ManifestSha256);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._~:/-]{1,128}\z")]
    private static partial Regex SnapshotIdShape();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Sha256Shape();
}
