using System.Text;
using System.Text.Json.Nodes;
using Lert.Domain.Accounts;
using Lert.Domain.Cases;
using Lert.Domain.Disclosures;
using Lert.Domain.Holds;
using Lert.Domain.Links;
using Lert.Domain.Pages;
using Lert.Domain.Requesters;
using Lert.Domain.Responders;
using Lert.Domain.Rotas;

namespace Lert.Domain.Tests.Stored;

/// <summary>
/// A property or an event more is a format more: an older silo that read the new shape would drop on its next write what it does not know. The shapes of each
/// format stand in <c>formats/</c>, one file for each that was ever written. Once a release has written a format its file is never changed: raise
/// <c>Format</c> in the decider, and add the next one as <see cref="GoldenFolder"/> says.
/// </summary>
public class FormatTests
{
    public static TheoryData<string, int> Formats => new()
    {
        { "account", AccountDecider.Format },
        { "case", CaseDecider.Format },
        { "disclosure", DisclosureDecider.Format },
        { "hold", HoldDecider.Format },
        { "letter", 1 },
        { "page", PageDecider.Format },
        { "link", 1 },
        { "requester", RequesterDecider.Format },
        { "responder", ResponderDecider.Format },
        { "rota", RotaDecider.Format },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_shape_changes_only_with_its_format(string kind, int format)
    {
        var shape = ShapeOf(kind, format);
        GoldenFolder.AddMissing($"formats/{kind}.{format}.txt", Encoding.UTF8.GetBytes(shape));
        Assert.Equal(Encoding.UTF8.GetString(GoldenFolder.Read($"formats/{kind}.{format}.txt")), shape);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_format_was_left_out(string kind, int format) =>
        Assert.Equal(
            Enumerable.Range(1, format).Select(number => $"{kind}.{number}"),
            GoldenFolder.Names("formats").Where(name => name.StartsWith($"{kind}.", StringComparison.Ordinal)).OrderBy(name => name.Length).ThenBy(name => name, StringComparer.Ordinal));

    [Fact]
    public void A_property_more_would_be_found()
    {
        Assert.NotEqual(Paths("s", """{"a":1,"b":[{"c":1}]}"""u8), Paths("s", """{"a":1,"b":[{"c":1,"d":2}]}"""u8));
        Assert.Equal(Paths("s", """{"b":[{"c":1},{"c":2}],"a":1}"""u8), Paths("s", """{"a":9,"b":[{"c":1}]}"""u8));
    }

    // Golden states and events leave nothing out: every property of the shape is in them.
    private static string ShapeOf(string kind, int format)
    {
        var lines = Paths("state", GoldenFolder.Read(format == 1 ? $"states/{kind}.json" : $"states/{kind}.{format}.json"));
        foreach (var name in GoldenFolder.Names("events").Where(name => name.StartsWith($"{kind}.", StringComparison.Ordinal)))
        {
            lines += Paths(name, GoldenFolder.Read($"events/{name}.json"));
        }

        return lines;
    }

    private static string Paths(string name, ReadOnlySpan<byte> json)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal) { name };
        Walk(JsonNode.Parse(json), name);
        return string.Concat(paths.Select(path => path + "\n"));

        void Walk(JsonNode? node, string path)
        {
            if (node is JsonObject properties)
            {
                foreach (var (property, value) in properties)
                {
                    paths.Add($"{path}.{property}");
                    Walk(value, $"{path}.{property}");
                }
            }
            else if (node is JsonArray items)
            {
                foreach (var item in items)
                {
                    Walk(item, $"{path}[]");
                }
            }
        }
    }
}
