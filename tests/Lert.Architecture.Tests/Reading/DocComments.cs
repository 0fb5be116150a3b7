using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Lert.Architecture.Tests.Reading;

/// <summary>What the doc comments of an assembly say of its types, parameters and properties; empty where they say nothing.</summary>
internal sealed partial class DocComments(params Type[] oneOfEach)
{
    private readonly Dictionary<string, XElement> _members = oneOfEach
        .SelectMany(type => XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml")).Descendants("member"))
        .GroupBy(member => (string)member.Attribute("name")!, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First(), StringComparer.Ordinal);

    public string Of(Type type) => Text(Member($"T:{Name(type)}")?.Element("summary"));

    /// <summary>What is said of a part of a record: by its type's own comment, or by the property's.</summary>
    public string Of(Type type, string part)
    {
        var told = Member($"T:{Name(type)}")?.Elements("param").FirstOrDefault(param => (string?)param.Attribute("name") == part);
        return Text(told ?? Member($"P:{Name(type)}.{part}")?.Element("summary"));
    }

    private XElement? Member(string name) => _members.GetValueOrDefault(name);

    private static string Name(Type type) => type.FullName!.Replace('+', '.');

    private static string Text(XElement? element)
    {
        if (element is null)
        {
            return "";
        }

        var words = element.Nodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "paramref" } part => $"`{part.Attribute("name")?.Value}`",
            XElement see => $"`{see.Attribute("cref")?.Value.Split('.')[^1] ?? see.Value}`",
            _ => "",
        });
        return Blank().Replace(string.Concat(words), " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
