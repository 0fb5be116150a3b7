using Orleans.Runtime;

// Markers tell the compiler what kind of key a grain has; they have nothing to declare.
#pragma warning disable CA1040
namespace Orleans.Runtime
{
    /// <summary>Something that can be called by reference.</summary>
    public interface IAddressable;
}

namespace Orleans
{
    /// <summary>Every grain interface derives from one of the interfaces below, by the kind of its key.</summary>
    public interface IGrain : IAddressable;

    public interface IGrainWithStringKey : IGrain;

    public interface IGrainWithGuidKey : IGrain;

    public interface IGrainWithIntegerKey : IGrain;
}
