const { get } = require('node:http');

let served = 0;
const json = (value) => ({ statusCode: 200, headers: {}, body: JSON.stringify(value) });

/** The last segment of the path says what to do; without one it tells the event. */
exports.handler = async (event) => {
  served += 1;
  switch (event.path.split('/').at(-1)) {
    case 'environment':
      return json({ ...process.env, cwd: process.cwd() });
    case 'process':
      return json({ pid: process.pid, served });
    case 'print':
      process.stdout.write('said by the function\n');
      return json({});
    case 'exit':
      process.exit(3);
      break;
    case 'throw':
      throw new Error('a private reason');
    case 'hang':
      return new Promise((resolve) => setTimeout(resolve, 60_000));
    case 'malformed':
      return { body: { nested: true } };
    case 'teapot':
      return {
        statusCode: 418,
        multiValueHeaders: { 'X-Many': ['1', '2'] },
        headers: { Date: 'long ago', Connection: 'close', 'x-one': '1' },
        body: Buffer.from([0, 255]).toString('base64'),
        isBase64Encoded: true,
      };
    case 'not-base64':
      return { statusCode: 200, body: 'not base64!', isBase64Encoded: true };
    case 'gate':
      await new Promise((resolve) =>
        get(`${process.env.GATE_URL}${event.path}`, (r) => r.resume().on('end', resolve)),
      );
      return json({ pid: process.pid });
    default:
      return json(event);
  }
};
