import { ValidateBy } from 'class-validator';
import ipaddr from 'ipaddr.js';
import { kurrentDbUrlFault } from '@ttg/event-sourcing/kurrentdb/url-fault';
import { openMasterKeys } from '@ttg/event-sourcing/personal-data/secrets';

type Rule = (value: unknown, all: Readonly<Record<string, unknown>>) => boolean;

/** A rule that may look at the other settings. `$property` in the sentence is the setting's name. */
const rule = (name: string, holds: Rule, sentence: string): PropertyDecorator =>
  ValidateBy(
    {
      name,
      validator: { validate: (value, context) => holds(value, (context?.object ?? {}) as Record<string, unknown>) },
    },
    { message: sentence },
  );

const isPostgresUrl: Rule = (value) => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, username, pathname } = new URL(value);
  return /^postgres(ql)?:$/.test(protocol) && username !== '' && pathname.length > 1;
};

const isKeyRing: Rule = (value) => {
  try {
    openMasterKeys({ masterKey: String(value) });
    return true;
  } catch {
    return false;
  }
};

export const IsPostgresUrl = (): PropertyDecorator =>
  rule('isPostgresUrl', isPostgresUrl, '$property must look like postgresql://role:password@host:5432/database.');

export const IsKurrentDbUrl = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isKurrentDbUrl', validator: { validate: (value) => kurrentDbUrlFault(String(value)) === undefined } },
    { message: ({ property, value }) => `${property} cannot be used: ${kurrentDbUrlFault(String(value)) ?? ''}` },
  );

const areBrokers: Rule = (value) =>
  typeof value === 'string' && value.split(',').every((broker) => /^[A-Za-z0-9._-]+:\d{1,5}$/.test(broker));

export const AreBrokers = (): PropertyDecorator =>
  rule('areBrokers', areBrokers, '$property must look like kafka-1:9092,kafka-2:9092, and is "$value".');

const areNetworks: Rule = (value) =>
  typeof value === 'string' && value.split(',').every((network) => ipaddr.isValidCIDR(network));

export const AreNetworks = (): PropertyDecorator =>
  rule('areNetworks', areNetworks, '$property must look like 10.1.0.0/16,fd00::/8, and is "$value".');

export const IsKeyRing = (): PropertyDecorator =>
  rule('isKeyRing', isKeyRing, '$property must be base64 of 32 bytes. Make one with: openssl rand -base64 32');

/** Where secrets and personal data go: https, and without it to this machine alone. */
const isTrustedUrl: Rule = (value) => {
  if (typeof value !== 'string' || !URL.canParse(value)) return false;
  const { protocol, hostname, username } = new URL(value);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return username === '' && (protocol === 'https:' || (protocol === 'http:' && isHere));
};

export const IsTrustedUrl = (): PropertyDecorator =>
  rule('isTrustedUrl', isTrustedUrl, '$property must be an address that begins with https://.');

export const MustStandWith = (other: string): PropertyDecorator =>
  rule(
    'mustStandWith',
    (_, all) => all[other] !== undefined,
    `$property is set without ${other}. Set both, or neither.`,
  );

export const MayNotStandWith = (other: string): PropertyDecorator =>
  rule(
    'mayNotStandWith',
    (_, all) => all[other] === undefined,
    `$property and ${other} are both set. Set one of them.`,
  );

export const RefusedInProduction = (): PropertyDecorator =>
  rule(
    'refusedInProduction',
    (value, all) => !(value === true && all['NODE_ENV'] === 'production'),
    '$property is on, and NODE_ENV is production: demo identities would let anybody in. Set DEMO=off.',
  );
