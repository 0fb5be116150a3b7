using System.Text.RegularExpressions;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;

namespace Lert.Api.Tests.Identity;

/// <summary>Walks all methods of lert.v1 and all roles. What is right is read from the comments of the protos, which is what callers read.</summary>
public abstract partial class RoleTests(RunningApi api)
{
    private static readonly Dictionary<string, string[]> Documented = ReadProtos();

    private static readonly string[] Alone = [Roles.Auditor, Roles.Operator, Roles.DeletionPipeline, Roles.Wellness];

    [Fact]
    public void The_table_names_all_methods_and_no_other() =>
        Assert.Equal(RawCalls.Methods.Select(method => method.Path()).Order(StringComparer.Ordinal), MethodRoles.Methods.Order(StringComparer.Ordinal));

    [Fact]
    public void A_method_that_is_not_in_the_table_is_closed_to_everyone() => Assert.Empty(MethodRoles.AllowedFor("/lert.v1.HoldService/Forget"));

    [Fact]
    public void The_protos_say_of_every_method_who_may_call_it() =>
        Assert.Equal(RawCalls.Methods.Select(method => method.Path()).Order(StringComparer.Ordinal), Documented.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_role_may_call_exactly_the_methods_that_the_protos_give_it()
    {
        foreach (var method in RawCalls.Methods)
        {
            foreach (var role in Roles.All)
            {
                var (code, error, _) = await api.As(role).Call(method, []);
                var refused = code == StatusCode.PermissionDenied;
                Assert.True(refused != Documented[method.Path()].Contains(role), $"{role} calling {method.Path()}: {code}");
                if (refused)
                {
                    Assert.Equal(EdgeCodes.RoleMissing, ErrorDetails.Of(error!).Reason);
                }
            }
        }
    }

    [Fact]
    public async Task No_role_and_unknown_roles_may_call_nothing()
    {
        foreach (var method in RawCalls.Methods)
        {
            Assert.Equal(StatusCode.PermissionDenied, (await api.As().Call(method, [])).Code);
            Assert.Equal(StatusCode.PermissionDenied, (await api.As("root", "Lead", "lead ").Call(method, [])).Code);
        }
    }

    [Fact]
    public async Task Duties_that_must_be_apart_are_refused_together_whatever_is_called()
    {
        foreach (var method in RawCalls.Methods)
        {
            foreach (var alone in Alone)
            {
                foreach (var other in Roles.All.Where(role => role != alone))
                {
                    var (code, error, _) = await api.As(alone, other).Call(method, []);
                    Assert.True(code == StatusCode.PermissionDenied, $"{alone} with {other} calling {method.Path()}: {code}");
                    Assert.Equal(EdgeCodes.ConflictingRoles, ErrorDetails.Of(error!).Reason);
                }
            }
        }
    }

    [Fact]
    public async Task Duties_that_go_together_are_united()
    {
        var method = RawCalls.Methods.Single(method => method.Path() == "/lert.v1.HoldService/Release");
        Assert.Equal(StatusCode.InvalidArgument, (await api.As(Roles.Intake, Roles.Counsel).Call(method, [])).Code);
    }

    private static Dictionary<string, string[]> ReadProtos()
    {
        var documented = new Dictionary<string, string[]>();
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "protos"), "*_service.proto"))
        {
            var text = File.ReadAllText(file);
            var service = ServiceLine().Match(text).Groups[1].Value;
            foreach (Match rpc in MethodWithComment().Matches(text))
            {
                var comment = CommentMark().Replace(rpc.Groups[1].Value, " ");
                var roles = RoleList().Match(comment);
                if (roles.Success)
                {
                    documented[$"/lert.v1.{service}/{rpc.Groups[2].Value}"] = [.. RoleName().Matches(roles.Groups[1].Value).Select(name => name.Value)];
                }
            }
        }

        return documented;
    }

    [GeneratedRegex(@"^service (\w+)", RegexOptions.Multiline)]
    private static partial Regex ServiceLine();

    [GeneratedRegex(@"((?:^  //.*\n)+)  rpc (\w+)", RegexOptions.Multiline)]
    private static partial Regex MethodWithComment();

    [GeneratedRegex(@"\s*//\s*")]
    private static partial Regex CommentMark();

    [GeneratedRegex(@"Roles?: ([a-z, -]+)\.")]
    private static partial Regex RoleList();

    [GeneratedRegex(@"\b(?!alone\b)[a-z]+(?:-[a-z]+)?")]
    private static partial Regex RoleName();
}

public sealed class RoleTestsOfTheApi(ApiUnderTest api) : RoleTests(api), IClassFixture<ApiUnderTest>;

public sealed class RoleTestsOfASilo(SiloUnderTest silo) : RoleTests(silo), IClassFixture<SiloUnderTest>;
