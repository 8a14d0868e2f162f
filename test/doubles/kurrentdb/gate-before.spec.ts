import { canStandBefore } from './gate-before';

describe('a gate', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'kurrentdb://localhost?tls=false',
    'kdb://log.example:2113/?keepAliveInterval=5000&TLS=false',
    'esdb://app:secret@log.example:2113?tls=false',
  ])('can stand before %s', (server) => expect(canStandBefore(server)).toBe(true));

  it.each([
    ['a server with TLS', 'esdb://app:secret@127.0.0.1:2113?tls=true'],
    ['one that has it, for nothing says otherwise', 'esdb://app:secret@127.0.0.1:2113'],
    ['several hosts', 'esdb://one.example:2113,two.example:2113?tls=false'],
    ['a cluster that is asked for its nodes', 'kurrentdb+discover://log.example:2113?tls=false'],
    ['one that is asked for otherwise', 'esdb://log.example?tls=false&dnsDiscover=true'],
  ])('cannot stand before %s', (_, server) => expect(canStandBefore(server)).toBe(false));
});
