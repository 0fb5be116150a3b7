namespace System.Runtime.CompilerServices;

/// <summary>Lets netstandard2.0 have records and init accessors.</summary>
internal static class IsExternalInit;
