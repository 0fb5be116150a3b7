namespace Lert.Grains.Pages;

/// <summary>A page as callers see it.</summary>
[GenerateSerializer, Immutable, Alias("lert.page-view")]
public sealed record PageView([property: Id(0)] string PageId, [property: Id(1)] long Version);
