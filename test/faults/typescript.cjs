/** `node --require` this, and node runs our TypeScript as it stands in the sources: for processes that a test kills. */
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join, resolve } = require('node:path');
const { transformSync } = require('@swc/core');

const libs = resolve(module.path, '../../libs');

Module._extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  });
  module._compile(code, filename);
};

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const ours = /^@ttg\/([^/]+)(?:\/(.*))?$/.exec(request);
  return resolveFilename.call(this, ours ? join(libs, ours[1], 'src', ours[2] ?? '') : request, ...rest);
};
