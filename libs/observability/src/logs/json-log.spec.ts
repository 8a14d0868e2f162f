import { Logger } from '@nestjs/common';
import { RequestContext } from '@ttg/event-sourcing';
import { StartFailure } from '@ttg/event-sourcing/embedded-postgres/start-failure';
import { JsonLog, type JsonLogOptions } from './json-log';

const logging = (levels: JsonLogOptions['levels']) => {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  Logger.overrideLogger(new JsonLog({ service: 'synthetic', levels, destination }));
  return lines;
};

afterEach(() => {
  Logger.overrideLogger(false);
});

describe('a line of the log', () => {
  it('is one JSON object, with who says it and how grave it is', () => {
    const lines = logging(['warn']);
    new Logger('Database').warn('The connection was lost.');
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
        service: 'synthetic',
        context: 'Database',
        msg: 'The connection was lost.',
      },
    ]);
  });

  it('is left out where Nest is asked for graver ones alone', () => {
    const lines = logging(['warn', 'error']);
    Logger.overrideLogger(['error']);
    new Logger('Database').warn('The connection was lost.');
    new Logger('Database').error('It stayed away.');
    expect(lines.map(({ msg }) => msg)).toEqual(['It stayed away.']);
  });

  it('has the correlation id of the request in hand', async () => {
    const lines = logging(['log']);
    const logger = new Logger('Synthetic');
    await RequestContext.runAsNobody({ correlationId: 'c-1' }, async () => {
      await Promise.resolve();
      logger.log('within');
    });
    logger.log('outside');
    expect(lines.map(({ correlationId }) => correlationId)).toEqual(['c-1', undefined]);
  });

  it('tells an error by its class and place, never by its message', () => {
    const lines = logging(['error', 'fatal']);
    const error = new TypeError('Synthetica Example was born on 1990-04-01');
    new Logger('Edge').error(error);
    new Logger('Edge').error('It failed', error.stack);
    new Logger('Edge').fatal('It failed', error);
    new Logger('Edge').error({ name: 'Synthetica Example' });
    expect(lines.map(({ msg }) => msg)).toEqual([
      'TypeError',
      'It failed',
      'It failed',
      'Something was logged that is no text: object',
    ]);
    expect(lines.slice(0, 3).every(({ stack }) => String(stack).includes('json-log.spec.ts'))).toBe(true);
    expect(JSON.stringify(lines)).not.toMatch(/Synthetica|1990/);
  });

  it('is not written below the level that is wanted, nor of what keeps us from starting', () => {
    const lines = logging(['fatal', 'error']);
    const logger = new Logger('Synthetic');
    logger.warn('unwanted');
    logger.verbose('unwanted');
    logger.error(new StartFailure('Port 3000 is taken.'));
    expect(lines).toEqual([]);
  });
});
