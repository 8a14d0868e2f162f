import { programsOf, type ServiceFile } from './programs';

const services: readonly ServiceFile[] = [
  { name: 'custody', file: 'custody.js' },
  { name: 'relay', file: 'relay.js' },
];

describe('each service that is started', () => {
  it('has what it is told, its heap and its threads, and a port of its own for its figures', () => {
    const programs = programsOf(
      services,
      (name) => (name === 'relay' ? { UV_THREADPOOL_SIZE: '32' } : { DEMO: 'on' }),
      { observability: { metrics: { port: 9464, host: '127.0.0.1' } } },
    );
    expect(programs).toMatchObject([
      {
        name: 'custody',
        file: 'custody.js',
        environment: {
          DEMO: 'on',
          UV_THREADPOOL_SIZE: '16',
          METRICS_PORT: '9464',
          NODE_OPTIONS: expect.stringContaining('--max-old-space-size') as string,
        },
      },
      { name: 'relay', file: 'relay.js', environment: { UV_THREADPOOL_SIZE: '32', METRICS_PORT: '9465' } },
    ]);
  });
});
