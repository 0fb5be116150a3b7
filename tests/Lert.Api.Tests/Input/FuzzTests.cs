using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;

namespace Lert.Api.Tests.Input;

/// <summary>Whatever bytes come, the answer is one that the caller can act on, and the process stays up.</summary>
public abstract class FuzzTests(RunningApi api)
{
    private const int Rounds = 60;

    /// <summary>What a fresh cluster may say to a message that happens to be well formed. Denied is a step of a case that is for others.</summary>
    private static readonly StatusCode[] Honest =
        [StatusCode.OK, StatusCode.InvalidArgument, StatusCode.NotFound, StatusCode.FailedPrecondition, StatusCode.PermissionDenied];

    [Fact]
    public async Task Random_bytes_are_invalid_or_happen_to_be_right()
    {
        var samples = ArbMap.Default.GeneratorFor<byte[]>().Sample(200, Rounds).ToList();
        foreach (var (method, i) in RawCalls.Methods.Select((method, i) => (method, i)))
        {
            foreach (var bytes in samples.Skip(i).Where((_, at) => at % RawCalls.Methods.Count == 0).Append([]))
            {
                await Answers(method, bytes);
            }
        }

        await StillServes();
    }

    [Fact]
    public async Task Messages_of_the_right_shape_with_any_content_are_invalid_or_right()
    {
        var random = new System.Random(20_260_922);
        foreach (var method in RawCalls.Methods)
        {
            for (var round = 0; round < Rounds / 6; round++)
            {
                await Answers(method, Fill(method.NewRequest(), random, depth: 0).ToByteArray());
            }
        }

        await StillServes();
    }

    [Fact]
    public async Task Right_messages_with_a_broken_byte_are_invalid_or_right()
    {
        var random = new System.Random(7);
        var good = Some.OpenCase().ToByteArray();
        var open = RawCalls.Methods.Single(method => method.Path() == "/lert.v1.CaseService/Open");
        for (var round = 0; round < Rounds; round++)
        {
            var broken = good.ToArray();
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            await Answers(open, broken[..random.Next(1, broken.Length + 1)]);
        }

        await StillServes();
    }

    private async Task Answers(MethodDescriptor method, byte[] bytes)
    {
        var role = MethodRoles.AllowedFor(method.Path()).Order(StringComparer.Ordinal).First();
        var (code, error, _) = await api.As(role).Call(method, bytes);
        Assert.True(Honest.Contains(code), $"{method.Path()} of {Convert.ToHexString(bytes)}: {error?.Status}");
        if (error is not null)
        {
            ErrorDetails.Of(error);
        }
    }

    private async Task StillServes()
    {
        Assert.NotNull(await api.Holds(Roles.Lead).ListAsync(new V1.ListHoldsRequest()));
    }

    private static IMessage Fill(IMessage message, System.Random random, int depth)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(_ => random.Next(3) > 0))
        {
            if (field.IsRepeated)
            {
                var list = (System.Collections.IList)field.Accessor.GetValue(message);
                for (var i = random.Next(4); i > 0 && depth < 3; i--)
                {
                    list.Add(Value(field, random, depth));
                }
            }
            else if (depth < 3)
            {
                field.Accessor.SetValue(message, Value(field, random, depth));
            }
        }

        return message;
    }

    private static object Value(FieldDescriptor field, System.Random random, int depth) => field.FieldType switch
    {
        FieldType.String => Texts[random.Next(Texts.Length)],
        FieldType.Int32 => new[] { 0, 1, -1, 1_000, int.MaxValue, int.MinValue }[random.Next(6)],
        FieldType.Int64 => new[] { 0L, 1, -1, 1_700_000_000, long.MaxValue, long.MinValue }[random.Next(6)],
        FieldType.Bool => random.Next(2) == 0,
        FieldType.Enum => random.Next(-1, 6),
        FieldType.Message => Fill(field.MessageType.Parser.ParseFrom(ByteString.Empty), random, depth + 1),
        _ => throw new NotSupportedException(field.FieldType.ToString()),
    };

    private static readonly string[] Texts =
    [
        "", "us", "us-1", "r-1", Some.CaseId, Some.HoldId, "status = ACTIVE", "status = (", "a = \"", "7", new string('x', 10_000), "\0", "🦊", "../..", "us-2703f",
        "AQ", "America/New_York", "case", "hold", "account", new string('a', 64), "due_before = \"9999-12-31T23:59:59Z\"", "' OR 1=1 --",
    ];
}

public sealed class FuzzTestsOfTheApi(ApiUnderTest api) : FuzzTests(api), IClassFixture<ApiUnderTest>;

public sealed class FuzzTestsOfASilo(SiloUnderTest silo) : FuzzTests(silo), IClassFixture<SiloUnderTest>;
