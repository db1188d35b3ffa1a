'use strict';
// Preloaded into every function process. AWS's runtime client does three of its calls through a native addon that needs a
// compiler to install; this answers in its place over node:http. Everything else of the client is untouched.
const Module = require('node:module');
const http = require('node:http');
const net = require('node:net');
const { isMainThread } = require('node:worker_threads');

// Worker threads and forked children inherit the preload, but neither the client nor the pipe.
if (isMainThread && /aws-lambda-ric[\\/]index\.mjs$/.test(process.argv[1] ?? '')) {
  exitWithParent();
  replaceAddon();
}

/** The parent holds the other end of descriptor 3 open for as long as it lives, even if it is killed. */
function exitWithParent() {
  const exit = () => process.exit(1);
  new net.Socket({ fd: 3, readable: true }).on('close', exit).on('error', exit).resume().unref();
}

function replaceAddon() {
  const [hostname, port] = (process.env.AWS_LAMBDA_RUNTIME_API ?? '').split(':');
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method, path, body, headers) =>
    new Promise((resolve, reject) => {
      const request = http.request({ hostname, port, method, path, agent, headers }, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ bodyJson: text, headers: response.headers }));
        response.on('error', reject);
      });
      request.on('error', reject);
      request.end(body);
    });
  const post = (path, body, headers) =>
    call('POST', path, body, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...headers,
    });

  const root = '/2018-06-01/runtime/invocation';
  let posted = Promise.resolve();
  const client = {
    next: async () => {
      await posted;
      return call('GET', `${root}/next`);
    },
    done: (id, body) => {
      posted = post(`${root}/${id}/response`, body);
    },
    error: (id, body, xray) => {
      const cause = xray.replace(/[^\x20-\x7e]/g, '?');
      posted = post(`${root}/${id}/error`, body, { 'lambda-runtime-function-xray-error-cause': cause });
    },
  };

  const load = Module._load;
  Module._load = function (request, ...rest) {
    return request === './rapid-client.node' ? client : load.call(this, request, ...rest);
  };
}
