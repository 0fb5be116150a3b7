using Google.Protobuf;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Lert.Cli.Output;

/// <summary>Where a verb writes what it found.</summary>
internal sealed class Display(OutputFormat format, Surroundings surroundings)
{
    private readonly IAnsiConsole _console = Terminal.Open();

    /// <summary>One thing: a JSON document, or a picture of it.</summary>
    public void Show(IMessage message, Func<IRenderable> picture)
    {
        if (format == OutputFormat.Json)
        {
            surroundings.Out.WriteLine(JsonText.Document(message));
        }
        else
        {
            Write(picture());
        }
    }

    /// <summary>One of a stream of things: a line either way.</summary>
    public void ShowLine(IMessage message, Func<string> line)
    {
        surroundings.Out.WriteLine(format == OutputFormat.Json ? JsonText.Line(message) : line());
        surroundings.Out.Flush();
    }

    /// <summary>A remark for a person; not part of any document.</summary>
    public void Remark(string text)
    {
        if (format == OutputFormat.Table)
        {
            surroundings.Out.WriteLine(text);
        }
    }

    public void Write(IRenderable picture) => _console.Write(picture);
}
