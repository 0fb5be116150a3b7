using Lert.Domain.Deciding;
using Lert.Grains;
using Lert.Grains.Letters;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Letters.LetterEvent>;

namespace Lert.Domain.Letters;

/// <summary>A letter's life: drafted, and then signed off by another person or discarded.</summary>
public sealed class LetterDecider : IDecider<LetterState, LetterCommand, LetterEvent, LetterView>
{
    private LetterDecider()
    {
    }

    public static LetterState Initial => LetterState.Initial;

    public static LetterCommand TimerTick { get; } = new LetterCommand.Tick();

    public static IEnumerable<FieldViolation> Validate(string key, LetterCommand command, Moment moment) =>
        command is LetterCommand.Draft draft ? DraftRules.Validate(draft, moment) : [];

    public static Decision Decide(string key, LetterState state, LetterCommand command, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(moment);
        return (state, command) switch
        {
            (_, LetterCommand.Tick) => Decision.Nothing,
            ({ Exists: false }, LetterCommand.DraftRefusedExtension draft) => RefusedExtensions.Draft(key, draft, moment),
            // The same request was refused before, and its letter is there.
            (_, LetterCommand.DraftRefusedExtension) => Decision.Nothing,
            ({ Exists: false }, LetterCommand.Draft draft) => DraftRules.Draft(key, draft, moment),
            ({ Exists: false }, _) => NotFound(),
            _ when !DraftRules.MaySee(command.Facts, moment.By) => NotFound(),
            (_, LetterCommand.Draft) => Decision.Refuse(RefusalCodes.RequestIdReused, "This request id has drafted a letter already."),
            (_, LetterCommand.SignOff sign) => SignOffRules.SignOff(key, state, sign, moment),
            (_, LetterCommand.Discard discard) => SignOffRules.Discard(key, state, discard, moment),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    public static LetterState Evolve(LetterState state, LetterEvent happened)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        return happened switch
        {
            LetterEvent.Drafted drafted => state with
            {
                CaseId = drafted.CaseId,
                Kind = drafted.Kind,
                Language = drafted.Language,
                About = drafted.About,
                Status = LetterStatus.Drafted,
                Template = drafted.Template,
                Fields = drafted.Fields,
                Text = drafted.Text,
                Html = drafted.Html,
                Drafted = new LetterAct(drafted.By, drafted.At),
            },
            LetterEvent.SignedOff signed => state with
            {
                Status = LetterStatus.SignedOff, Text = signed.Text, Html = signed.Html, SignedOff = new LetterAct(signed.By, signed.At),
            },
            LetterEvent.Discarded discarded => state with
            {
                Status = LetterStatus.Discarded, Ending = discarded.Reason, Discarded = new LetterAct(discarded.By, discarded.At),
            },
            _ => throw new InvalidOperationException($"No rule for {happened.GetType().Name}."),
        };
    }

    /// <summary>A letter waits for people, and for nothing else.</summary>
    public static DateTimeOffset? WakeAt(LetterState state) => null;

    public static Listing List(string key, LetterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(state.Status.ToString()) { Case = state.Exists ? state.CaseId : null };
    }

    public static LetterView? View(string key, long version, LetterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { Exists: true, Template: { } template, Drafted: { } drafted }
            ? new LetterView(
                key, version, state.CaseId, state.Kind, state.Language, state.About, state.Status, template, state.Fields, state.Text, state.Html, drafted, state.SignedOff,
                state.Discarded, state.Ending)
            : null;
    }

    /// <summary>Whose word the rules need before they can decide: the case, and what the letter is about; empty where nobody's.</summary>
    public static (string Case, string Hold, string Disclosure) Asks(LetterState state, LetterCommand command)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (of, kind, about) = command switch
        {
            LetterCommand.Draft draft => (draft.CaseId, draft.Kind, draft.About),
            LetterCommand.DraftRefusedExtension draft => (draft.CaseId, LetterKind.ExtensionRefused, draft.HoldId),
            LetterCommand.Tick => ("", LetterKind.Unspecified, ""),
            _ => (state.CaseId, state.Kind, state.About),
        };
        return (of, LetterFields.IsAboutHold(kind) ? about : "", LetterFields.IsAboutDisclosure(kind) ? about : "");
    }

    private static Decision NotFound() => Decision.Refuse(RefusalCodes.LetterNotFound, "There is no such letter.");
}
