// An OTLP collector that nobody here wrote, as far as one is needed: grpc-js serves OpenTelemetry's own definitions, and each export is printed as a line of JSON.
'use strict';
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const root = path.join(path.dirname(require.resolve('@opentelemetry/otlp-grpc-exporter-base/package.json')), 'build/protos');
const options = { keepCase: true, longs: String, enums: String, defaults: true, includeDirs: [root] };
const load = (file) => grpc.loadPackageDefinition(loader.loadSync(`opentelemetry/proto/collector/${file}`, options)).opentelemetry.proto.collector;

const say = (line) => console.log(JSON.stringify(line));
const text = (value) => String(Object.values(value).find((one) => one !== undefined && one !== '') ?? '');
const attributes = (list) => Object.fromEntries(list.map(({ key, value }) => [key, value ? text({ s: value.string_value, i: value.int_value, b: value.bool_value }) : '']));

const server = new grpc.Server();
server.addService(load('metrics/v1/metrics_service.proto').metrics.v1.MetricsService.service, {
    Export(call, answer) {
        for (const resource of call.request.resource_metrics)
            for (const scope of resource.scope_metrics)
                for (const metric of scope.metrics)
                    say({ kind: 'metric', name: metric.name, unit: metric.unit, resource: attributes(resource.resource.attributes) });
        answer(null, {});
    },
});
server.addService(load('trace/v1/trace_service.proto').trace.v1.TraceService.service, {
    Export(call, answer) {
        for (const resource of call.request.resource_spans)
            for (const scope of resource.scope_spans)
                for (const span of scope.spans)
                    say({ kind: 'span', name: span.name, attributes: attributes(span.attributes), resource: attributes(resource.resource.attributes) });
        answer(null, {});
    },
});
server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (broken, port) => {
    if (broken) throw broken;
    say({ kind: 'port', port });
});
// It lives as long as whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
