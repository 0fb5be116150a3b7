namespace Lert.Store;

/// <summary>What was read and found to be exactly what was written.</summary>
public sealed record StoreVerification(long Actors, long JournalEntries, long Commands, long Messages);
