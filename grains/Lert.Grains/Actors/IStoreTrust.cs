namespace Lert.Grains.Actors;

/// <summary>
/// Whether the store is known to be the one that counts. A copy from a backup lacks the holds and recalls that came after it, so nothing may be destroyed or leave
/// on its word before an operator has confirmed it.
/// </summary>
public interface IStoreTrust
{
    /// <summary>Why that is not known, as a sentence; null while it is.</summary>
    string? Doubt { get; }
}
