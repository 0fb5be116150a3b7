using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Lert.Domain.Deciding;
using Lert.Domain.Disclosures;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Disclosures;
using Lert.Grains.Notices;

namespace Lert.Domain.Tests.Disclosures;

/// <summary>
/// Any commands in any order, by any people, at any time, while the case does what it likes: nothing is handed out without two standing approvals, by distinct
/// people who neither prepared nor deliver it, of exactly what is handed out. The judge keeps its own book, and trusts no hash.
/// </summary>
public class HandOutProperties
{
    private static readonly ImmutableArray<string> People = ["user:pat", "user:lead", "user:counsel", "user:approver", "user:producer", "user:pia"];

    private delegate Decision<DisclosureEvent> Decider(string key, DisclosureState state, DisclosureCommand command, Moment moment);

    [Fact]
    public void F1_Nothing_is_ever_handed_out_without_two_approvals_of_exactly_that()
    {
        var reached = new HashSet<DisclosureStatus>();
        var taken = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800), Prop.ForAll(Arb.From(Steps), choices => taken += Walk(choices, DisclosureDecider.Decide, reached)));
        Assert.Equal(Enum.GetValues<DisclosureStatus>().Where(status => status != default).Order(), reached.Order());
        Assert.True(taken > 100, $"Only {taken} packages were taken out.");
    }

    [Fact]
    public void Rules_that_let_one_person_count_twice_would_be_found() => Bites((key, state, command, moment) =>
        DisclosureDecider.Decide(key, state, command, moment) is { Events: [.., DisclosureEvent.Approved approved] } decision
            ? decision with { Events = [.. decision.Events, new DisclosureEvent.Approved(approved.Approval with { By = "user:nobody" })] }
            : DisclosureDecider.Decide(key, state, command, moment));

    [Fact]
    public void Rules_that_forget_the_case_would_be_found() => Bites((key, state, command, moment) => DisclosureDecider.Decide(
        key, state, command is DisclosureCommand.Fetch or DisclosureCommand.Deliver ? command with { Facts = SomeDisclosure.Facts } : command, moment));

    private static Gen<int[]> Steps => Gen.ArrayOf(Gen.Choose(0, int.MaxValue - 1), 80);

    private static void Bites(Decider decide) => Assert.ThrowsAny<Exception>(() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(800), Prop.ForAll(Arb.From(Steps), choices => { Walk(choices, decide, []); })));

    private static int Walk(int[] choices, Decider decide, HashSet<DisclosureStatus> reached)
    {
        var (state, now, of, taken) = (DisclosureState.Initial, Some.Start, SomeDisclosure.Case with { Kind = CaseKind.Epoc }, 0);
        var book = new List<(string By, string What, DateTimeOffset At)>();
        var preparers = new HashSet<string>();
        foreach (var choice in choices)
        {
            var by = People[choice % People.Length];
            of = (choice / 7 % 40) switch
            {
                0 => of with { Status = CaseStatus.Challenged },
                1 => of with { ScopeHash = of.ScopeHash == "scope-1" ? "scope-2" : "scope-1" },
                2 => of with { Window = new TransmissionWindow(false, now.AddHours(1), "later") },
                3 => of with { Notice = of.Notice.IsOpen() ? NoticeGate.Unknown : SomeDisclosure.Case.Notice },
                _ => of with { Status = CaseStatus.DisclosureApproval },
            };
            var command = Next(state, choice / 300) with { Facts = SomeDisclosure.Facts with { Case = of } };
            var moment = new Moment(now, command is DisclosureCommand.NotePackaged or DisclosureCommand.NoteNotPackaged ? "system:packer" : by, Some.Rules);
            now += state.Status == DisclosureStatus.Delivered && choice % 17 == 0 ? TimeSpan.FromDays(15) : choice % 13 == 0 ? TimeSpan.FromHours(choice % 40) : TimeSpan.FromMinutes(choice % 5);
            if (DisclosureDecider.Validate(SomeDisclosure.Id, command, moment).Any())
            {
                continue;
            }

            var decision = decide(SomeDisclosure.Id, state, command, moment);
            Assert.True(decision.Refusal is null || RefusalCodes.All.Contains(decision.Refusal.Code), decision.Refusal?.Code);
            foreach (var happened in decision.Events)
            {
                state = DisclosureDecider.Evolve(state, happened);
                switch (happened)
                {
                    case DisclosureEvent.Prepared or DisclosureEvent.Revised:
                        preparers.Add(moment.By);
                        break;
                    case DisclosureEvent.Approved:
                        book.Add((moment.By, Comparable.Text(state.Scope!), moment.Now));
                        break;
                    case DisclosureEvent.PackagingStarted or DisclosureEvent.Delivered:
                        Judge(state, book, preparers, moment, of, TimeSpan.FromHours(72));
                        break;
                    case DisclosureEvent.ContentTaken:
                        // The approvals stood when it was delivered, and the delivery has an end of its own.
                        Judge(state, book, preparers, moment, of, TimeSpan.FromDays(14) + TimeSpan.FromHours(72));
                        taken++;
                        break;
                }
            }

            reached.Add(state.Status);
        }

        reached.Remove(default);
        return taken;
    }

    private static void Judge(DisclosureState state, List<(string By, string What, DateTimeOffset At)> book, HashSet<string> preparers, Moment moment, CaseScope of, TimeSpan life)
    {
        var what = Comparable.Text(state.Scope!);
        var approvers = book.Where(given => given.What == what && given.At + life > moment.Now).Select(given => given.By).Distinct().ToList();
        Assert.True(approvers.Count >= 2, $"{approvers.Count} approvals");
        Assert.DoesNotContain(moment.By, approvers);
        Assert.DoesNotContain(moment.By, of.Approvers);
        Assert.True(approvers.Except(preparers).Count() >= 2, "approved by whoever prepared it");
        Assert.Equal((CaseStatus.DisclosureApproval, state.Scope!.CaseScopeHash), (of.Status, of.ScopeHash));
        Assert.False(of.Window.NotBefore > moment.Now);
        Assert.True(of.Notice.IsOpen(), "The user was not told.");
    }

    /// <summary>Mostly something that leads on, so that walks come far; else anything.</summary>
    private static DisclosureCommand Next(DisclosureState state, int choice)
    {
        var any = SomeDisclosure.Commands[choice / 8 % SomeDisclosure.Commands.Length];
        return choice % 8 < 2 ? any : state.Status switch
        {
            _ when choice % 8 == 2 => new DisclosureCommand.Tick(),
            DisclosureStatus.Unspecified => choice % 9 == 0 ? new DisclosureCommand.DeclineExecution(Some.CaseId, "incomplete", "x") : SomeDisclosure.Prepare,
            DisclosureStatus.Prepared => new DisclosureCommand.Approve(state.ScopeHash, "fine"),
            DisclosureStatus.Approved => new DisclosureCommand.StartPackaging(),
            DisclosureStatus.Packaging => new DisclosureCommand.NotePackaged(state.Attempts, SomeDisclosure.Package),
            DisclosureStatus.Packaged => new DisclosureCommand.Deliver(),
            DisclosureStatus.Delivered when choice % 5 == 0 => new DisclosureCommand.ConfirmReceipt("R-1"),
            DisclosureStatus.Delivered => new DisclosureCommand.Fetch(),
            _ => any,
        };
    }
}
