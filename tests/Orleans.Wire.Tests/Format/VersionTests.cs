using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Compat;
using Orleans.Wire.Tests.Contracts;

namespace Orleans.Wire.Tests.Format;

/// <summary>Two releases talk: what one does not know is passed over, what the other does not send is none.</summary>
[Trait("Stack", "compat")]
public sealed class VersionTests
{
    private static readonly Newer New = new(
        "name", long.MinValue, 7, "text", [new(1, 2), new(3, 4)], 1.5, 2.5f, new Shape.TallBox("box", 1, 2) { Layer = 3 }, ImmutableDictionary<string, string>.Empty.Add("k", "v"));

    [Fact]
    public void An_older_release_passes_over_what_a_newer_one_sends() =>
        Assert.Equal(new Older("name", 7), Trip.Of<Older>().Read(Trip.Of<Newer>().Write(New)));

    [Fact]
    public void A_newer_release_misses_what_an_older_one_does_not_send() =>
        Structure.AssertSame(new Newer("old", 0, 3, null, default, 0, 0, null, null), Trip.Of<Newer>().Read(Trip.Of<Older>().Write(new Older("old", 3))));

    [Fact]
    public void A_member_that_became_of_another_kind_is_refused_and_not_guessed()
    {
        byte[] bytes = Message(writer =>
        {
            writer.WriteTag(2, WireKind.Bytes);
            writer.WriteString("seven");
        });
        Assert.Contains("Field 2", Assert.Throws<WireFormatException>(() => Trip.Of<Older>().Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_that_only_a_newer_release_has_is_refused_by_its_name()
    {
        byte[] bytes = Message(writer => writer.WriteCase("test.shape.star"u8));
        Assert.Contains("'test.shape.star'", Assert.Throws<WireFormatException>(() => Trip.Of<Shape>().Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hierarchy_without_a_case_is_refused() => Assert.Throws<WireFormatException>(() => Trip.Of<Shape>().Read(Message(_ => { })));

    [Fact]
    public void A_base_that_only_a_newer_release_has_is_passed_over()
    {
        byte[] bytes = Message(writer =>
        {
            WireField.Write<string, StringCodec>(writer, 0, "name");
            writer.WriteTag(0, WireKind.Base);
            int part = writer.Begin();
            WireField.Write<int, Int32Codec>(writer, 2, 99);
            writer.End(part);
            WireField.Write<int, Int32Codec>(writer, 2, 5);
        });
        Assert.Equal(new Older("name", 5), Trip.Of<Older>().Read(bytes));
    }

    [Fact]
    public void A_type_that_derives_behind_the_generators_back_does_not_travel() =>
        Assert.Throws<WireFormatException>(() => Trip.Of<Shape>().Write(MakeStranger()));

    private static byte[] Message(Action<WireWriter> content)
    {
        using var writer = new WireWriter();
        int begin = writer.Begin();
        content(writer);
        writer.End(begin);
        return writer.Written.ToArray();
    }

    // In source the generator would refuse it.
    private static object MakeStranger()
    {
        TypeBuilder type = AssemblyBuilder.DefineDynamicAssembly(new("Strangers"), AssemblyBuilderAccess.Run).DefineDynamicModule("Strangers").DefineType("Stranger", TypeAttributes.Public, typeof(Shape.Box));
        type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator().Emit(OpCodes.Ret);
        return RuntimeHelpers.GetUninitializedObject(type.CreateType());
    }
}
