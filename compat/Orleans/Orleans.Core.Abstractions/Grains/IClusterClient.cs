// Genuine home: Orleans.Core.
namespace Orleans;

/// <summary>A client of the cluster. In a silo it is the silo itself: calls go straight to the activation.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the client, among them the stream providers by name.</summary>
    IServiceProvider ServiceProvider { get; }
}
