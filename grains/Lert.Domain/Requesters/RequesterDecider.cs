using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Requesters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Requesters.RequesterEvent>;

namespace Lert.Domain.Requesters;

/// <summary>Who asks: whether they are who they say, how often they ask, and what happens when they turn out to be somebody else.</summary>
public sealed class RequesterDecider : IDecider<RequesterState, RequesterCommand, RequesterEvent, RequesterView>
{
    private RequesterDecider()
    {
    }

    public static RequesterState Initial => RequesterState.Initial;

    public static int Format => 1;

    public static RequesterCommand TimerTick { get; } = new RequesterCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, RequesterCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        return command switch
        {
            RequesterCommand.PutAgency put => DirectoryRules.Problems(put),
            RequesterCommand.PutOfficer put => DirectoryRules.Problems(put),
            RequesterCommand.Recall recall when recall.AsOf > moment.Now + moment.Rules.ClockTolerance => [new("as_of", "lies in the future")],
            _ => [],
        };
    }

    public static Decision Decide(string key, RequesterState state, RequesterCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return (state, command) switch
        {
            (_, RequesterCommand.Tick tick) => RecallRules.Tick(key, state, tick, moment),
            ({ Officer: not null }, RequesterCommand.PutAgency or RequesterCommand.NoteAgency) => DirectoryRules.OtherSort("That is an officer."),
            ({ IsAgency: true }, RequesterCommand.PutOfficer or RequesterCommand.NoteCase) => DirectoryRules.OtherSort("That is an agency."),
            (_, RequesterCommand.PutAgency put) => DirectoryRules.Put(state, put, moment),
            (_, RequesterCommand.PutOfficer put) => DirectoryRules.Put(key, state, put, moment),
            (_, RequesterCommand.NoteAgency note) => Decision.Accept([.. DirectoryRules.Registered(state, note.Agency, null, moment)]),
            (_, RequesterCommand.NoteCase note) => CaseNoting.Note(key, state, note, moment),
            ({ Exists: false }, RequesterCommand.NoteCallBack or RequesterCommand.NoteRecalled) => Decision.Nothing,
            ({ Exists: false }, _) => Decision.Refuse(RefusalCodes.RequesterNotFound, "There is no such requester."),
            (_, RequesterCommand.NoteCallBack note) => Decision.Accept(new RequesterEvent.CalledBack(note.Call)),
            (_, RequesterCommand.NoteRecalled note) => RecallRules.Answered(state, note, moment),
            (_, RequesterCommand.RecordCallBack record) => DirectoryRules.CalledBack(state, record, moment),
            (_, RequesterCommand.Verify verify) => DirectoryRules.Verify(state, verify, moment),
            ({ IsAgency: true }, RequesterCommand.Recall) => DirectoryRules.OtherSort("An officer is recalled, not an agency."),
            (_, RequesterCommand.Recall recall) => RecallRules.Order(key, state, recall, moment),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    public static RequesterState Evolve(RequesterState state, RequesterEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return RequesterFolding.Fold(state, happened);
    }

    public static DateTimeOffset? WakeAt(RequesterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Recall is { IsRead: false } recall ? recall.NextAt : null;
    }

    public static Listing List(string key, RequesterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString());
    }

    public static RequesterView? View(string key, long version, RequesterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Exists
            ? null
            : new RequesterView(
                key, version, state.Status, state.Agency, RequesterKey.AgencyOf(ActorKey.RegionOf(key), state.Agency), state.Officer ?? "", state.Profile, state.Person, state.Calls,
                state.Cases, [.. state.Emergencies.Select(one => one.OpenedAt)], state.Verified?.At, state.Verified?.By, state.Recall is { } recall ? Progress(recall) : null);
    }

    /// <summary>What others are told of an agency.</summary>
    public static AgencyDirectory DirectoryOf(RequesterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Profile is { } profile
            ? new AgencyDirectory(profile.Country, profile.Domains, [.. profile.Numbers.Select(number => number.Number)])
            : AgencyDirectory.Unknown;
    }

    private static RecallProgress Progress(RecallState recall) => new(
        recall.Order.Number, recall.Order.AsOf, recall.Order.Since, recall.Order.Reason, recall.Order.At, recall.Order.By, recall.Total, recall.Told,
        recall.Returned, recall.Held, recall.Reopened, recall.Ended, recall.DoneAt);
}
