namespace Orleans.Runtime.Membership;

/// <summary>
/// What changed in the table and when this silo saw it, on its own monotonic clock: no silo's wall clock is ever compared with another's.
/// </summary>
internal sealed class SignsOfLife(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, (DateTime Sign, long SeenAt)> _signs = [];
    private readonly Dictionary<(SiloAddress Suspect, Tuple<SiloAddress, DateTime> Vote), long> _votes = [];

    internal void See(MembershipTableData table)
    {
        long now = clock.GetTimestamp();
        lock (_lock)
        {
            HashSet<(SiloAddress, Tuple<SiloAddress, DateTime>)> votes = [];
            foreach (MembershipEntry row in table.Members.Select(member => member.Item1).Where(row => row.Status != SiloStatus.Dead))
            {
                if (!_signs.TryGetValue(row.SiloAddress, out (DateTime Sign, long SeenAt) last) || last.Sign != row.IAmAliveTime)
                {
                    _signs[row.SiloAddress] = (row.IAmAliveTime, now);
                }

                foreach (Tuple<SiloAddress, DateTime> vote in row.SuspectTimes ?? [])
                {
                    votes.Add((row.SiloAddress, vote));
                    _votes.TryAdd((row.SiloAddress, vote), now);
                }
            }

            foreach ((SiloAddress, Tuple<SiloAddress, DateTime>) gone in _votes.Keys.Where(vote => !votes.Contains(vote)).ToList())
            {
                _votes.Remove(gone);
            }
        }
    }

    /// <summary>How long ago the silo's sign of life was last seen to change.</summary>
    internal TimeSpan SinceSign(SiloAddress silo)
    {
        lock (_lock)
        {
            return _signs.TryGetValue(silo, out (DateTime Sign, long SeenAt) last) ? clock.GetElapsedTime(last.SeenAt) : TimeSpan.Zero;
        }
    }

    /// <summary>How long ago the vote was first seen.</summary>
    internal TimeSpan SinceVote(SiloAddress suspect, Tuple<SiloAddress, DateTime> vote)
    {
        lock (_lock)
        {
            return _votes.TryGetValue((suspect, vote), out long seenAt) ? clock.GetElapsedTime(seenAt) : TimeSpan.Zero;
        }
    }
}
