const { get } = require('node:http');

const gate = (name) =>
  new Promise((resolve, reject) => {
    get(`${process.env.GATE_URL}/${name}`, (response) => response.resume().on('end', resolve)).on(
      'error',
      reject,
    );
  });
const begin = (stream, metadata) => awslambda.HttpResponseStream.from(stream, metadata);
const head = {
  statusCode: 200,
  headers: { 'content-type': 'text/event-stream', 'x-pid': String(process.pid) },
};

/** The last segment of the path says what to do. */
exports.handler = awslambda.streamifyResponse(async (event, stream) => {
  switch (event.path.split('/').at(-1)) {
    case 'three': {
      const out = begin(stream, head);
      for (const name of ['one', 'two', 'three']) {
        out.write(`data: ${name}\n\n`);
        await gate(name);
      }
      out.end();
      break;
    }
    case 'endless': {
      const out = begin(stream, head);
      const closed = new Promise((resolve) => out.on('close', resolve));
      out.write('first');
      await closed;
      await gate('closed');
      break;
    }
    case 'empty': {
      const out = begin(stream, { statusCode: 204, headers: {} });
      out.write('');
      out.end();
      break;
    }
    case 'late-failure': {
      const out = begin(stream, head);
      out.write('begun');
      await gate('begun');
      throw new Error('a private reason');
    }
    case 'early-failure':
      throw new Error('a private reason');
    case 'exit': {
      const out = begin(stream, head);
      out.write('begun');
      await gate('begun');
      process.exit(1);
      break;
    }
    case 'bare': {
      stream.write('no metadata');
      stream.end();
      break;
    }
    case 'flood': {
      const out = begin(stream, head);
      const chunk = Buffer.alloc(65_536, 'x');
      let written = 0;
      while (out.write(chunk)) written += chunk.length;
      await gate(`full-${written}`);
      out.end();
      break;
    }
    default: {
      const out = begin(stream, head);
      out.write('hello');
      out.end();
    }
  }
});
