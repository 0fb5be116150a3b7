namespace Grpc.Interop.Tests;

/// <summary>Where the scripts of these tests are.</summary>
internal static class Repository
{
    private const string Project = "tests/Grpc.Interop.Tests";

    internal static string File(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Directory.Build.props")))
                return Path.Combine(folder.FullName, Project, path);
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
