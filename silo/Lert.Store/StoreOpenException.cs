namespace Lert.Store;

/// <summary>The store refuses to open, and nothing was changed. The message is one sentence for the person who runs the silo.</summary>
public sealed class StoreOpenException(string message, Exception? inner = null) : Exception(message, inner);
