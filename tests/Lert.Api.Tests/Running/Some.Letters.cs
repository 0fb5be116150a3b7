using Lert.Grains;
using Lert.Grains.Letters;

namespace Lert.Api.Tests.Running;

/// <content>Letters.</content>
public static partial class Some
{
    public static readonly string LetterId = ActorKey.LetterOf("us", "some-letter");

    public static LetterView Letter(string key) => new(
        key, 3, CaseId, LetterKind.HoldReleased, "ar", "us-h-1", LetterStatus.Discarded, new TemplateStamp(2, "Counsel of .example", new DateOnly(2026, 5, 4)),
        [new LetterField("contact", ["lert@company.example"], IsGiven: true)], "إشعار\n", "<p>إشعار</p>\n", new LetterAct("ina", Instant), new LetterAct("lea", Instant.AddDays(1)),
        new LetterAct("ina", Instant.AddDays(2)), "They have answered.");

    public static V1.GivenField Field() => new() { Name = "contact", Value = "lert@company.example" };
}
