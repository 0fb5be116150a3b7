using System.Text;

namespace Orleans.Generator;

/// <summary>Writes the part of a codec that goes through the members.</summary>
internal static class CodecFields
{
    private const string Own = "global::Orleans.Compat.";

    public static void Write(StringBuilder text, CodecModel model)
    {
        text.AppendLine().AppendLine($"        internal static void WriteFields({Own}WireWriter writer, {model.Type} value)").AppendLine("        {");
        CodecLevel[] levels = [.. model.Levels];
        WriteMembers(text, model, levels[levels.Length - 1], "            ");
        foreach (CodecLevel level in levels.Take(levels.Length - 1).Where(level => level.Members.Any()))
        {
            text.AppendLine("            {");
            text.AppendLine($"                writer.WriteTag({level.Depth}, {Own}WireKind.Base);").AppendLine("                int part = writer.Begin();");
            WriteMembers(text, model, level, "                ");
            text.AppendLine("                writer.End(part);").AppendLine("            }");
        }

        text.AppendLine("        }");
    }

    public static void Read(StringBuilder text, CodecModel model, string parameters)
    {
        CodecLevel[] levels = [.. model.Levels];
        text.AppendLine().AppendLine($"        internal static {model.Type} ReadFields(ref {Own}WireReader reader{parameters})").AppendLine("        {");
        foreach (CodecMember member in levels.SelectMany(level => level.Members))
        {
            text.AppendLine($"            {member.Type} {member.Local} = default!;");
        }

        CodecLevel[] bases = [.. levels.Take(levels.Length - 1).Where(level => level.Members.Any())];
        if (bases.Length == 0)
        {
            text.AppendLine($"            while (reader.TryReadField(out uint id, out {Own}WireKind kind))").AppendLine("            {");
        }
        else
        {
            text.AppendLine($"            while (reader.TryReadTag(out uint id, out {Own}WireKind kind))").AppendLine("            {");
            ReadBases(text, bases);
        }

        ReadMembers(text, levels[levels.Length - 1], "                ");
        text.AppendLine("            }").AppendLine();
        Make(text, model);
        text.AppendLine("        }");
    }

    public static void WriteAccessors(StringBuilder text, CodecModel model)
    {
        CodecMember[] members = [.. model.Levels.SelectMany(level => level.Members).Where(member => member.Field is not null)];
        if (members.Length == 0)
        {
            return;
        }

        text.AppendLine().AppendLine($"    internal static class {model.Accessors}{model.Constraints}").AppendLine("    {");
        foreach (CodecMember member in members)
        {
            text.AppendLine($"        {member.Field}");
        }

        text.AppendLine("    }");
    }

    private static void WriteMembers(StringBuilder text, CodecModel model, CodecLevel level, string indent)
    {
        foreach (CodecMember member in level.Members)
        {
            text.AppendLine($"{indent}{Own}WireField.Write<{member.Type}, {member.Codec}>(writer, {member.Id}, {member.Access.Replace("{0}", model.Accessors)});");
        }
    }

    private static void ReadMembers(StringBuilder text, CodecLevel level, string indent)
    {
        text.AppendLine($"{indent}switch (id)").AppendLine($"{indent}{{");
        foreach (CodecMember member in level.Members)
        {
            text.AppendLine($"{indent}    case {member.Id}: {member.Local} = {Own}WireField.Read<{member.Type}, {member.Codec}>(ref reader, id, kind); break;");
        }

        text.AppendLine($"{indent}    default: reader.Skip(kind); break;").AppendLine($"{indent}}}");
    }

    // A part of a base stands among the type's own fields, under the number of its level.
    private static void ReadBases(StringBuilder text, IReadOnlyList<CodecLevel> bases)
    {
        text.AppendLine($"                if (kind == {Own}WireKind.Base)").AppendLine("                {");
        text.AppendLine("                    uint level = id;").AppendLine("                    int rest = reader.Begin();");
        text.AppendLine("                    while (reader.TryReadField(out id, out kind))").AppendLine("                    {");
        text.AppendLine("                        switch (level)").AppendLine("                        {");
        foreach (CodecLevel level in bases)
        {
            text.AppendLine($"                            case {level.Depth}:");
            ReadMembers(text, level, "                                ");
            text.AppendLine("                                break;");
        }

        text.AppendLine("                            default: reader.Skip(kind); break;").AppendLine("                        }").AppendLine("                    }").AppendLine();
        text.AppendLine("                    reader.End(rest);").AppendLine("                    continue;").AppendLine("                }").AppendLine();
        text.AppendLine($"                if (kind is {Own}WireKind.Case or {Own}WireKind.Null)").AppendLine("                {");
        text.AppendLine("                    reader.Skip(kind);").AppendLine("                    continue;").AppendLine("                }").AppendLine();
    }

    private static void Make(StringBuilder text, CodecModel model)
    {
        CodecMaking making = model.Making!;
        string initializers = making.Initializers.Any() ? $" {{ {string.Join(", ", making.Initializers)} }}" : "";
        text.AppendLine($"            {model.Type} value = new {model.Type}({string.Join(", ", making.Arguments)}){initializers};");
        foreach (string assignment in making.Assignments)
        {
            text.AppendLine($"            {assignment.Replace("{0}", model.Accessors)}");
        }

        text.AppendLine("            return value;");
    }
}
