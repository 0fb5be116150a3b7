using Lert.Grains.Cases;

namespace Lert.Domain.Cases;

/// <content>Letters.</content>
public abstract partial record CaseEvent
{
    /// <summary>A letter of this case was drafted, signed off or discarded.</summary>
    public sealed record LetterNoted(CaseLetter Letter) : CaseEvent;
}
