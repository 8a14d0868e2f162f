/**
 * `node --require` a copy of this, and the wall clock of the process is as wrong as a file beside it says: skew/<service>, in
 * hours. It may change while the process runs, as a machine's clock does that is set. What measures spans (performance.now, timers)
 * is not touched, as it is not on such a machine.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const RealDate = Date;
const service = /apps\/([a-z-]+)\/src\/main\.js$/.exec(process.argv[1] ?? '')?.[1];
let milliseconds = 0;

const read = () => {
  try {
    milliseconds = Number(readFileSync(join(module.path, 'skew', service), 'utf8')) * 3_600_000;
  } catch {
    milliseconds = 0;
  }
};

class SkewedDate extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(RealDate.now() + milliseconds);
    else super(...given);
  }

  static now() {
    return RealDate.now() + milliseconds;
  }
}

if (service) {
  read();
  globalThis.setInterval(read, 100).unref();
  globalThis.Date = SkewedDate;
}
