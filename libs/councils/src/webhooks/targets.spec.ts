import { Targets, type TargetFault } from './targets';

const names: Readonly<Record<string, readonly string[]>> = {
  'council.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'half-inside.example': ['93.184.215.14', '127.0.0.1'],
  'nobody.example': [],
};
const resolve = async (host: string): Promise<readonly string[]> => {
  const found = names[host];
  if (!found) throw new Error('ENOTFOUND');
  return found;
};
const faultOf = async (url: string, privateNetworks: readonly string[] = []): Promise<TargetFault | undefined> => {
  try {
    await new Targets(privateNetworks, resolve).look(url);
    return undefined;
  } catch (error) {
    return (error as { fault: TargetFault }).fault;
  }
};

describe('a webhook may go', () => {
  it('to a public address over https, and is told which one', async () =>
    expect(await new Targets([], resolve).look('https://council.example/ttg?desk=1')).toMatchObject({
      address: '93.184.215.14',
      family: 4,
      url: new URL('https://council.example/ttg?desk=1'),
    }));

  it('to a private network that a setting names, over http too', async () => {
    expect(await faultOf('http://10.1.2.3:8080/', ['10.1.0.0/16'])).toBeUndefined();
    expect(await faultOf('https://inside.example/', ['10.1.0.0/16'])).toBeUndefined();
    expect(await faultOf('http://[::1]/', ['::1/128'])).toBeUndefined();
  });
});

describe('a webhook may not go', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.9.9.9/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0.0.0.0/',
    'https://10.0.0.1/',
    'https://172.16.0.1/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://100.64.0.1/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[fe80::1]/',
    'https://[fd00::1]/',
    'https://[fec0::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:169.254.169.254]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[ff02::1]/',
    'https://inside.example/',
    'https://half-inside.example/',
  ])('to %s', async (url) => expect(await faultOf(url)).toBe('address-not-allowed'));

  it('to another private network than the one that is named', async () =>
    expect(await faultOf('http://192.168.1.1/', ['10.0.0.0/8'])).toBe('address-not-allowed'));

  it.each([
    ['http://council.example/', 'not-https'],
    ['ftp://council.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['https://user:secret@council.example/', 'no-url'],
    ['https://council.example/#part', 'no-url'],
    ['council.example', 'no-url'],
    [`https://council.example/${'x'.repeat(2000)}`, 'no-url'],
    ['https://gone.example/', 'name-not-found'],
    ['https://nobody.example/', 'name-not-found'],
  ] as const)('to %s', async (url, fault) => expect(await faultOf(url)).toBe(fault));
});

it('a network that is none is refused at the start', () => expect(() => new Targets(['10.0.0.0'])).toThrow());
