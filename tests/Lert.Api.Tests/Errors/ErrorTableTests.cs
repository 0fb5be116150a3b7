using System.Reflection;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Grains;

namespace Lert.Api.Tests.Errors;

public sealed class ErrorTableTests
{
    public static TheoryData<string> AllCodes => [.. RefusalCodes.All.Concat(EdgeCodes.All)];

    [Theory]
    [MemberData(nameof(AllCodes))]
    public void Every_code_has_its_place_in_the_table(string code) => Assert.True(ErrorTable.Knows(code), code);

    [Theory]
    [InlineData(typeof(RefusalCodes))]
    [InlineData(typeof(EdgeCodes))]
    public void No_code_is_left_out_of_the_list_that_tests_walk(Type codes)
    {
        var constants = codes.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        var all = (IReadOnlyList<string>)codes.GetProperty("All")!.GetValue(null)!;
        Assert.Equal(constants.Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(RefusalCodes.RequestInvalid, StatusCode.InvalidArgument)]
    [InlineData(RefusalCodes.HoldWrongRegion, StatusCode.InvalidArgument)]
    [InlineData(RefusalCodes.RequestIdReused, StatusCode.AlreadyExists)]
    [InlineData(RefusalCodes.VersionStale, StatusCode.Aborted)]
    [InlineData(RefusalCodes.CaseNotFound, StatusCode.NotFound)]
    [InlineData(RefusalCodes.HoldNotFound, StatusCode.NotFound)]
    [InlineData(RefusalCodes.HoldExtensionTooLate, StatusCode.FailedPrecondition)]
    [InlineData(RefusalCodes.HoldDataGone, StatusCode.FailedPrecondition)]
    [InlineData(RefusalCodes.AccountRetained, StatusCode.FailedPrecondition)]
    [InlineData(EdgeCodes.Busy, StatusCode.ResourceExhausted)]
    [InlineData(EdgeCodes.OutcomeUnknown, StatusCode.Unavailable)]
    [InlineData(EdgeCodes.DataLoss, StatusCode.DataLoss)]
    [InlineData("hold.from-a-newer-silo", StatusCode.FailedPrecondition)]
    public void A_code_says_what_the_caller_may_do_next(string code, StatusCode status) => Assert.Equal(status, ErrorTable.StatusOf(code));

    [Fact]
    public void The_gate_bites_a_code_that_nobody_entered() => Assert.False(ErrorTable.Knows("hold.forgotten"));
}
