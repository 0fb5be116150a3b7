using Lert.Silo.Tests.Running;
using Lert.V1;

namespace Lert.Silo.Tests.Cases;

using static StaffedSilo;

/// <summary>D1, D12 and B6: what a case has to say reaches somebody's device, over a real rota, real people and real HTTP.</summary>
public sealed class CasePagingTests
{
    [Fact]
    public async Task D1_An_emergency_at_0200Z_on_a_Saturday_pages_within_a_minute_and_undecided_at_0230Z_it_escalates()
    {
        await using var silo = await StaffedSilo.StartAsync();
        var id = (await silo.OpenAsync(Emergency("edr-1"))).CaseId;
        // The calendar stands still at 02:00:00Z: whatever is told now did not wait for anything.
        await Eventually.TrueAsync(() => silo.RungAt(Ana).Count == 1, "who is on call is told");
        var first = silo.RungAt(Ana)[0];
        Assert.Equal(("Emergency", true, "An emergency request came in: decide it now."), (first.Urgency, first.IsSigned, first.Text));

        silo.Silo.Clock.Set(Night.AddMinutes(30).AddSeconds(-1));
        await Eventually.TrueAsync(async () => (await silo.ReadAsync(id)).File.Clocks.Single(clock => clock.ClockId == "policy-emergency-decision").WarnedPercent == 90, "the case has looked at its clock");
        Assert.Single(silo.RungAt(Ana));
        Assert.Empty(silo.RungAt(Ben));

        silo.Silo.Clock.Set(Night.AddMinutes(30));
        await Eventually.TrueAsync(() => silo.RungAt(Ana).Count == 2, "it is still undecided");
        Assert.Equal("An emergency request is still undecided.", silo.RungAt(Ana)[1].Text);
        Assert.Equal(ClockStatus.Breached, (await silo.ReadAsync(id)).File.Clocks.Single(clock => clock.ClockId == "policy-emergency-decision").Status);

        silo.Silo.Clock.Set(Night.AddMinutes(31));
        await Eventually.TrueAsync(() => silo.RungAt(Ben).Count == 1, "nobody acknowledged, so the next one is told");
        Assert.All(silo.Gateway.Arrivals, arrival => Assert.Equal("taken", arrival.Was));
    }

    [Fact]
    public async Task B6_A_clock_warns_at_90_percent_and_its_breach_pages_again()
    {
        await using var silo = await StaffedSilo.StartAsync();
        var id = (await silo.OpenAsync(Removal("rm-1"))).CaseId;
        silo.Silo.Clock.Set(Night.AddHours(44));
        await Eventually.TrueAsync(() => silo.RungAt(Ana).Any(rung => rung.Text == "90 % of the clock us-takeitdown of a case are gone."), "the warning rings");
        Assert.DoesNotContain(silo.RungAt(Ana), rung => rung.Text == "The clock us-takeitdown of a case has run out.");

        silo.Silo.Clock.Set(Night.AddHours(48));
        await Eventually.TrueAsync(() => silo.RungAt(Ana).Any(rung => rung.Text == "The clock us-takeitdown of a case has run out."), "D12: the breach rings");
        Assert.Equal(ClockStatus.Breached, (await silo.ReadAsync(id)).File.Clocks.Single(clock => clock.ClockId == "us-takeitdown").Status);
    }
}
