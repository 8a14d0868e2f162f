import { Connection } from './connection';
import { parseConnectionString } from './connection-string';
import { InvalidConnectionString } from './errors';

describe('a connection string of KurrentDB', () => {
  it.each([
    ['kurrentdb://a:b@host', 'esdb://a:b@host'],
    ['esdb+discover://a:b@host:2113?tls=true', 'esdb+discover://a:b@host:2113?tls=true'],
    ['kurrentdb+discover://a:b@one,two:2114', 'esdb+discover://a:b@one,two:2114'],
    ['esdb://host?tls=false', 'esdb://host?tls=false'],
    ['esdb://a:b@host?keepAliveInterval=10000', 'esdb://a:b@host?keepAliveInterval=10000'],
    [' kdb://a:b@host?nodePreference=leader ', 'esdb://a:b@host?nodePreference=leader'],
  ])('%s is given to the client as %s', (text, connectionString) => {
    expect(parseConnectionString(text)).toMatchObject({ connectionString });
  });

  it('user and password are percent-encoded', () => {
    const { credentials } = parseConnectionString('kurrentdb://ann%40prison:p%3A%2Fss@host');
    expect(credentials).toEqual({ username: 'ann@prison', password: 'p:/ss' });
  });

  it.each([
    ['postgresql://a:b@host', /must look like/],
    ['host:2113', /must look like/],
    ['kurrentdb://host', /asks for a user/],
    ['kurrentdb://host?tls=true', /asks for a user/],
    ['kurrentdb://a:secret@host?nodePreference=follower', /leader/],
    ['kurrentdb://a:secret@host?keepAliveInterval=-1', /above 0/],
    ['kurrentdb://a:secret@host?keepAliveInterval= -1', /above 0/],
    ['kurrentdb://a:secret@host?keepAliveInterval=00', /above 0/],
    ['kurrentdb://a:secret@host?tls=true&keepalivetimeout=-1', /above 0/],
  ])('%s is refused', (text, reason) => {
    expect(() => parseConnectionString(text)).toThrow(InvalidConnectionString);
    expect(() => parseConnectionString(text)).toThrow(reason);
  });

  it.each(['kurrentdb://a:secret@host?tlsCAFile=/no/such/file', 'kurrentdb://a:secret@host:port'])(
    'the refusal of %s holds no password',
    (text) => {
      let refusal: unknown;
      try {
        new Connection(text, 100);
      } catch (error) {
        refusal = error;
      }
      expect(refusal).toBeInstanceOf(InvalidConnectionString);
      expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('secret');
    },
  );
});
