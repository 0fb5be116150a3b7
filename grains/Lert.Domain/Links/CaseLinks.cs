using System.Collections.Immutable;
using Lert.Domain.Cases;
using Lert.Domain.Deciding;
using Lert.Domain.Intake;
using Lert.Grains;
using Lert.Grains.Cases;
using Lert.Grains.Links;

namespace Lert.Domain.Links;

using Decision = Decision<CaseEvent>;

/// <summary>What a case has in common with others: suggested, and accepted or dismissed by a person. Nothing is merged.</summary>
internal static class CaseLinks
{
    private const int MostLinks = 50;

    public static Decision Decide(string key, CaseState state, CaseCommand command, Moment moment) => command switch
    {
        CaseCommand.SuggestLinks suggest => Suggested(key, state, suggest.Links, moment),
        CaseCommand.NoteLinked note => state.Links.Any(known => known.CaseId == note.Link.CaseId && known.Status == LinkStatus.Accepted) || state.Links.Length >= MostLinks
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.LinkedByOther(note.Link with { Status = LinkStatus.Accepted }, moment.Now)),
        CaseCommand.AcceptLink accept => Judged(key, state, accept.OtherCase, LinkStatus.Accepted, accept.Reason, moment),
        CaseCommand.DismissLink dismiss => Judged(key, state, dismiss.OtherCase, LinkStatus.Dismissed, dismiss.Reason, moment),
        _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
    };

    /// <summary>As it opens, a case is noted under its agency's number and under each account that it asks about.</summary>
    public static ImmutableArray<Outgoing> Messages(string key, CaseState before, CaseState after)
    {
        if (before.Exists || after.Request is not { } request || request.Kind.IsOurOwn())
        {
            return [];
        }

        var region = ActorKey.RegionOf(key);
        return
        [
            new Outgoing.ToLink(
                LinkKey.ReferenceOf(region, request.Agency, request.AgencyReference),
                new LinkCommand.NoteCase(LinkGround.AgencyReference, request.AgencyReference, key, after.IsRestricted)),
            .. after.Said.Items.SelectMany(ScopeRules.Accounts).Distinct(StringComparer.Ordinal).Select(account => new Outgoing.ToLink(
                LinkKey.AccountOf(region, account), new LinkCommand.NoteCase(LinkGround.Account, account, key, after.IsRestricted))),
        ];
    }

    public static CaseState Fold(CaseState state, CaseEvent happened) => happened switch
    {
        CaseEvent.LinksSuggested suggested => state with { Links = [.. state.Links, .. suggested.Links] },
        CaseEvent.LinkJudged judged => state with { Links = [.. state.Links.Select(link => link.CaseId == judged.OtherCase ? link with { Status = judged.Status } : link)] },
        CaseEvent.LinkedByOther linked => state with { Links = [.. state.Links.Where(link => link.CaseId != linked.Link.CaseId), linked.Link] },
        _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
    };

    private static Decision Suggested(string key, CaseState state, ImmutableArray<CaseLink> links, Moment moment)
    {
        ImmutableArray<CaseLink> unknown =
        [
            .. links.Where(link => link.CaseId != key && state.Links.All(known => known.CaseId != link.CaseId)).DistinctBy(link => link.CaseId)
                .Take(Math.Max(0, MostLinks - state.Links.Length)).Select(link => link with { Status = LinkStatus.Suggested }),
        ];
        return unknown.IsEmpty ? Decision.Nothing : Decision.Accept(new CaseEvent.LinksSuggested(unknown, moment.Now));
    }

    private static Decision Judged(string key, CaseState state, string other, LinkStatus status, string reason, Moment moment)
    {
        if (state.Links.FirstOrDefault(link => link.CaseId == other) is not { } link)
        {
            return Decision.Refuse(new Refusal(RefusalCodes.CaseLinkUnknown, "That case was not suggested here.").With("case", other));
        }

        if (link.Status == status)
        {
            return Decision.Nothing;
        }

        var judged = Decision.Accept(new CaseEvent.LinkJudged(other, link.Status, status, reason, moment.Now, moment.By));
        // The other hears of it, but for who may not know of this one.
        return status == LinkStatus.Accepted && !state.IsRestricted
            ? judged.Send(new Outgoing.ToCase(other, new CaseCommand.NoteLinked(link with { CaseId = key, Status = LinkStatus.Accepted })))
            : judged;
    }
}
