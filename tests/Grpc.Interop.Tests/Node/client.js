// grpc-js as a client of our server: runs one scenario and prints what it saw, one JSON object a line.
// usage: node client.js HOST:PORT DESCRIPTORS SCENARIO
'use strict';

const fs = require('fs');
const path = require('path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const LIMIT = 4 * 1024 * 1024;
// Tag and length of the payload field: what a message has besides its payload.
const OVERHEAD = 5;

const [address, descriptors, scenario] = process.argv.slice(2);
const shape = { keepCase: true, defaults: true, longs: Number, enums: Number };
const packages = grpc.loadPackageDefinition({
  // Health and reflection are the server's own; their descriptors come from it.
  ...loader.loadFileDescriptorSetFromBuffer(fs.readFileSync(descriptors), shape),
  ...loader.loadSync(path.join(__dirname, '..', 'Protos', 'interop.proto'), shape),
});
const credentials = grpc.credentials.createInsecure();
const options = { 'grpc.max_send_message_length': -1 };
const say = (seen) => console.log(JSON.stringify(seen));

const connect = (more = {}) => new packages.lert.interop.v1.Interop(address, credentials, { ...options, ...more });
const unary = (client, method, request, ...rest) =>
  new Promise((resolve) => client[method](request, ...rest, (error, reply) => resolve({ error, reply, code: error ? error.code : 0 })));
const drain = (call) =>
  new Promise((resolve) => {
    const messages = [];
    call.on('data', (message) => messages.push(message));
    call.on('error', (error) => resolve({ messages, code: error.code }));
    call.on('end', () => resolve({ messages, code: 0 }));
  });
const first = (call) => new Promise((resolve, reject) => call.once('data', resolve).once('error', reject));

const scenarios = {
  async echo(client) {
    const { reply } = await unary(client, 'Echo', { text: 'h\u00e9llo', payload: Buffer.from([0, 255]) });
    say({ text: reply.text, payload: [...reply.payload] });
  },

  async expand(client) {
    const { messages } = await drain(client.Expand({ count: 100, payload_bytes: 1000 }));
    say({ numbers: messages.map((m) => m.number), bytes: messages.reduce((sum, m) => sum + m.payload.length, 0) });
  },

  async collect(client) {
    const reply = await new Promise((resolve, reject) => {
      const call = client.Collect((error, value) => (error ? reject(error) : resolve(value)));
      for (let i = 0; i < 10; i++) call.write({ text: String(i) });
      call.end();
    });
    say({ count: reply.count, texts: reply.texts });
  },

  async chat(client) {
    const call = client.Chat();
    const all = drain(call);
    for (let i = 0; i < 10; i++) call.write({ text: String(i) });
    call.end();
    say({ replies: (await all).messages.map((m) => [m.number, m.text]) });
  },

  async deadline(client) {
    const { code } = await drain(client.Hang({}, { deadline: Date.now() + 500 }));
    say({ code });
  },

  async cancel(client) {
    const call = client.Hang({});
    const message = await first(call);
    const rest = drain(call);
    call.cancel();
    say({ first: message.text, code: (await rest).code });
  },

  async large(client) {
    const fits = await unary(client, 'Echo', { payload: Buffer.alloc(LIMIT - OVERHEAD) });
    const over = await unary(client, 'Echo', { payload: Buffer.alloc(LIMIT - OVERHEAD + 1) });
    const after = await unary(client, 'Echo', { text: 'still here' });
    say({ fits: fits.reply.payload.length, code: over.code, after: after.reply.text });
  },

  async unknown(client) {
    const raw = (path) =>
      new Promise((resolve) => client.makeUnaryRequest(path, (b) => b, (b) => b, Buffer.alloc(0), (error) => resolve(error ? error.code : 0)));
    say({ service: await raw('/no.such.Service/Echo'), method: await raw('/lert.interop.v1.Interop/NoSuchMethod') });
  },

  async refuse(client) {
    const seen = [];
    for (const after_headers of [false, true]) {
      const request = { code: 9, detail: 'n\u00f6t n\u00f6w: 100 %\n', status_details: Buffer.from([8, 9, 255]), after_headers };
      let before;
      const { error } = await new Promise((resolve) => {
        const call = client.Refuse(request, (e) => resolve({ error: e }));
        call.on('metadata', (m) => (before = m.get('x-before')[0]));
      });
      const details = error.metadata.get('grpc-status-details-bin')[0];
      seen.push({
        code: error.code,
        detail: error.details,
        reason: error.metadata.get('x-reason')[0],
        details: details ? details.toString('base64') : '',
        before: before || null,
      });
    }
    say({ seen });
  },

  async crash(client) {
    const { error } = await unary(client, 'Refuse', { crash: true });
    say({ code: error.code, detail: error.details });
  },

  async headers(client) {
    const sent = new grpc.Metadata();
    sent.add('x-text', 'value');
    sent.add('x-data-bin', Buffer.from([0, 1, 254]));
    sent.add('x-text', 'again');
    let initial, trailing;
    const reply = await new Promise((resolve, reject) => {
      let answer;
      const call = client.Headers({}, sent, { deadline: Date.now() + 30000 }, (error, value) => (error ? reject(error) : (answer = value)));
      call.on('metadata', (m) => (initial = m));
      call.on('status', (s) => {
        trailing = s.metadata;
        setImmediate(() => resolve(answer));
      });
    });
    say({
      has_deadline: reply.has_deadline,
      data: [...reply.binary['x-data-bin']],
      // HTTP/2 in Node joins repeated text headers with a comma.
      initial_text: initial.get('x-text').flatMap((t) => t.split(', ')),
      initial_data: initial.get('x-data-bin').map((b) => [...b]),
      trailing_text: trailing.get('tx-text').flatMap((t) => t.split(', ')),
      trailing_data: trailing.get('tx-data-bin').map((b) => [...b]),
    });
  },

  async gzip() {
    const client = connect({ 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
    const { reply } = await unary(client, 'Headers', { payload: Buffer.alloc(10000) });
    const call = client.Chat();
    const all = drain(call);
    for (let i = 0; i < 3; i++) call.write({ payload: Buffer.alloc(10000) });
    call.end();
    say({ encoding: reply.text['raw-grpc-encoding'], bytes: (await all).messages.reduce((sum, m) => sum + m.payload.length, 0) });
    client.close();
  },

  async concurrent(client) {
    const calls = Array.from({ length: 1000 }, () => client.Hang({}));
    const texts = await Promise.all(calls.map(first));
    const { reply } = await unary(client, 'Counts', {});
    for (const call of calls) {
      call.on('error', () => {});
      call.cancel();
    }
    say({ first: texts.filter((m) => m.text === 'hanging').length, open: reply.begun - reply.ended });
  },

  async health() {
    const client = new packages.grpc.health.v1.Health(address, credentials);
    const all = await unary(client, 'Check', {});
    const nobody = await unary(client, 'Check', { service: 'nobody' });
    say({ status: all.reply.status, unknown: nobody.code });
    const watch = client.Watch({});
    watch.on('data', (change) => say({ watched: change.status }));
    await new Promise((resolve) => watch.on('end', resolve).on('error', resolve));
  },

  async reflection() {
    for (const version of ['v1', 'v1alpha']) {
      const Service = packages.grpc.reflection[version].ServerReflection;
      const client = new Service(address, credentials);
      const call = client.ServerReflectionInfo();
      const all = drain(call);
      call.write({ list_services: '*' });
      call.write({ file_containing_symbol: 'lert.interop.v1.Interop' });
      call.write({ file_by_filename: 'no/such.proto' });
      call.end();
      const [listed, file, absent] = (await all).messages;
      say({
        version,
        services: listed.list_services_response.service.map((s) => s.name),
        describes: file.file_descriptor_response.file_descriptor_proto.some((f) => f.includes('lert.interop.v1')),
        absent: absent.error_response.error_code,
      });
      client.close();
    }
  },
};

const client = connect();
scenarios[scenario](client).then(
  () => client.close(),
  (error) => {
    console.error(error);
    process.exit(1);
  }
);
