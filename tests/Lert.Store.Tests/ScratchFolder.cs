namespace Lert.Store.Tests;

/// <summary>A folder that goes away with the test.</summary>
public sealed class ScratchFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lert-store-");

    public string Path => _folder.FullName;

    public string StoreFile => System.IO.Path.Combine(Path, "store.db");

    public void Dispose() => _folder.Delete(recursive: true);
}
