using System.Text.Json.Serialization;

namespace Lert.Grains.Responders;

/// <summary>What a responder can be told. Names and shapes are permanent.</summary>
[GenerateSerializer, Immutable, Alias("lert.responder-command")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(NotePaged), "responder.note-paged.v1")]
[JsonDerivedType(typeof(Tick), "responder.tick.v1")]
public abstract record ResponderCommand
{
    private ResponderCommand()
    {
    }

    /// <summary>From a page: this person was woken, and when it was over for them.</summary>
    [GenerateSerializer, Immutable, Alias("lert.responder.note-paged")]
    public sealed record NotePaged([property: Id(0)] string PageId, [property: Id(1)] DateTimeOffset From, [property: Id(2)] DateTimeOffset Until) : ResponderCommand;

    [GenerateSerializer, Immutable, Alias("lert.responder.tick")]
    public sealed record Tick : ResponderCommand;
}
