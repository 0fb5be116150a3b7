using Orleans.Runtime.Membership;
using Orleans.Runtime.Tests.Fixture;

namespace Orleans.Runtime.Tests.Cluster;

/// <summary>What a silo takes for a new sign of life, whatever the clocks of the others say.</summary>
[Trait("Stack", "compat")]
public sealed class SignsOfLifeTests
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly SiloAddress Other = SiloAddress.New(new(System.Net.IPAddress.Loopback, 11111), 1);
    private readonly ManualClock _clock = new();
    private readonly SignsOfLife _signs;

    public SignsOfLifeTests()
    {
        _signs = new(_clock, Period);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(1000)]
    public void A_silo_that_gives_its_signs_more_often_than_they_are_due_lives(int everyMilliseconds)
    {
        Watch(TimeSpan.FromSeconds(10), now => TimeSpan.FromTicks(now.Ticks - (now.Ticks % TimeSpan.FromMilliseconds(everyMilliseconds).Ticks)));
        Assert.InRange(_signs.Count(Other), 4, 20);
        Assert.True(_signs.SinceSign(Other) <= Period + Look, $"{_signs.SinceSign(Other)}");
    }

    [Fact]
    public void One_sign_read_more_or_less_quickly_stays_one_sign()
    {
        // A sign's time is known as well as the table's clock, and that as well as the reading was quick: the first is the slowest.
        Watch(TimeSpan.FromSeconds(10), now => -0.4 * Period * (((now / Look * 7) + 10) % 11 / 10));
        Assert.Equal(0, _signs.Count(Other));
        Assert.Equal(TimeSpan.FromSeconds(10), _signs.SinceSign(Other));
    }

    [Fact]
    public void Signs_of_a_clock_that_is_hours_off_count_and_one_that_stands_still_there_does_not()
    {
        Watch(TimeSpan.FromSeconds(10), now => TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds)) - TimeSpan.FromHours(3));
        int counted = _signs.Count(Other);
        Assert.InRange(counted, 8, 10);
        Watch(TimeSpan.FromSeconds(10), _ => TimeSpan.FromSeconds(10) - TimeSpan.FromHours(3));
        Assert.InRange(_signs.Count(Other), counted, counted + 1);
        Assert.True(_signs.SinceSign(Other) >= TimeSpan.FromSeconds(9), $"{_signs.SinceSign(Other)}");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_silo_whose_clock_was_moved_by_an_hour_still_gives_signs(int hours)
    {
        Watch(TimeSpan.FromSeconds(10), now => TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds)));
        int counted = _signs.Count(Other);
        Watch(TimeSpan.FromSeconds(10), now => TimeSpan.FromSeconds(Math.Floor(now.TotalSeconds)) + TimeSpan.FromHours(hours));
        Assert.InRange(_signs.Count(Other), counted + 8, counted + 11);
        Assert.True(_signs.SinceSign(Other) <= Period + Look, $"{_signs.SinceSign(Other)}");
    }

    /// <param name="signAt">When the sign was given that the table holds at a time, both since the start.</param>
    private void Watch(TimeSpan length, Func<TimeSpan, TimeSpan> signAt)
    {
        DateTime start = new ManualClock().GetUtcNow().UtcDateTime;
        for (int look = 0; look * Look <= length; look++)
        {
            if (look > 0)
            {
                _clock.Advance(Look);
            }

            TimeSpan now = _clock.GetUtcNow().UtcDateTime - start;
            var row = new MembershipEntry { SiloAddress = Other, Status = SiloStatus.Active, IAmAliveTime = start + signAt(now) };
            _signs.See(new(Tuple.Create(row, "1"), new(1, "1")));
        }
    }
}
