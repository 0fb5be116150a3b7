using System.Text;

namespace Orleans.Generator;

/// <summary>Writes how a call's arguments and its result travel: each argument is the field of its position, the result is field 0.</summary>
internal static class CallCodecs
{
    private const string Own = "global::Orleans.Compat.";

    public static void Write(StringBuilder text, MethodModel method)
    {
        (int Index, ParameterModel Parameter)[] carried = [.. method.Parameters.Select((parameter, i) => (i, parameter)).Where(part => !part.parameter.IsToken)];
        text.AppendLine($"        public override void WriteArguments({Own}WireWriter writer)").AppendLine("        {");
        foreach ((int index, ParameterModel parameter) in carried)
        {
            text.AppendLine($"            {Own}WireField.Write<{parameter.Type}, {parameter.Codec}>(writer, {index}, a{index});");
        }

        text.AppendLine("        }");
        text.AppendLine($"        protected override void ReadArgumentFields(ref {Own}WireReader reader)").AppendLine("        {");
        Loop(text, carried.Select(part => $"case {part.Index}: a{part.Index} = {Own}WireField.Read<{part.Parameter.Type}, {part.Parameter.Codec}>(ref reader, id, kind); break;"));
        text.AppendLine("        }");
        if (!method.HasResult)
        {
            return;
        }

        text.AppendLine($"        protected override void WriteResult({Own}WireWriter writer, {method.Result} result) => {Own}WireField.Write<{method.Result}, {method.ResultCodec}>(writer, 0, result);");
        text.AppendLine($"        protected override {method.Result} ReadResult(ref {Own}WireReader reader)").AppendLine("        {");
        text.AppendLine($"            {method.Result} result = default!;");
        Loop(text, [$"case 0: result = {Own}WireField.Read<{method.Result}, {method.ResultCodec}>(ref reader, id, kind); break;"]);
        text.AppendLine("            return result;").AppendLine("        }");
    }

    private static void Loop(StringBuilder text, IEnumerable<string> cases)
    {
        text.AppendLine($"            while (reader.TryReadField(out uint id, out {Own}WireKind kind))").AppendLine("            {");
        text.AppendLine("                switch (id)").AppendLine("                {");
        foreach (string one in cases)
        {
            text.AppendLine($"                    {one}");
        }

        text.AppendLine("                    default: reader.Skip(kind); break;").AppendLine("                }").AppendLine("            }");
    }
}
