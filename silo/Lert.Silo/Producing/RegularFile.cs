using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Lert.Silo.Producing;

/// <summary>
/// Opens a file, and nothing else that has a name: whoever opens a pipe waits for its other end, for ever if need be, and a device answers whatever it likes. The
/// platform's own ways of opening cannot say <c>O_NONBLOCK</c>, nor what a name is before it is opened.
/// </summary>
internal static partial class RegularFile
{
    private const int ReadOnly = 0, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const int NotThere = 2, NoDevice = 6, NoDirectory = 20;
    private const int AtWorkingDirectory = -100, NoFollow = 0x100;
    private const uint WantType = 1;

    /// <summary>Where <c>struct statx</c>, which is the same on every Linux, has the mode.</summary>
    private const int StatxSize = 256, ModeAt = 28;

    private const int TypeMask = 0xF000, Regular = 0x8000, Directory = 0x4000;

    /// <exception cref="SourceException">It is a pipe, a socket or a device.</exception>
    /// <exception cref="IOException">It cannot be opened, or is not there.</exception>
    public static FileStream Open(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, Options = FileOptions.SequentialScan, BufferSize = 0 });
        }

        Judge(path);
        var descriptor = OpenFile(path, ReadOnly | NonBlocking | CloseOnExec);
        if (descriptor < 0)
        {
            throw Marshal.GetLastPInvokeError() switch
            {
                NotThere or NoDirectory => new FileNotFoundException("It is not there."),
                NoDevice => NoFile(),
                _ => new IOException(Marshal.GetLastPInvokeErrorMessage()),
            };
        }

#pragma warning disable CA2000 // The stream has it, or it is closed below.
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
#pragma warning restore CA2000
        try
        {
            var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            // It may have become something else since the look.
            return file.CanSeek ? file : throw NoFile();
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Judge(string path)
    {
        Span<byte> seen = stackalloc byte[StatxSize];
        if (Look(AtWorkingDirectory, path, NoFollow, WantType, ref MemoryMarshal.GetReference(seen)) != 0)
        {
            // Opening it says why.
            return;
        }

        // A folder says by itself that it cannot be read.
        if ((MemoryMarshal.Read<ushort>(seen[ModeAt..]) & TypeMask) is not (Regular or Directory))
        {
            throw NoFile();
        }
    }

    private static SourceException NoFile() => new(SourceException.NoFile, "A name of the snapshot is no file but a pipe, a socket, a device or a link.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Look(int folder, string path, int flags, uint mask, ref byte seen);
}
