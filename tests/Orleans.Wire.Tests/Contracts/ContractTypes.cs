using System.Collections.Immutable;
using System.Reflection;
using Lert.Grains.Accounts;
using Lert.Grains.Cases;
using Lert.Grains.Holds;
using Lert.Grains.Pages;
using Lert.Grains.Responders;

namespace Orleans.Wire.Tests.Contracts;

/// <summary>Every contract type of the product that can be made, the generic ones for each view that they are used with.</summary>
internal static class ContractTypes
{
    private static readonly Type[] Views = [typeof(HoldView), typeof(CaseView), typeof(AccountView), typeof(ResponderView), typeof(ResponderListing), typeof(PageView), typeof(Lert.Grains.Requesters.RequesterView)];

    public static ImmutableArray<Type> All { get; } =
    [
        .. from type in typeof(HoldView).Assembly.GetTypes()
           where type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && !type.IsEnum && !type.IsSubclassOf(typeof(Exception))
           from closed in type.IsGenericTypeDefinition ? Views.Select(view => type.MakeGenericType(view)) : [type]
           orderby closed.ToString()
           select closed,
    ];

    public static TheoryData<string> Names => [.. All.Select(type => type.ToString())];

    public static Type Named(string name) => All.Single(type => type.ToString() == name);
}
