using System.Collections.Immutable;
using Lert.Domain.Letters;
using Lert.Grains.Letters;

namespace Lert.Domain.Tests.Stored;

/// <content>Letters.</content>
internal static partial class StoredSamples
{
    private static readonly TemplateStamp Edition = new(3, "Counsel of .example", new DateOnly(2026, 5, 4));
    private static readonly LetterField Refused = new("refusals", ["i1: contents — \u2068no\u2069", "i2 & <co>"], IsGiven: true);

    public static ImmutableArray<LetterEvent> LetterEvents { get; } =
    [
        new LetterEvent.Drafted("us-c-1", LetterKind.ExtensionRefused, "ar", "us-h-1", Edition, [Refused], "رفض\n", "<p>رفض</p>\n", At, "user:intake"),
        new LetterEvent.SignedOff("رفض\n", "<p>رفض</p>\n", East, "user:counsel"),
        new LetterEvent.Discarded("they have answered", At, "user:intake"),
    ];

    public static LetterState Letter { get; } = new()
    {
        CaseId = "us-c-1",
        Kind = LetterKind.ExtensionRefused,
        Language = "ar",
        About = "us-h-1",
        Status = LetterStatus.SignedOff,
        Template = Edition,
        Fields = [Refused],
        Text = "رفض\n",
        Html = "<p>رفض</p>\n",
        Drafted = new LetterAct("user:intake", At),
        SignedOff = new LetterAct("user:counsel", East),
        Discarded = new LetterAct("user:intake", At),
        Ending = "they have answered",
    };
}
