import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Why nothing is sent to an address. Kept beside a delivery, and said in a sentence to whoever registers one. */
export type TargetFault = 'no-url' | 'not-https' | 'name-not-found' | 'address-not-allowed';

/** An address that was looked at: connect to it and to no other, whatever the name means a moment later. */
export interface Target {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
}

export class TargetRefused extends Error {
  constructor(readonly fault: TargetFault) {
    super(fault);
  }
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Resolve = (host: string) => Promise<readonly string[]>;

const byName: Resolve = async (host) => (await lookup(host, { all: true })).map(({ address }) => address);

/** Global unicast. What else ipaddr.js calls unicast in IPv6 is not assigned to anybody. */
const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' && (address instanceof ipaddr.IPv4 || address.match(globalUnicast));

/**
 * Says where webhooks may go: to public addresses over https; to others only where a setting names their network, and there over
 * http too. A name is resolved here, every address of it must be allowed, and one is given to connect to.
 */
export class Targets {
  private readonly privateNetworks: readonly [Address, number][];

  /** @param privateNetworks in CIDR notation. @throws Error where one is not */
  constructor(
    privateNetworks: readonly string[],
    private readonly resolve: Resolve = byName,
  ) {
    this.privateNetworks = privateNetworks.map((network) => ipaddr.parseCIDR(network));
  }

  /** @throws TargetRefused */
  async look(text: string): Promise<Target> {
    const url = read(text);
    const addresses = await this.addressesOf(url.hostname.replace(/^\[|\]$/g, ''));
    for (const address of addresses) this.refuseForbidden(address, url);
    const [first] = addresses;
    if (!first) throw new TargetRefused('name-not-found');
    return { url, address: first.toString(), family: first.kind() === 'ipv4' ? 4 : 6 };
  }

  private refuseForbidden(address: Address, { protocol }: URL): void {
    if (this.isNamed(address)) return;
    if (!isPublic(address)) throw new TargetRefused('address-not-allowed');
    if (protocol !== 'https:') throw new TargetRefused('not-https');
  }

  private isNamed(address: Address): boolean {
    return this.privateNetworks.some(
      ([network, bits]) => address.kind() === network.kind() && address.match(network, bits),
    );
  }

  private async addressesOf(host: string): Promise<readonly Address[]> {
    if (ipaddr.isValid(host)) return [ipaddr.process(host)];
    try {
      // `process`: an IPv4 address in the clothes of an IPv6 one is judged as what it is.
      return (await this.resolve(host)).map((address) => ipaddr.process(address));
    } catch {
      throw new TargetRefused('name-not-found');
    }
  }
}

const longest = 2000;

const read = (text: string): URL => {
  if (text.length > longest || !URL.canParse(text)) throw new TargetRefused('no-url');
  const url = new URL(text);
  const { protocol, username, password, hash } = url;
  if (username !== '' || password !== '' || hash !== '') throw new TargetRefused('no-url');
  if (protocol !== 'https:' && protocol !== 'http:') throw new TargetRefused('not-https');
  return url;
};
