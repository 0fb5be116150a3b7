using System.Runtime.InteropServices;

namespace Lert.Chaos.Network;

/// <summary>The calls of Linux that the base library has no name for.</summary>
internal static partial class Native
{
    public const int ReadWrite = 2, NonBlocking = 0x800, CloseOnExec = 0x80000;
    public const nuint SetInterface = 0x400454CA;

    /// <summary>Packets with an IP header and nothing before it.</summary>
    public const short Tun = 0x0001, NoPacketInformation = 0x1000;

    public const short Readable = 0x0001;

    public const int Kill = 9, Stop = 19, Continue = 18, Terminate = 15, Quit = 3, Interrupt = 2;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Close(int file);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Control(int file, nuint request, Span<byte> argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Read(int file, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(int file, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Poll(Span<PollEntry> entries, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Signal(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    public struct PollEntry
    {
        public int File;
        public short Wanted;
        public short Happened;
    }
}
