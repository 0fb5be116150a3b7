using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Holds;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;

namespace Lert.Domain.Tests.Simulation;

/// <summary>The three deciders as the simulation calls them. A test that wants to see it bite puts a broken one in the place of a good one.</summary>
internal sealed record Rulebook
{
    public Func<string, CaseState, CaseCommand, Moment, Decision<CaseEvent>> Case { get; init; } = CaseDecider.Decide;

    public Func<string, HoldState, HoldCommand, Moment, Decision<HoldEvent>> Hold { get; init; } = HoldDecider.Decide;

    public Func<string, AccountState, AccountCommand, Moment, Decision<AccountEvent>> Account { get; init; } = AccountDecider.Decide;

    /// <summary>Whether a message that was taken once is taken again.</summary>
    public bool Forgetful { get; init; }
}
