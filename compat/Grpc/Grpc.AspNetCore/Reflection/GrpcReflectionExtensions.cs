using System.Reflection;
using Grpc.AspNetCore.Internal;
using Grpc.AspNetCore.Server;
using Grpc.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ProtobufService = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Microsoft.Extensions.DependencyInjection
{
    public static class GrpcReflectionServiceExtensions
    {
        public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
        {
            ArgumentNullException.ThrowIfNull(services);
            services.TryAddSingleton(provider => new MappedDescriptors(provider));
            services.TryAddSingleton(provider => new ReflectionServiceImpl(provider.GetRequiredService<MappedDescriptors>().Index));
            services.TryAddSingleton(provider => new ReflectionV1ServiceImpl(provider.GetRequiredService<MappedDescriptors>().Index));
            return services;
        }
    }

    /// <summary>The descriptors of all mapped services, found through their endpoints at the first question.</summary>
    internal sealed class MappedDescriptors(IServiceProvider provider)
    {
        private readonly Lazy<DescriptorIndex> _index = new(() => new DescriptorIndex([.. Find(provider.GetServices<EndpointDataSource>())]));

        internal DescriptorIndex Index => _index.Value;

        private static IEnumerable<ProtobufService> Find(IEnumerable<EndpointDataSource> sources)
        {
            var types = sources.SelectMany(s => s.Endpoints).Select(e => e.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType).OfType<Type>().Distinct();
            foreach (var type in types)
            {
                var descriptor = ServiceBinder<object>.BindMethod(type)?.DeclaringType?.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
                if (descriptor is ProtobufService service)
                    yield return service;
            }
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public static class GrpcReflectionEndpointRouteBuilderExtensions
    {
        /// <summary>Serves reflection v1 and v1alpha.</summary>
        public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder)
        {
            ArgumentNullException.ThrowIfNull(builder);
            if (builder.ServiceProvider.GetService<MappedDescriptors>() is null)
            {
                throw new InvalidOperationException(
                    "Unable to find the required services. Please add all the required services by calling 'IServiceCollection.AddGrpcReflection()' inside the call to 'ConfigureServices(...)' in the application startup code.");
            }

            return new BothVersions(builder.MapGrpcService<ReflectionServiceImpl>(), builder.MapGrpcService<ReflectionV1ServiceImpl>());
        }

        private sealed class BothVersions(IEndpointConventionBuilder first, IEndpointConventionBuilder second) : IEndpointConventionBuilder
        {
            public void Add(Action<EndpointBuilder> convention)
            {
                first.Add(convention);
                second.Add(convention);
            }

            public void Finally(Action<EndpointBuilder> finallyConvention)
            {
                first.Finally(finallyConvention);
                second.Finally(finallyConvention);
            }
        }
    }
}
