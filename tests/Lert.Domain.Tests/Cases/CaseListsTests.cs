using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Tests.Deciding;
using Lert.Domain.Tests.Notices;
using Lert.Grains.Cases;
using Lert.Grains.Journal;

namespace Lert.Domain.Tests.Cases;

/// <summary>In which lists a case stands, and that a question finds in them exactly what is meant. The names and bits lie in stores: what is written here does not change.</summary>
public class CaseListsTests
{
    private static readonly ListQuery Everything = new(["us", "uk"], [], null, null, null, null, null, 50);

    [Fact]
    public void A_case_stands_in_the_lists_of_its_region_desk_and_kind_and_of_who_works_on_it()
    {
        var open = Given.Case().By("user:intake").At(SomeRequest.Received).When(SomeRequest.Warrant());
        Assert.Equal(["open/us/all/", "open/us/nobody/", "open/us/kind/Warrant", "open/us/desk/us-r-intake"], open.Listing.Lists.ToArray());
        Assert.Equal((1L << 1) | (1L << 37) | (1L << 49) | (1L << 50) | (1L << 53), open.Listing.Marks);

        var given = open.When(new CaseCommand.NoteTaken("us-u-ana", 0, "user:lead")).When(new CaseCommand.NoteTaken("us-u-ana", 1, "user:lead"));
        Assert.Equal(["open/us/all/", "open/us/who/us-u-ana", "open/us/kind/Warrant", "open/us/desk/us-r-intake"], given.Listing.Lists.ToArray());
        Assert.Equal((1L << 1) | (1L << 37) | (1L << 49) | (1L << 51) | (1L << 53), given.Listing.Marks);

        var lead = open.When(new CaseCommand.Triage("ours")).When(new CaseCommand.Tick(new CandidateFacts([], IsRead: true, null)));
        Assert.Contains("open/us/lead/", lead.Listing.Lists);
        Assert.Equal((1L << 2) | (1L << 37) | (1L << 48) | (1L << 50) | (1L << 53), lead.Listing.Marks);

        Assert.All(open.When(new CaseCommand.Withdraw("settled", false)).Listing.Lists, list => Assert.StartsWith("done/us/", list, StringComparison.Ordinal));
        Assert.Empty(CaseDecider.List(Some.CaseId, CaseState.Initial).Lists);
        Assert.Equal(0, CaseDecider.List(Some.CaseId, CaseState.Initial).Marks);
    }

    [Fact]
    public void H5_A_restricted_case_stands_in_lists_of_its_own_for_each_who_may_see_it()
    {
        var open = Given.Case().By("user:intake").At(SomeRequest.Received).When(SomeRequest.Restricted());
        Assert.Equal(["open/us/all//restricted", "open/us/all//for/user:intake", "open/us/all//for/user:senior"], open.Listing.Lists.Where(list => list.Contains("/all/", StringComparison.Ordinal)));
        Assert.DoesNotContain(open.Listing.Lists, list => !list.Contains("/restricted", StringComparison.Ordinal) && !list.Contains("/for/", StringComparison.Ordinal));
    }

    [Fact]
    public void G1_A_case_that_is_done_and_owes_a_notice_is_marked_and_falls_due()
    {
        var silent = SomeNotice.Ready().By("user:lead").When(SomeNotice.Order(SomeNotice.Days(1))).By("user:producer").When(new CaseCommand.Deliver("D-1"));
        var done = silent.By("user:lead").When(new CaseCommand.ConfirmReceipt("R-1"));
        Assert.False(IsFound(done, new CaseQuery(Everything, null, null, null, null, OwesNotice: true)));
        var owing = done.At("2026-09-09T07:00:00Z").When(new CaseCommand.Tick(null));
        Assert.True(IsFound(owing, new CaseQuery(Everything with { Statuses = ["Acknowledged", "Closed"] }, null, null, null, null, OwesNotice: true)));
        Assert.NotNull(owing.Listing.DueAt);
        Assert.False(IsFound(owing.When(SomeNotice.Given("2026-09-09T07:00:00Z")), new CaseQuery(Everything, null, null, null, null, OwesNotice: true)));
    }

    /// <summary>Both ways: nothing that is meant is missing from the lists that are asked, and nothing stands there that is not meant.</summary>
    [Fact]
    public void Any_question_finds_in_the_lists_what_it_means_and_nothing_else()
    {
        var (random, found, asked) = (new Random(11), 0, 0);
        for (var run = 0; run < 250; run++)
        {
            _ = CaseWalkProperties.Walk([.. Enumerable.Range(0, 50).Select(_ => random.Next())], CaseDecider.Decide, state =>
            {
                for (var i = 0; i < 3; i++, asked++)
                {
                    var query = Question(random, state);
                    var (stands, matches) = (Stands(state, query), CaseLists.Matches(Some.CaseId, state, query));
                    Assert.True(!matches || stands, $"{query} does not find {string.Join(", ", CaseLists.NamesOf(Some.CaseId, state))}");
                    Assert.True(!stands || matches, $"{query} finds {string.Join(", ", CaseLists.NamesOf(Some.CaseId, state))}");
                    Assert.False(stands && state.IsRestricted && query.Reader is { } reader && !state.Access.Contains(reader));
                    found += matches ? 1 : 0;
                }
            });
        }

        // Questions that hit nothing, or everything, would prove nothing.
        Assert.InRange(found, asked / 20, asked / 2);
    }

    [Fact]
    public void There_is_a_bit_for_each_status_and_kind()
    {
        Assert.All(Enum.GetValues<CaseStatus>(), status => Assert.InRange((int)status, 0, 31));
        Assert.All(Enum.GetValues<CaseKind>(), kind => Assert.InRange((int)kind, 0, 15));
    }

    [Fact]
    public void What_can_be_no_name_names_no_list() =>
        Assert.All((string?[])[null, "us-u-ana"], who => Assert.Empty(CaseLists.Ask(new CaseQuery(Everything, null, "us-r-\0", who, null)).Names));

    private static bool IsFound(Scenario<CaseDecider, CaseState, CaseCommand, CaseEvent, CaseView> of, CaseQuery query) =>
        Stands(of.State, query) && CaseLists.Matches(Some.CaseId, of.State, query);

    private static bool Stands(CaseState state, CaseQuery query)
    {
        var ((names, beside, marks), own) = (CaseLists.Ask(query), CaseLists.NamesOf(Some.CaseId, state));
        return names.Index().Any(list => own.Contains(list.Item) && (beside.IsEmpty || own.Contains(beside[list.Index]))) && marks.All(mark => (CaseLists.MarksOf(state) & mark) != 0)
            && (query.Columns.Regime is null || state.Request?.Regime == query.Columns.Regime);
    }

    /// <summary>Mostly what the case itself is like, so that some questions find it.</summary>
    private static CaseQuery Question(Random random, CaseState state)
    {
        ImmutableArray<string> statuses = random.Next(3) == 0 ? [] : [state.Status.ToString(), .. random.Next(2) == 0 ? new[] { "Received", "Closed", "Acknowledged" } : []];
        return new CaseQuery(
            Everything with
            {
                Regions = random.Next(6) == 0 ? ["uk"] : ["us", "uk"],
                Statuses = random.Next(8) == 0 ? ["Approved"] : statuses,
                Regime = Maybe(state.Request?.Regime, "us-warrant"),
            },
            random.Next(3) switch { 0 => null, 1 => state.Request?.Kind, _ => CaseKind.Warrant },
            Maybe(state.Desk.Length > 0 ? state.Desk : null, "us-r-intake"),
            Maybe(state.Assignee, "us-u-ana"),
            random.Next(3) switch { 0 => null, 1 => "user:intake", _ => "user:nobody" },
            Flag(),
            Flag(),
            Flag());

        string? Maybe(string? own, string other) => random.Next(5) switch { 0 => other, 1 or 2 => own, _ => null };
        bool? Flag() => random.Next(8) switch { 0 => true, 1 => false, _ => null };
    }
}
