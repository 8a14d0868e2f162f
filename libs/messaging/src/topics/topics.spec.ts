import { councils } from '@ttg/reference';
import { aclScript } from './acls';
import { topicsOf } from './topics';

describe('the topics', () => {
  const topics = topicsOf('ttg');

  it('are one for events, one for alerts and one for each council', () =>
    expect(topics.map(({ name }) => name)).toEqual([
      'ttg.events.v1',
      'ttg.alerts.v1',
      ...councils.map(({ code }) => `ttg.council.${code}.v1`),
    ]));

  it('have names that Kafka takes', () => {
    for (const { name } of topics) expect(name).toMatch(/^[A-Za-z0-9._-]{1,249}$/);
    expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length);
  });

  it('keep events without an end, so that a reader can begin with the first', () =>
    expect(topics[0]).toMatchObject({ partitions: 12, config: { 'retention.ms': '-1' } }));

  it('are dated by the broker: one refuses times that are to come, as a demo has them', () => {
    for (const { config } of topics) expect(config['message.timestamp.type']).toBe('LogAppendTime');
  });
});

describe('the ACLs', () => {
  const lines = aclScript('ttg')
    .split('\n')
    .filter((line) => line.startsWith('$KAFKA'));
  const southwark = 'E09000028';
  it('let a council read its own topic and nothing else', () => {
    expect(lines.filter((line) => line.includes(`User:ttg-council-${southwark}'`))).toEqual([
      `$KAFKA --add --allow-principal 'User:ttg-council-${southwark}' --operation Read --operation Describe --topic 'ttg.council.${southwark}.v1'`,
      `$KAFKA --add --allow-principal 'User:ttg-council-${southwark}' --operation Read --group 'ttg.council.${southwark}.v1' --resource-pattern-type prefixed`,
    ]);
  });

  it('let the relay alone write', () => {
    const writers = lines.filter((line) => line.includes('--operation Write'));
    expect(writers.length).toBeGreaterThan(0);
    for (const line of writers) expect(line).toContain("'User:ttg-relay'");
  });

  it('let no council read the events', () => {
    const readers = lines.filter((line) => line.includes("'ttg.events.v1'") && line.includes('council'));
    expect(readers).toEqual([]);
  });
});
