using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Grpc.Core;
using Lert.Api.Errors;
using Lert.Api.Identity;
using Lert.Api.Tests.Running;
using Microsoft.IdentityModel.Tokens;

namespace Lert.Api.Tests.Identity;

public sealed class IdentityTests(ApiUnderTest api) : IClassFixture<ApiUnderTest>
{
    [Fact]
    public async Task A_good_token_passes() => Assert.Equal(StatusCode.OK, (await Call(api.As(Roles.Lead))).Code);

    [Fact]
    public async Task Without_a_token_no_method_answers()
    {
        foreach (var method in RawCalls.Methods)
        {
            var (_, error, _) = await api.With(null).Call(method, []);
            Assert.Equal((StatusCode.Unauthenticated, EdgeCodes.TokenMissing), (error!.StatusCode, ErrorDetails.Of(error).Reason));
        }
    }

    [Theory]
    [InlineData("lert.v1.HoldService", "Forget")]
    [InlineData("lert.v1.NoService", "Get")]
    [InlineData("grpc.reflection.v1.ServerReflection", "ServerReflectionInfo")]
    [InlineData("grpc.reflection.v1alpha.ServerReflection", "ServerReflectionInfo")]
    public async Task Without_a_token_nobody_learns_what_there_is(string service, string method)
    {
        var call = RawCalls.Bytes(MethodType.Unary, service, method);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await api.With(null).AsyncUnaryCall(call, null, default, []));
        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
    }

    [Fact]
    public async Task Without_a_token_health_answers()
    {
        var check = RawCalls.Bytes(MethodType.Unary, "grpc.health.v1.Health", "Check");
        // HealthCheckResponse { status: SERVING }
        Assert.Equal([0x08, 0x01], await api.With(null).AsyncUnaryCall(check, null, default, []));
    }

    [Fact]
    public async Task Plain_http_without_a_token_is_401()
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(api.Address), "/anything"))
        {
            Version = new Version(2, 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.SendAsync(request);
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_expired_token_is_told_so()
    {
        var token = api.Key.Mint("ann", [Roles.Lead], ["us"], ApiUnderTest.Now.AddHours(-2), TimeSpan.FromHours(1));
        await Refused(token, EdgeCodes.TokenExpired);
    }

    [Fact]
    public Task A_token_from_the_future_is_not_good() =>
        Refused(api.Key.Mint("ann", [Roles.Lead], ["us"], ApiUnderTest.Now.AddHours(1), TimeSpan.FromHours(1)));

    [Theory]
    [InlineData("roles", "auditor")]
    [InlineData("sub", "joe")]
    [InlineData("aud", "lert2")]
    [InlineData("exp", "99999999999")]
    public async Task A_payload_that_was_changed_is_not_good(string claim, string value)
    {
        var (header, payload, signature) = ForeignTokens.Take(Good);
        payload[claim] = claim == "exp" ? JsonValue.Create(long.Parse(value)) : value;
        await Refused(ForeignTokens.Put(header, payload, signature));
    }

    [Fact]
    public async Task No_single_character_of_a_signature_can_change()
    {
        var dot = Good.LastIndexOf('.');
        foreach (var at in new[] { dot + 1, dot + 20, dot + 60 })
        {
            var changed = Good.ToCharArray();
            changed[at] = changed[at] == 'A' ? 'B' : 'A';
            await Refused(new string(changed));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    public async Task A_token_that_says_it_needs_no_signature_is_not_good(string algorithm)
    {
        var (header, payload, signature) = ForeignTokens.Take(Good);
        header["alg"] = algorithm;
        await Refused(ForeignTokens.Put(header, payload, ""));
        await Refused(ForeignTokens.Put(header, payload, signature));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_public_key_is_no_shared_secret(bool namesKey)
    {
        var (header, payload, _) = ForeignTokens.Take(Good);
        header["alg"] = "HS256";
        if (!namesKey)
        {
            header.Remove("kid");
        }

        var jwks = await File.ReadAllTextAsync(api.Key.JwksPath);
        var jwk = JsonNode.Parse(jwks)!["keys"]![0]!;
        byte[] x = Base64UrlEncoder.DecodeBytes((string)jwk["x"]!), y = Base64UrlEncoder.DecodeBytes((string)jwk["y"]!);
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
        byte[][] secrets =
        [
            Encoding.UTF8.GetBytes(jwks), Encoding.UTF8.GetBytes(jwk.ToJsonString()), x, [.. x, .. y], [4, .. x, .. y],
            key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()),
        ];
        foreach (var secret in secrets)
        {
            await Refused(ForeignTokens.SignedBy(header, payload, ForeignTokens.Hmac(secret)));
        }
    }

    [Fact]
    public async Task A_key_that_the_token_brings_along_is_not_good()
    {
        var (header, payload, _) = ForeignTokens.Take(Good);
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var q = own.ExportParameters(false).Q;
        header["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(q.X!), ["y"] = Base64UrlEncoder.Encode(q.Y!) };
        await Refused(ForeignTokens.SignedBy(header, payload, content => own.SignData(content, HashAlgorithmName.SHA256)));
        header.Remove("kid");
        await Refused(ForeignTokens.SignedBy(header, payload, content => own.SignData(content, HashAlgorithmName.SHA256)));
        header["kid"] = "unknown";
        await Refused(ForeignTokens.SignedBy(header, payload, content => own.SignData(content, HashAlgorithmName.SHA256)));
    }

    [Theory]
    [InlineData("iss")]
    [InlineData("aud")]
    [InlineData("exp")]
    public async Task A_token_without_one_of_these_is_not_good(string claim)
    {
        var payload = Payload();
        payload.Remove(claim);
        await Refused(Signed(payload));
    }

    [Theory]
    [InlineData("iss", "someone-else")]
    [InlineData("aud", "another-service")]
    public async Task A_token_of_another_issuer_or_for_another_service_is_not_good(string claim, string value)
    {
        var payload = Payload();
        payload[claim] = value;
        await Refused(Signed(payload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("ann ")]
    [InlineData("ann\nbob")]
    [InlineData("system:timer")]
    public async Task A_token_must_name_a_person_or_a_machine_and_never_the_system(string? subject)
    {
        var payload = Payload();
        payload["sub"] = subject;
        await Refused(Signed(payload));
    }

    [Fact]
    public Task A_subject_has_a_bound() => Refused(api.Token([Roles.Lead], subject: new string('a', 129)));

    [Fact]
    public async Task The_same_claims_signed_by_the_right_key_pass() => Assert.Equal(StatusCode.OK, (await Call(api.With(Signed(Payload())))).Code);

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer a.b.c.d.e")]
    [InlineData("Basic YW5uOmFubg==")]
    [InlineData("garbage")]
    public async Task Anything_else_in_its_place_is_no_token(string header) =>
        Assert.Equal(StatusCode.Unauthenticated, (await Call(api.With(header, "authorization"))).Code);

    [Fact]
    public async Task A_refused_token_is_not_repeated_in_the_answer_or_the_log()
    {
        var token = Signed(new JsonObject { ["sub"] = "very-private-name" });
        var (_, error, _) = await Call(api.With(token));
        Assert.DoesNotContain("private", error!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(api.Log.Lines, line => line.Text.Contains("very-private-name", StringComparison.Ordinal) || line.Text.Contains(token, StringComparison.Ordinal));
    }

    private string Good => field ??= api.Token([Roles.Lead]);

    private JsonObject Payload() => ForeignTokens.Take(Good).Payload;

    /// <summary>Signed by the real key.</summary>
    private string Signed(JsonObject payload)
    {
        var jwk = JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(api.Key.JwksPath)!, "development-key.jwk")))!;
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            D = Base64UrlEncoder.DecodeBytes((string)jwk["d"]!),
            Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes((string)jwk["x"]!), Y = Base64UrlEncoder.DecodeBytes((string)jwk["y"]!) },
        });
        return ForeignTokens.SignedBy(ForeignTokens.Take(Good).Header, payload, content => key.SignData(content, HashAlgorithmName.SHA256));
    }

    private async Task Refused(string token, string code = EdgeCodes.TokenInvalid)
    {
        var (_, error, _) = await Call(api.With(token));
        Assert.True(error is not null, "the token passed");
        Assert.Equal((StatusCode.Unauthenticated, code), (error.StatusCode, ErrorDetails.Of(error).Reason));
    }

    private static Task<(StatusCode Code, RpcException? Error, byte[]? Answer)> Call(CallInvoker invoker) =>
        invoker.Call(RawCalls.Methods.Single(method => method.Path() == "/lert.v1.CaseService/List"), []);
}
