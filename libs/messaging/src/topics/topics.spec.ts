import { councils } from '@ttg/reference';
import { aclScript } from './acls';
import { topicsOf } from './topics';

describe('the topics', () => {
  const topics = topicsOf('ttg');

  it('are one for events, one for alerts, and for each council one to it and one from it', () =>
    expect(topics.map(({ name }) => name)).toEqual([
      'ttg.events.v1',
      'ttg.alerts.v1',
      ...councils.map(({ code }) => `ttg.council.${code}.v1`),
      ...councils.map(({ code }) => `ttg.council-answers.${code}.v1`),
    ]));

  it('keep what councils write for a week: it may say in clear what they decided on her', () => {
    const config = topics.find(({ name }) => name.includes('council-answers'))?.config;
    expect(config).toMatchObject({ 'retention.ms': '604800000', 'compression.type': 'uncompressed' });
  });

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
  it('let a council read its own topic, write its own answers, and nothing else', () => {
    expect(lines.filter((line) => line.includes(`User:ttg-council-${southwark}'`))).toEqual([
      `$KAFKA --add --allow-principal 'User:ttg-council-${southwark}' --operation Read --operation Describe --topic 'ttg.council.${southwark}.v1'`,
      `$KAFKA --add --allow-principal 'User:ttg-council-${southwark}' --operation Read --group 'ttg.council.${southwark}.v1' --resource-pattern-type prefixed`,
      `$KAFKA --add --allow-principal 'User:ttg-council-${southwark}' --operation Write --operation Describe --topic 'ttg.council-answers.${southwark}.v1'`,
    ]);
  });

  it('let the relay alone write what we tell, and none of what councils answer', () => {
    const writers = lines.filter(
      (line) => line.includes('--operation Write') && !line.includes('ttg.council-answers.'),
    );
    expect(writers.length).toBeGreaterThan(0);
    for (const line of writers) expect(line).toContain("'User:ttg-relay'");
    // A rule for all names that begin so would let it write there, too.
    for (const line of writers) expect(line).not.toMatch(/--topic 'ttg\.council'|--topic 'ttg\.'/);
  });

  it('let housing alone read what councils answer', () => {
    const readers = lines.filter((line) => /--operation Read.*council-answers/.test(line));
    expect(readers).toEqual([
      "$KAFKA --add --allow-principal 'User:ttg-housing' --operation Read --operation Describe --topic 'ttg.council-answers.' --resource-pattern-type prefixed",
    ]);
  });

  it('let no council read the events', () => {
    const readers = lines.filter((line) => line.includes("'ttg.events.v1'") && line.includes('council'));
    expect(readers).toEqual([]);
  });
});
