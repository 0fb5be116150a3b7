using System.Text.Json.Serialization;

namespace Lert.Grains.Pages;

/// <summary>What a page can be told. Names and shapes are permanent.</summary>
[GenerateSerializer, Immutable, Alias("lert.page-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Open), "page.open.v1")]
[JsonDerivedType(typeof(Resolve), "page.resolve.v1")]
[JsonDerivedType(typeof(Tick), "page.tick.v1")]
public abstract record PageCommand
{
    private PageCommand()
    {
    }

    /// <summary>Somebody must know. A second one for a page that is open joins it: it is told once.</summary>
    /// <param name="Desk">The key of the rota whose policy is followed.</param>
    /// <param name="Alert">Which of its policies.</param>
    /// <param name="Urgency">In which order, when many are due at once.</param>
    /// <param name="Subject">What it is about: an actor as <c>kind/key</c>, such as <c>case/us-c-…</c>.</param>
    /// <param name="Text">One sentence for the person who is woken. No personal data: it leaves the house. At most 200 characters.</param>
    [GenerateSerializer, Immutable, Alias("lert.page.open")]
    public sealed record Open(
        [property: Id(0)] string Desk,
        [property: Id(1)] AlertKind Alert,
        [property: Id(2)] Urgency Urgency,
        [property: Id(3)] string Subject,
        [property: Id(4)] string Text) : PageCommand;

    /// <summary>What it was about is dealt with: nobody is told any more.</summary>
    [GenerateSerializer, Immutable, Alias("lert.page.resolve")]
    public sealed record Resolve([property: Id(0)] string Reason) : PageCommand;

    [GenerateSerializer, Immutable, Alias("lert.page.tick")]
    public sealed record Tick : PageCommand;
}
