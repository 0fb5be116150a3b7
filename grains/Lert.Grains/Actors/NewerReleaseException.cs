using Lert.Store;

namespace Lert.Grains.Actors;

/// <summary>
/// What lies here was written by a newer release: to read it would be to guess, and to write it would lose what only the newer one knows. The message is for
/// the operator, and names no key: it goes into the log.
/// </summary>
public sealed class NewerReleaseException(string message) : Exception(message)
{
    /// <exception cref="NewerReleaseException">The snapshot is of a newer format than <paramref name="known"/>.</exception>
    public static void ThrowIfNewer(StoredActor stored, int known)
    {
        if (stored.Format > known)
        {
            throw new NewerReleaseException(
                $"A {stored.Actor.Kind} is stored in format {stored.Format}, and this release knows formats up to {known}: a newer release wrote it. "
                + "It is left as it is. Finish the upgrade of this silo, or stop it and let a newer one have its work.");
        }
    }

    /// <exception cref="NewerReleaseException">No command of that name is known.</exception>
    public static void ThrowIfUnknown<TCommand>(Message message, string kind)
        where TCommand : class
    {
        if (!StoredNames<TCommand>.Has(message.Type))
        {
            throw new NewerReleaseException(
                $"A message '{message.Type}' for a {kind} is none that this release knows: a newer release sent it. "
                + "It waits in the outbox. Finish the upgrade of this silo, or stop it and let a newer one have its work.");
        }
    }
}
