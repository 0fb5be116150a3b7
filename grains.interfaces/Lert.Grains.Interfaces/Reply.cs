namespace Lert.Grains;

/// <summary>The answer to a command: what the actor looks like now, or why it refused. Exactly one of the two is there.</summary>
[GenerateSerializer, Immutable, Alias("lert.reply`1")]
public sealed record Reply<TView>([property: Id(0)] TView? View, [property: Id(1)] Refusal? Refusal)
    where TView : class;
