using System.Collections.Immutable;
using Lert.Domain.Assignments;
using Lert.Domain.Cases;
using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Pages;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Actors;

/// <summary>What a case says may be overtaken on its way by what it says later: what is locked stays so, who is to be woken is woken, and nothing is said for ever.</summary>
public sealed class OvertakenTests : IAsyncLifetime
{
    private static readonly string Case = Some.CaseId();

    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync() => _silo = await SiloUnderTest.StartBlindAsync();

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    /// <summary>Challenged, resolved, and challenged again.</summary>
    [Theory]
    [InlineData("lock unlock again")]
    [InlineData("lock again unlock")]
    [InlineData("unlock lock again")]
    [InlineData("unlock again lock")]
    [InlineData("again lock unlock")]
    [InlineData("again unlock lock")]
    public async Task A_hold_of_a_case_that_is_challenged_again_is_locked_whatever_comes_last(string order)
    {
        await PlaceAsync();
        await CaseIsAsync(CaseStatus.Challenged);

        foreach (var word in order.Split(' '))
        {
            Assert.Null(await SayAsync(word));
        }

        Assert.Equal(HoldStatus.Locked, (await _silo.Hold().Get())!.Status);
    }

    [Theory]
    [InlineData("lock unlock")]
    [InlineData("unlock lock")]
    public async Task A_hold_whose_case_has_no_open_process_any_more_is_not_locked_whatever_comes_last(string order)
    {
        await PlaceAsync();
        await CaseIsAsync(CaseStatus.LegalReview);

        foreach (var word in order.Split(' '))
        {
            Assert.Null(await SayAsync(word));
        }

        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);
    }

    [Fact]
    public async Task A_lock_that_was_on_is_taken_off_when_the_process_is_over()
    {
        await PlaceAsync();
        await CaseIsAsync(CaseStatus.Challenged);
        Assert.Null(await SayAsync("lock"));
        await CaseIsAsync(CaseStatus.LegalReview, version: 1);
        Assert.Null(await SayAsync("unlock"));

        Assert.Equal(HoldStatus.Active, (await _silo.Hold().Get())!.Status);
    }

    [Fact]
    public async Task The_end_of_process_that_came_too_late_for_the_data_is_heard_once()
    {
        await PlaceAsync();
        _silo.Clock.Set(Some.End);
        await _silo.Hold().Tick();
        await CaseIsAsync(CaseStatus.Challenged);
        Assert.Null(await SayAsync("lock"));
        Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("reject", new HoldCommand.RejectLock(Case))));
        await CaseIsAsync(CaseStatus.LegalReview, version: 1);

        Assert.Null(await SayAsync("unlock"));
    }

    [Fact]
    public async Task While_the_account_has_not_answered_the_end_of_process_waits()
    {
        await PlaceAsync();
        _silo.Clock.Set(Some.End);
        await _silo.Hold().Tick();
        await CaseIsAsync(CaseStatus.Challenged);
        Assert.Null(await SayAsync("lock"));
        await CaseIsAsync(CaseStatus.LegalReview, version: 1);
        Assert.Equal(RefusalCodes.HoldNotLocked, (await SayAsync("unlock"))!.Code);

        Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("confirm", new HoldCommand.ConfirmLock(Case))));
        Assert.Null(await SayAsync("unlock"));
        Assert.Empty((await _silo.Hold().Get())!.Locks);
    }

    [Fact]
    public async Task A_person_unlocks_what_is_named_whatever_its_case_says()
    {
        await PlaceAsync();
        await CaseIsAsync(CaseStatus.Challenged);
        Assert.Null(await SayAsync("lock"));

        Assert.Null((await _silo.Hold().Execute(Some.Stamp("unlock"), new HoldCommand.Unlock(Case) { IsServed = true })).Refusal);
        Assert.Equal(RefusalCodes.HoldNotLocked, (await _silo.Hold().Execute(Some.Stamp("unlock-2"), new HoldCommand.Unlock(Case) { IsServed = false })).Refusal!.Code);
    }

    /// <summary>In the lead's queue, assigned, and in the queue again: what opens a page is urgent, and passes what resolved it before.</summary>
    [Theory]
    [InlineData("open again resolve")]
    [InlineData("open resolve again")]
    public async Task A_page_that_was_opened_again_is_not_silenced_by_what_resolved_it_before(string order)
    {
        var page = _silo.Grains.GetGrain<IPageGrain>(ActorKey.PageOf("us", $"{Case}/unassigned"));
        await CaseIsAsync(waits: true);

        foreach (var word in order.Split(' '))
        {
            PageCommand command = word == "resolve" ? new PageCommand.Resolve("somebody has it") : new PageCommand.Open("us-r-desk", AlertKind.Unassigned, Urgency.High, $"case/{Case}", "Nobody.");
            Assert.Null(await page.Deliver(FromCase(word, command)));
        }

        Assert.Equal(PageStatus.Open, (await page.Get())!.Status);
    }

    [Fact]
    public async Task A_page_is_resolved_when_its_case_wakes_nobody_about_it_or_a_person_says_so()
    {
        var page = _silo.Grains.GetGrain<IPageGrain>(ActorKey.PageOf("us", $"{Case}/unassigned"));
        var open = new PageCommand.Open("us-r-desk", AlertKind.Unassigned, Urgency.High, $"case/{Case}", "Nobody.");
        await CaseIsAsync(waits: true);
        Assert.Null(await page.Deliver(FromCase<PageCommand>("open", open)));
        Assert.Null((await page.Execute(Some.Stamp("resolve"), new PageCommand.Resolve("I have it") { IsOpenAgain = true })).Refusal);
        Assert.Equal(PageStatus.Resolved, (await page.Get())!.Status);

        Assert.Null(await page.Deliver(FromCase<PageCommand>("again", open)));
        await CaseIsAsync(waits: false, version: 1);
        Assert.Null(await page.Deliver(FromCase<PageCommand>("resolve again", new PageCommand.Resolve("somebody has it"))));
        Assert.Equal(PageStatus.Resolved, (await page.Get())!.Status);
    }

    private async Task PlaceAsync() => Assert.Null(await _silo.Hold().Deliver(Some.Message<HoldCommand>("place", new HoldCommand.Place(Some.Order(), null))));

    private Task<Refusal?> SayAsync(string word)
    {
        HoldCommand command = word == "unlock" ? new HoldCommand.Unlock(Case) : new HoldCommand.LockForProduction(Case);
        return _silo.Hold().Deliver(FromCase(word, command));
    }

    private static Message FromCase<TCommand>(string id, TCommand command)
        where TCommand : class => Some.Message(id, command) with { Source = $"{ActorKinds.Case}/{Case}" };

    private Task CaseIsAsync(bool waits, long version = 0) => CaseIsAsync(
        new CaseState { Status = CaseStatus.Triaged, Search = waits ? AssigneeSearch.From(Some.End, []) with { LeadSince = Some.Start } : null }, version);

    private Task CaseIsAsync(CaseStatus status, long version = 0) => CaseIsAsync(
        new CaseState { Status = status, Holds = ImmutableSortedDictionary<string, HoldProgress>.Empty.Add(Some.Order().HoldId, HoldProgress.Active) }, version);

    private async Task CaseIsAsync(CaseState state, long version) => Assert.IsType<CommitOutcome.Committed>(await _silo.Store.Inner.CommitAsync(
        new Commit
        {
            Actor = new(ActorKinds.Case, Case),
            ExpectedVersion = version,
            At = Some.Start,
            By = "system:test",
            Events = [],
            State = ActorJson.Write(state),
            Format = CaseDecider.Format,
            Search = new() { Status = $"{state.Status}" },
            Lists = ActorLists.None,
        },
        CancellationToken.None));
}
