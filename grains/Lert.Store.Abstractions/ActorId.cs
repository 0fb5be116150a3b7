namespace Lert.Store;

/// <summary>Names one actor: its kind (<c>hold</c>, <c>account</c>, <c>case</c>) and its key, which starts with its home region (<c>us-…</c>).</summary>
public readonly record struct ActorId(string Kind, string Key)
{
    /// <summary>The home region: what stands before the first hyphen of the key; the whole key where there is none.</summary>
    public string Region => Key.IndexOf('-', StringComparison.Ordinal) is var end and > 0 ? Key[..end] : Key;

    public override string ToString() => $"{Kind}/{Key}";
}
