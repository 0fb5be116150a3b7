using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace Lert.Architecture.Tests.Reading;

/// <summary>The instructions of a method, each with what it names: a type, a method or a field.</summary>
internal static class Instructions
{
    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => (int)(ushort)code.Value);

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IEnumerable<MethodBase> MethodsOf(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)));

    public static List<(OpCode Code, MemberInfo? Named)> Of(MethodBase method)
    {
        var read = new List<(OpCode, MemberInfo?)>();
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } body)
        {
            return read;
        }

        for (var at = 0; at < body.Length;)
        {
            var code = body[at] == 0xFE ? Codes[0xFE00 | body[at + 1]] : Codes[body[at]];
            at += code.Size;
            var named = code.OperandType is OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineField
                ? Resolve(method, BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(at)))
                : null;
            read.Add((code, named));
            at += Length(code.OperandType, body.AsSpan(at));
        }

        return read;
    }

    private static int Length(OperandType operand, ReadOnlySpan<byte> rest) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(rest)),
        _ => 4,
    };

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token, method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null, method is { IsGenericMethod: true } ? method.GetGenericArguments() : null);
}
