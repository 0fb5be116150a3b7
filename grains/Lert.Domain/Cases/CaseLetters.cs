using Lert.Grains.Cases;
using Decision = Lert.Domain.Deciding.Decision<Lert.Domain.Cases.CaseEvent>;

namespace Lert.Domain.Cases;

/// <summary>What a case knows of its letters. They keep themselves; it tells of them.</summary>
internal static class CaseLetters
{
    /// <summary>A letter came further; it never goes back.</summary>
    public static Decision Note(CaseState state, CaseCommand.NoteLetter note) =>
        state.Letters.Any(known => known.LetterId == note.Letter.LetterId && known.Status >= note.Letter.Status)
            ? Decision.Nothing
            : Decision.Accept(new CaseEvent.LetterNoted(note.Letter));

    public static CaseState Fold(CaseState state, CaseEvent.LetterNoted noted)
    {
        var at = state.Letters.Select(known => known.LetterId).ToList().IndexOf(noted.Letter.LetterId);
        return state with { Letters = at < 0 ? state.Letters.Add(noted.Letter) : state.Letters.SetItem(at, noted.Letter) };
    }
}
