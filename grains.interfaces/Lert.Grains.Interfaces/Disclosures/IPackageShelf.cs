namespace Lert.Grains.Disclosures;

/// <summary>Where packages lie until they are fetched. They are encrypted for their recipients: nobody here can open them.</summary>
public interface IPackageShelf
{
    /// <summary>The package to read from its beginning; null when it is not there.</summary>
    /// <param name="sha256">As its disclosure says.</param>
    /// <exception cref="ShelfClosedException">Nothing may leave this silo now.</exception>
    Stream? Open(string disclosureId, string sha256);
}

/// <summary>Nothing may leave now; the message says why, for an operator.</summary>
public sealed class ShelfClosedException(string message) : Exception(message);
