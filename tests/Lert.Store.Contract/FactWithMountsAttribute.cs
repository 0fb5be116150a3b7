using System.Diagnostics;

namespace Lert.Store.Contract;

/// <summary>A test that needs a disk of its own. Where mounting is not allowed it is skipped and says so; the limit of the file itself is tested everywhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWithMountsAttribute : FactAttribute
{
    public FactWithMountsAttribute() => Skip = Allowed() ? null : "Mounting a tmpfs is not allowed here.";

    public static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEnd();
        return process.WaitForExit(TimeSpan.FromSeconds(30)) ? process.ExitCode : -1;
    }

    private static bool Allowed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        var trial = Directory.CreateTempSubdirectory("lert-mount-");
        try
        {
            return Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", trial.FullName) == 0 && Run("umount", trial.FullName) == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
        finally
        {
            trial.Delete();
        }
    }
}
