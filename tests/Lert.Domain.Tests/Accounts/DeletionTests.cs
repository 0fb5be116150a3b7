using Lert.Domain.Accounts;
using Lert.Domain.Deciding;
using Lert.Domain.Tests.Deciding;
using Lert.Grains;
using Lert.Grains.Accounts;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Accounts;

/// <summary>C8: the deletion pipeline must ask, and the answer fails closed.</summary>
public class DeletionTests
{
    private static readonly AccountCommand.AuthorizeDeletion Ask = new("t-1");
    private static readonly DateTimeOffset End = Some.Instant(Some.End);

    private static readonly AccountEvent.DeletionAuthorized Authorized = new(
        "t-1", Some.Instant("2026-01-10T00:00:00Z"), Some.Instant("2026-01-10T01:00:00Z"));

    [Fact]
    public void C8_While_a_hold_keeps_the_data_deletion_is_refused_and_the_refusal_is_journaled() => Given.Account(Some.Attached())
        .At("2026-02-01T00:00:00Z")
        .When(Ask).ThenRefused(RefusalCodes.AccountRetained, new AccountEvent.DeletionRefused("t-1", Some.Instant("2026-02-01T00:00:00Z")))
        .At("2030-01-01T00:00:00Z")
        .When(Ask).ThenRefused(RefusalCodes.AccountRetained, new AccountEvent.DeletionRefused("t-1", Some.Instant("2030-01-01T00:00:00Z")));

    [Fact]
    public void C8_The_refusal_reveals_no_hold() => Given.Account(Some.Attached())
        .When(Ask)
        .Where(account => Assert.Empty(account.Last.Refusal!.Details))
        .Where(account => Assert.DoesNotContain("hold", account.Last.Refusal!.Message, StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void C8_In_grace_deletion_is_refused_to_the_last_instant() => Given.Account(
            Some.Attached(), new AccountEvent.HoldDetached(Some.Order().HoldId, End, 2), new AccountEvent.GraceStarted(Some.Instant(Some.GraceEnd)))
        .At("2026-05-16T23:59:59.9999999Z")
        .When(Ask).ThenRefused(RefusalCodes.AccountRetained, new AccountEvent.DeletionRefused("t-1", Some.Instant("2026-05-16T23:59:59.9999999Z")))
        .At(Some.GraceEnd)
        .When(Ask).Then(new AccountEvent.DeletionAuthorized("t-1", Some.Instant(Some.GraceEnd), Some.Instant("2026-05-17T01:00:00Z")));

    [Fact]
    public void C8_An_account_that_was_never_held_may_be_deleted_and_the_answer_is_in_the_journal() => Given.Account()
        .At("2026-01-10T00:00:00Z").When(Ask).Then(Authorized)
        .Where(account => Assert.Equal(Authorized.ExpiresAt, account.View!.AuthorizationExpiresAt));

    [Fact]
    public void C8_A_remembered_permission_is_worth_nothing_once_a_hold_has_come() => Given.Account(Authorized)
        .At("2026-01-10T00:30:00Z")
        .Where(account => Assert.Null(account.JudgeReplay(Ask)))
        .When(new AccountCommand.Protect(Some.Order()))
        .Where(account => Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, account.JudgeReplay(Ask)?.Code));

    [Fact]
    public void C8_A_remembered_permission_is_worth_nothing_once_its_time_is_over() => Given.Account(Authorized)
        .At("2026-01-10T00:59:59Z").Where(account => Assert.Null(account.JudgeReplay(Ask)))
        .At("2026-01-10T01:00:00Z")
        .Where(account => Assert.Equal(RefusalCodes.AccountAuthorizationSuperseded, account.JudgeReplay(Ask)?.Code));

    [Fact]
    public void Other_remembered_answers_stay_good() => Given.Account(Some.Attached())
        .Where(account => Assert.Null(account.JudgeReplay(new AccountCommand.Protect(Some.Order()))));

    [Fact]
    public void A_hold_that_comes_after_a_permission_is_told_that_the_data_may_not_be_whole() => Given.Account(Authorized)
        .At("2026-01-15T10:00:00Z").When(new AccountCommand.Protect(Some.Order()))
        .Sending(new Outgoing.ToHold(Some.Order().HoldId, new HoldCommand.Place(Some.Order(), Authorized.At)));
}
