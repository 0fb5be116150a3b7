// Unary echo over loopback: this process is the client, a second one the server.
//   dotnet run -c Release --project bench/Grpc.Echo [seconds]
//   dotnet run -c Release --project bench/Grpc.Echo serve [port]
using System.Globalization;
using Grpc.Echo;

if (args is ["serve", ..])
    return await EchoServer.RunAsync(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 0);
if (args is ["turns"])
    return await GenuinePeer.ServeTurnsAsync();
var seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
return await EchoBench.RunAsync(TimeSpan.FromSeconds(seconds));
