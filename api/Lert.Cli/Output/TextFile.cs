using System.Text;

namespace Lert.Cli.Output;

/// <summary>A file that a person named, read as text.</summary>
/// <param name="Text">Empty where there is a problem.</param>
/// <param name="Problem">Why it could not be read, in one sentence; null where it could.</param>
internal sealed record TextFile(string Text, string? Problem)
{
    // Strict, so that a file of another kind is found to be one and not read as question marks.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file, or the standard input where the path is <c>-</c>.</summary>
    public static TextFile Read(string path)
    {
        try
        {
            using var stream = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            using var reader = new StreamReader(stream, Utf8);
            return new TextFile(reader.ReadToEnd(), Problem: null);
        }
        catch (DecoderFallbackException)
        {
            return new TextFile("", $"'{path}' is no UTF-8 text");
        }
        catch (Exception broken) when (broken is FileNotFoundException or DirectoryNotFoundException)
        {
            return new TextFile("", $"there is no file '{path}'");
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new TextFile("", $"'{path}' cannot be read: {broken.Message}");
        }
    }
}
