import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { services as routed } from '@ttg/process/entry/routes';
import { withHeap } from '@ttg/process/services/heap';
import { withThreads } from '@ttg/process/services/threads';
import { ours, readCompose } from './compose';

const root = join(__dirname, '../..');
const compose = readCompose();
const { services } = compose;

/** `dist/apps/apps/housing/src/main.js` is compiled from `apps/housing/src/main.ts`. */
const sourceOf = (program = ''): string => join(root, program.replace('dist/apps/', '').replace(/\.js$/, '.ts'));

describe('docker-compose.yml', () => {
  it('has every service of the design, what they need, and who watches them', () =>
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining([...routed, 'relay', 'entry', 'postgres', 'kafka', 'kurrentdb', 'prometheus', 'grafana']),
    ));

  it('runs programs that there are', () => {
    expect(ours(compose).length).toBeGreaterThan(routed.length);
    for (const [name, { command }] of ours(compose))
      expect([name, existsSync(sourceOf(command?.[0]))]).toEqual([name, true]);
  });

  it('lets them write nowhere but where it says, and do nothing a user may not', () => {
    for (const [name, { read_only: isReadOnly, cap_drop: dropped }] of ours(compose))
      expect([name, isReadOnly, dropped]).toEqual([name, true, ['ALL']]);
  });

  it('names one version of every image', () => {
    // PostgreSQL's versions have two numbers, all others three: with fewer, it is whichever was made last.
    for (const { image } of Object.values(services))
      expect(image).toMatch(image.startsWith('postgres:') ? /:\d+\.\d+-[a-z]+$/ : /:v?\d+\.\d+\.\d+$/);
  });

  it('opens its ports to this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports).toContain('127.0.0.1:3000:3000');
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('waits for nothing that is not there, and keeps nothing in a volume that is not', () => {
    for (const { depends_on: others = {}, volumes = [] } of Object.values(services)) {
      for (const other of Object.keys(others)) expect(services).toHaveProperty(other);
      for (const volume of volumes) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('.')) expect(existsSync(join(root, source))).toBe(true);
        else expect(compose.volumes).toHaveProperty(source);
      }
    }
  });

  it('tells no service how to change the schema', () => {
    for (const name of [...routed, 'relay', 'entry'])
      expect(services[name]?.environment).not.toHaveProperty('DATABASE_MIGRATION_URL');
  });

  it('gives each service the heap and the threads that it has by `npm run services`', () => {
    const asThere = withThreads(withHeap({}));
    for (const name of [...routed, 'relay']) expect(services[name]?.environment).toMatchObject(asThere);
  });

  it('lets Prometheus read what each service tells', () => {
    const prometheus = readFileSync(join(root, 'docker/prometheus/prometheus.yml'), 'utf8');
    for (const name of [...routed, 'relay'])
      expect(prometheus).toContain(`'${name}:${services[name]?.environment?.['METRICS_PORT'] ?? ''}'`);
  });
});

describe('docker/Dockerfile', () => {
  const lines = readFileSync(join(root, 'docker/Dockerfile'), 'utf8').split('\n');

  it('builds on one version of Node', () => {
    const images = lines.filter((line) => line.startsWith('FROM')).map((line) => line.split(' ')[1]);
    expect(new Set(images).size).toBe(1);
    expect(images[0]).toMatch(/^node:\d+\.\d+\.\d+-/);
  });

  it('has the threads of a service', () =>
    expect(lines.find((line) => line.startsWith('ENV'))).toContain(
      `UV_THREADPOOL_SIZE=${withThreads({})['UV_THREADPOOL_SIZE']}`,
    ));

  it('runs as nobody in particular, below tini, and says whether it is well', () => {
    expect(lines).toContain('USER node');
    expect(lines.find((line) => line.startsWith('ENTRYPOINT'))).toContain('/usr/bin/tini');
    expect(lines.join('\n')).toMatch(/HEALTHCHECK[^]*\/health\/live/);
  });

  it('copies what there is', () => {
    const copied = lines.flatMap((line) => /^COPY (?!--from)(.*) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(copied).toContain('apps');
    for (const file of copied) expect(existsSync(join(root, file))).toBe(true);
    const context = readFileSync(join(root, '.dockerignore'), 'utf8');
    for (const file of copied) expect(context).toContain(`!${file}\n`);
  });
});
