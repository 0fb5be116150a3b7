using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Rotas;
using NodaTime;

namespace Lert.Domain.Tests.Rotas;

/// <summary>Over ten years and twenty zones, and around the changes of their clocks.</summary>
public class RotaProperties
{
    private static readonly Duration Window = Duration.FromDays(20);
    private static readonly Duration Second = Duration.FromSeconds(1);

    [Fact]
    public void Shifts_are_in_order_do_not_overlap_and_lie_in_the_window() => Check((schedule, from, until) =>
    {
        var reached = from;
        foreach (var shift in schedule.Shifts(from, until))
        {
            if (shift.Start < reached || shift.End <= shift.Start || shift.End > until)
            {
                return false;
            }

            reached = shift.End;
        }

        return true;
    });

    [Fact]
    public void Shifts_and_gaps_fill_the_window_exactly() => Check((schedule, from, until) =>
        schedule.Shifts(from, until).Select(shift => (shift.Start, shift.End)).Concat(schedule.Gaps(from, until)).Order()
            .Aggregate(from, (reached, piece) => piece.Start == reached ? piece.End : Instant.MinValue) == until);

    [Fact]
    public void The_shifts_agree_with_who_is_on_call_at_every_boundary_and_a_second_around_it() => Check((schedule, from, until) =>
    {
        var shifts = schedule.Shifts(from, until);
        return shifts.SelectMany(shift => new[] { shift.Start, shift.End, shift.Start - Second, shift.End + Second, shift.Start + Second, shift.End - Second })
            .Where(at => at >= from && at < until)
            .All(at => schedule.WhoIsOnCall(at) == shifts.FirstOrDefault(shift => shift.Start <= at && at < shift.End)?.Person);
    });

    [Fact]
    public void A_window_cut_in_two_has_the_same_shifts() => Check((schedule, from, until) =>
    {
        var middle = from + Duration.FromHours(233) + Duration.FromMinutes(17);
        var whole = schedule.Shifts(from, until);
        return schedule.Shifts(from, middle).Concat(schedule.Shifts(middle, until))
            .All(piece => whole.Any(shift => shift.Person == piece.Person && shift.Source == piece.Source && shift.Start <= piece.Start && piece.End <= shift.End));
    });

    [Fact]
    public void A_layer_without_windows_and_overrides_covers_all_from_its_first_hand_off() =>
        Prop.ForAll(SomeRota.Any, some =>
        {
            var layer = some.Rota.Layers[0] with { Windows = [] };
            var first = WallClock.Boundary(some.Rota.Zone, layer.Rotation.HandOff(layer.Start, 0));
            var (from, until) = (first - Duration.FromDays(3), first + Window);
            return SomeRota.Schedule(some.Rota.Zone, layer).Gaps(from, until) is [var gap] && gap == (from, first);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void Check(Func<RotaSchedule, Instant, Instant, bool> holds)
    {
        foreach (var some in new[] { SomeRota.Any, SomeRota.BeforeAClockChange })
        {
            Prop.ForAll(some, one => holds(new RotaSchedule(one.Rota), one.At, one.At + Window)).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
        }
    }
}
