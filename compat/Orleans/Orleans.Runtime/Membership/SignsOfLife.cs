namespace Orleans.Runtime.Membership;

/// <summary>
/// What changed in the table and when this silo saw it, on its own monotonic clock: no silo's wall clock is ever compared with another's. A sign of life is new
/// if it has become younger than it would be by the passing of time alone; how far the clock that wrote it is off does not matter.
/// </summary>
/// <param name="period">Between two signs of a silo that lives.</param>
internal sealed class SignsOfLife(TimeProvider clock, TimeSpan period)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, Sign> _signs = [];
    private readonly Dictionary<(SiloAddress Suspect, SiloAddress Voter), long> _votes = [];

    internal void See(MembershipTableData table)
    {
        long now = clock.GetTimestamp();
        DateTime wall = clock.GetUtcNow().UtcDateTime;
        lock (_lock)
        {
            HashSet<(SiloAddress, SiloAddress)> votes = [];
            foreach (MembershipEntry row in table.Members.Select(member => member.Item1).Where(row => row.Status != SiloStatus.Dead))
            {
                SeeSign(row, wall, now);
                foreach (Tuple<SiloAddress, DateTime> vote in row.SuspectTimes ?? [])
                {
                    votes.Add((row.SiloAddress, vote.Item1));
                    _votes.TryAdd((row.SiloAddress, vote.Item1), now);
                }
            }

            foreach ((SiloAddress, SiloAddress) gone in _votes.Keys.Where(vote => !votes.Contains(vote)).ToList())
            {
                _votes.Remove(gone);
            }
        }
    }

    /// <summary>How long ago the silo's last new sign was seen, or the silo itself for the first time.</summary>
    internal TimeSpan SinceSign(SiloAddress silo)
    {
        lock (_lock)
        {
            return _signs.TryGetValue(silo, out Sign last) ? clock.GetElapsedTime(last.NewAt) : TimeSpan.Zero;
        }
    }

    /// <summary>How many new signs of the silo were seen.</summary>
    internal int Count(SiloAddress silo)
    {
        lock (_lock)
        {
            return _signs.TryGetValue(silo, out Sign last) ? last.Count : 0;
        }
    }

    /// <summary>How long ago the vote was first seen.</summary>
    internal TimeSpan SinceVote(SiloAddress suspect, SiloAddress voter)
    {
        lock (_lock)
        {
            return _votes.TryGetValue((suspect, voter), out long seenAt) ? clock.GetElapsedTime(seenAt) : TimeSpan.Zero;
        }
    }

    private void SeeSign(MembershipEntry row, DateTime wall, long now)
    {
        TimeSpan age = wall - row.IAmAliveTime;
        if (!_signs.TryGetValue(row.SiloAddress, out Sign last))
        {
            _signs[row.SiloAddress] = new(age, now, now, 0);
            return;
        }

        // Less than half a period is the haste of one reading or another. It is not measured anew then: a silo that gives its signs more often than they are due adds up.
        TimeSpan younger = last.Age + clock.GetElapsedTime(last.SeenAt, now) - age;
        if (younger > period / 2)
        {
            _signs[row.SiloAddress] = new(age, now, now, last.Count + 1);
        }
        else if (younger < -period / 2)
        {
            // That much older only by a clock that moved.
            _signs[row.SiloAddress] = last with { Age = age, SeenAt = now };
        }
    }

    /// <param name="Age">Of the newest sign, when it was seen.</param>
    private readonly record struct Sign(TimeSpan Age, long SeenAt, long NewAt, int Count);
}
