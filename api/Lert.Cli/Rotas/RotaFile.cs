using Google.Protobuf;
using Lert.Cli.Connection;
using Lert.Cli.Output;

namespace Lert.Cli.Rotas;

/// <summary>A message of the API in a file, as JSON: what a person writes, and what <c>--output json</c> has written.</summary>
internal static class RotaFile
{
    /// <exception cref="UsageException">There is no such file, or it is no such message.</exception>
    public static T Read<T>(string path)
        where T : IMessage<T>, new()
    {
        var file = TextFile.Read(path);
        if (file.Problem is { } problem)
        {
            throw new UsageException(problem);
        }

        return Parse<T>(path, file.Text);
    }

    /// <exception cref="UsageException">It is no such message.</exception>
    public static T Parse<T>(string path, string text)
        where T : IMessage<T>, new()
    {
        try
        {
            return JsonParser.Default.Parse<T>(text);
        }
        catch (Exception wrong) when (wrong is InvalidJsonException or InvalidProtocolBufferException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new UsageException($"'{path}' is not what is wanted here: {wrong.Message}");
        }
    }
}
