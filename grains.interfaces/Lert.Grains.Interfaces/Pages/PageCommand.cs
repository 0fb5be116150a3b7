using System.Text.Json.Serialization;

namespace Lert.Grains.Pages;

/// <summary>What a page can be told. Names and shapes are permanent.</summary>
[GenerateSerializer, Immutable, Alias("lert.page-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Open), "page.open.v1")]
[JsonDerivedType(typeof(Acknowledge), "page.acknowledge.v1")]
[JsonDerivedType(typeof(NoteProgress), "page.note-progress.v1")]
[JsonDerivedType(typeof(Snooze), "page.snooze.v1")]
[JsonDerivedType(typeof(Escalate), "page.escalate.v1")]
[JsonDerivedType(typeof(Resolve), "page.resolve.v1")]
[JsonDerivedType(typeof(NoteSent), "page.note-sent.v1")]
[JsonDerivedType(typeof(NoteFailed), "page.note-failed.v1")]
[JsonDerivedType(typeof(Tick), "page.tick.v1")]
public abstract record PageCommand
{
    private PageCommand()
    {
    }

    /// <summary>
    /// Somebody must know. A second one for a page that is open joins it: it is told once. One for a page that was resolved opens it again. It is never refused:
    /// a text that is too long is cut, and a desk that is not there is made up for.
    /// </summary>
    /// <param name="Desk">The key of the rota whose policy is followed.</param>
    /// <param name="Alert">Which of its policies.</param>
    /// <param name="Urgency">In which order, when many are due at once. A more urgent one that joins makes the page as urgent, and starts it over.</param>
    /// <param name="Subject">What it is about: an actor as <c>kind/key</c>, such as <c>case/us-c-…</c>. It does not leave the house.</param>
    /// <param name="Text">One sentence for the person who is woken. No personal data: it leaves the house. At most 200 characters.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.open")]
    public sealed record Open(
        [property: Id(0)] string Desk,
        [property: Id(1)] AlertKind Alert,
        [property: Id(2)] Urgency Urgency,
        [property: Id(3)] string Subject,
        [property: Id(4)] string Text) : PageCommand;

    /// <summary>Somebody has it. Nobody else is told, until the acknowledgement has expired with nothing done; acknowledging again renews it.</summary>
    [GenerateSerializer, Immutable, Alias("lert.page.acknowledge")]
    public sealed record Acknowledge : PageCommand;

    /// <summary>Something was done about what an acknowledged page is about, so the acknowledgement is good for as long again. Nothing for any other page.</summary>
    /// <param name="What">A word or two for the journal, such as <c>case.moved</c>.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.note-progress")]
    public sealed record NoteProgress([property: Id(0)] string What) : PageCommand;

    /// <summary>Nobody is told until then; after it the page starts over.</summary>
    /// <param name="Until">At most 24 hours ahead.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.snooze")]
    public sealed record Snooze([property: Id(0)] DateTimeOffset Until) : PageCommand;

    /// <summary>The next step at once, whether somebody has acknowledged or not.</summary>
    [GenerateSerializer, Immutable, Alias("lert.page.escalate")]
    public sealed record Escalate : PageCommand;

    /// <summary>What it was about is dealt with: nobody is told any more.</summary>
    [GenerateSerializer, Immutable, Alias("lert.page.resolve")]
    public sealed record Resolve([property: Id(0)] string Reason) : PageCommand
    {
        /// <summary>
        /// Whether the case that says this would wake somebody about it now; null where a person or another actor says it. The page's grain reads it before each
        /// decision: whoever sends the command says nothing here.
        /// </summary>
        [Id(1), JsonIgnore]
        public bool? IsOpenAgain { get; init; }
    }

    /// <summary>From the courier: a delivery has arrived at the gateway.</summary>
    /// <param name="Receipt">What the gateway knows it by; empty where it does not say.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.note-sent")]
    public sealed record NoteSent([property: Id(0)] string DeliveryId, [property: Id(1)] string Receipt) : PageCommand;

    /// <summary>From the courier: an attempt failed, or nobody can say what became of it.</summary>
    /// <param name="Attempt">Which one, from 1.</param>
    /// <param name="Reason">A word from a closed set, such as <c>timeout</c> or <c>http-503</c>.</param>
    /// <param name="IsFinal">Another attempt would fail as well.</param>
    /// <param name="RetryAfter">How long the gateway asked to be left alone; null when it did not.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.note-failed")]
    public sealed record NoteFailed(
        [property: Id(0)] string DeliveryId,
        [property: Id(1)] int Attempt,
        [property: Id(2)] string Reason,
        [property: Id(3)] bool IsFinal,
        [property: Id(4)] TimeSpan? RetryAfter) : PageCommand;

    /// <param name="Facts">What the page's grain read right before; null where it read nothing. Whatever a sender puts here is not looked at.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.tick")]
    public sealed record Tick([property: Id(0)] PageFacts? Facts) : PageCommand;
}
