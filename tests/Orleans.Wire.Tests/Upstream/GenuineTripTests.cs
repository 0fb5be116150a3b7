using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Wire.Tests.Contracts;

namespace Orleans.Wire.Tests.Upstream;

/// <summary>The genuine serializer takes the same contracts, and brings the same values back.</summary>
public sealed class GenuineTripTests
{
    private static readonly Serializer Genuine = new ServiceCollection().AddSerializer().BuildServiceProvider().GetRequiredService<Serializer>();

    public static TheoryData<string> Names => ContractTypes.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_contract_comes_back_as_it_was(string name)
    {
        Type type = ContractTypes.Named(name);
        for (int seed = 0; seed < 100; seed++)
        {
            object value = new RandomValues(new Random(seed)).Make(type);
            Structure.AssertSame(value, Genuine.Deserialize<object>(Genuine.SerializeToArray(value)));
        }
    }
}
