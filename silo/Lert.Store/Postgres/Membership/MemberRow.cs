using Npgsql;
using NpgsqlTypes;
using Orleans.Runtime;

namespace Lert.Store.Postgres.Membership;

/// <summary>One life of one silo, as it lies in its row.</summary>
internal static class MemberRow
{
    public const string Columns =
        "m.silo, m.etag, m.status, m.proxy_port, m.update_zone, m.fault_zone, m.started_at, m.alive_at, m.host_name, m.silo_name, m.role_name, m.suspects, m.suspected";

    public const int FirstColumn = 2;

    /// <param name="row">The version of the table, the database's time, and <see cref="Columns"/>.</param>
    /// <param name="now">The reader's time.</param>
    public static Tuple<MembershipEntry, string> Read(NpgsqlDataReader row, DateTimeOffset now)
    {
        var ahead = now - row.GetFieldValue<DateTimeOffset>(1);
        var (by, since) = ((string[])row[13], row.GetFieldValue<DateTime[]>(14));
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.FromParsableString(row.GetString(2)),
            Status = (SiloStatus)row.GetInt32(4),
            ProxyPort = row.GetInt32(5),
            UpdateZone = row.GetInt32(6),
            FaultZone = row.GetInt32(7),
            StartTime = row.GetDateTime(8),
            IAmAliveTime = row.GetDateTime(9) + ahead,
            HostName = Text(row, 10),
            SiloName = Text(row, 11),
            RoleName = Text(row, 12),
            SuspectTimes = [.. by.Select((silo, index) => Tuple.Create(SiloAddress.FromParsableString(silo), since[index] + ahead))],
        };
        return Tuple.Create(entry, row.GetInt32(3).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>From the third parameter on.</summary>
    public static void Bind(NpgsqlParameterCollection all, MembershipEntry entry, DateTimeOffset now)
    {
        var suspects = entry.SuspectTimes ?? [];
        all.Add(new() { Value = entry.SiloAddress.ToParsableString() });
        all.Add(new() { Value = (int)entry.Status });
        all.Add(new() { Value = entry.ProxyPort });
        all.Add(new() { Value = entry.UpdateZone });
        all.Add(new() { Value = entry.FaultZone });
        all.Add(new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = DateTime.SpecifyKind(entry.StartTime, DateTimeKind.Utc) });
        all.Add(Text(entry.HostName));
        all.Add(Text(entry.SiloName));
        all.Add(Text(entry.RoleName));
        all.Add(new() { Value = suspects.Select(static one => one.Item1.ToParsableString()).ToArray() });
        all.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Interval, Value = suspects.Select(one => now.UtcDateTime - one.Item2).ToArray() });
    }

    private static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    private static string Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? "" : row.GetString(column);
}
