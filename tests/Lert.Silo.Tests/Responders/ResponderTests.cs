using Lert.Grains;
using Lert.Grains.Actors;
using Lert.Grains.Journal;
using Lert.Grains.Pages;
using Lert.Grains.Responders;
using Lert.Silo.Backup;
using Lert.Silo.Tests.Running;
using Lert.Store;

namespace Lert.Silo.Tests.Responders;

/// <summary>People in a whole silo: sessions that end by themselves, cases that ask by message, and lists that never tell more than they may.</summary>
public sealed class ResponderTests : IAsyncLifetime
{
    private const string Ana = "us-u-ana";
    private SiloUnderTest _silo = null!;

    public async Task InitializeAsync()
    {
        _silo = await SiloUnderTest.StartAsync("--Lert:Pumps:PollInterval=00:00:00.020");
        await DoneAsync("put", new ResponderCommand.Put(new ResponderProfile("Ana", "Europe/Dublin", ["es"], ["edr"], Clearance.ChildSafety, ["us"], [])), "lead");
    }

    public async Task DisposeAsync() => await _silo.DisposeAsync();

    private IResponderGrain Responder => _silo.Grains.GetGrain<IResponderGrain>(Ana);

    private IArchiveGrain Archive => _silo.Grains.GetGrain<IArchiveGrain>("test");

    [Fact]
    public async Task E8_contacts_are_found_by_urgency_and_nobody_who_is_not_known_has_any()
    {
        var rules = new ContactRule[] { new(ContactChannel.Webhook, "device-7", TimeSpan.Zero, Urgency.Normal), new(ContactChannel.Mail, "ana@agency.example", TimeSpan.FromMinutes(5), Urgency.Emergency) };
        Assert.Empty(await Responder.FindContacts(Urgency.Emergency));
        await DoneAsync("contacts", new ResponderCommand.PutContactRules([.. rules]));
        Assert.Equal(rules, await Responder.FindContacts(Urgency.Emergency));
        Assert.Equal(rules[..1], await Responder.FindContacts(Urgency.Normal));
        Assert.Empty(await _silo.Grains.GetGrain<IResponderGrain>("us-u-nobody").FindContacts(Urgency.Emergency));
    }

    [Fact]
    public async Task E10_a_session_whose_viewer_died_with_the_silo_ends_at_its_lease()
    {
        var session = (await DoneAsync("view", new ResponderCommand.StartViewing(Some.CaseId(), Severe: true))).Session!;
        Assert.Equal((Some.Start.AddMinutes(60), Some.Start.AddMinutes(5)), (session.AllowedUntil, session.LeaseUntil));
        _silo.Clock.Set(Some.Start.AddHours(3));
        await _silo.RestartAsync();
        await Eventually.TrueAsync(async () => (await Responder.Get())!.View.Session is null, "the timer ended it");
        var exposure = (await Responder.GetExposure())!;
        Assert.Equal((TimeSpan.FromMinutes(5), Some.Start.AddMinutes(5)), (exposure.Day.Used, exposure.Recent[0].Until));
    }

    [Fact]
    public async Task B11_a_case_asks_by_message_and_a_second_delivery_changes_nothing()
    {
        await DoneAsync("duty", new ResponderCommand.GoOnDuty(null));
        var need = new AssignmentNeed(Some.CaseId(), null, ["es"], [], Clearance.Standard, 20, Severe: false);
        var message = Some.Message("case/x/1/0", (ResponderCommand)new ResponderCommand.TakeCase(need, 1, null, IsOnCall: false));
        Assert.Null(await Responder.Deliver(message));
        Assert.Null(await Responder.Deliver(message));
        Assert.Equal([Some.CaseId()], (await Responder.Get())!.View.OpenCases.AsEnumerable());
        var taken = (await _silo.Store.ReadJournalAsync(new ActorId(ActorKinds.Responder, Ana), 0, 100, CancellationToken.None)).Where(entry => entry.Type == "responder.case-taken.v1");
        Assert.Single(taken);
        Assert.Equal(TimeSpan.FromMinutes(220), (await Responder.FindFitness())!.DayLeft);
    }

    [Fact]
    public async Task B11_the_ranking_reads_everybody_of_the_region_and_says_why()
    {
        await DoneAsync("duty", new ResponderCommand.GoOnDuty(null));
        var bo = _silo.Grains.GetGrain<IResponderGrain>("us-u-bo");
        Assert.Null((await bo.Execute(Some.Stamp("put"), new ResponderCommand.Put(new ResponderProfile("Bo", "UTC", ["en"], [], Clearance.Standard, ["us"], [])))).Refusal);
        var ranking = await Archive.RankCandidates(["us"], new AssignmentNeed(Some.CaseId(), null, ["es"], [], Clearance.Standard, 20, Severe: false));
        Assert.Equal((Ana, "Ana speaks Spanish, on duty, no open case, room for it today."), (ranking.Chosen, ranking.Explanation));
        Assert.Equal([UnavailableReason.Unspecified, UnavailableReason.OffDuty], ranking.Candidates.Select(one => one.Reason));

        // Of regions that the caller may not see there is nobody.
        Assert.Empty((await Archive.RankCandidates(["ie"], new AssignmentNeed(Some.CaseId(), null, [], [], Clearance.Standard, 0, Severe: false))).Candidates);
        var working = await Archive.ListResponders(new ListQuery(["us"], ["Working"], null, null, null, null, null, 10));
        Assert.Equal([Ana], working.Items.Select(listed => listed.View.ResponderId));
    }

    [Fact]
    public async Task A_copy_with_people_in_it_is_called_whole()
    {
        await DoneAsync("view", new ResponderCommand.StartViewing(Some.CaseId(), Severe: false));
        _silo.Clock.Set(Some.Start.AddMinutes(3));
        await DoneAsync("stop", new ResponderCommand.StopViewing(1));
        Assert.Empty((await new BackupCheck(_silo.Store, ["us"]).RunAsync(CancellationToken.None)).Problems);
    }

    private async Task<ResponderView> DoneAsync(string id, ResponderCommand command, string by = "ana")
    {
        var reply = await Responder.Execute(Some.Stamp(id, by), command);
        Assert.Null(reply.Refusal);
        return reply.View!;
    }
}
