/** The services that own pages and addresses. */
export const services = ['custody', 'housing', 'health', 'readiness'] as const;
/** Where there is Kafka: it owns nothing but what it says of itself. */
export const relay = 'relay' as const;
export type ServiceName = (typeof services)[number] | typeof relay;

/** In which service each context runs, and each connection with others: the table of the design, which pages and addresses follow. */
const serviceOf: Readonly<Record<string, ServiceName>> = {
  people: 'custody',
  custody: 'custody',
  sharing: 'custody',
  housing: 'housing',
  health: 'health',
  readiness: 'readiness',
  // What HMPPS tells becomes commands of custody and people; what councils are told is of referrals.
  inbox: 'custody',
  councils: 'housing',
  oauth: 'housing',
  relay,
};

/** Owns the board and her page, and answers for what belongs to nobody. */
const front: ServiceName = 'readiness';

const names = Object.keys(serviceOf).join('|');

/** Addresses that say which context they are of, in one group. The name of a projection begins with its context. */
const owned = [
  new RegExp(`^/api/v1/(${names})(?:/|$)`, 'i'),
  new RegExp(`^/cases/[^/]+/(${names})(?:/|$)`, 'i'),
  new RegExp(`^/api/v1/admin/(?:projections/)?(${names})(?:[./]|$)`, 'i'),
  /^\/(oauth)\//i,
  /^\/health\/(relay|councils)$/i,
];

/**
 * @param path of a request, without its query.
 * @param running what this installation has of services
 * @returns the service that answers it.
 */
export const ownerOf = (path: string, running: readonly ServiceName[]): ServiceName => {
  for (const pattern of owned) {
    const [, context = ''] = pattern.exec(path) ?? [];
    const service = serviceOf[context.toLowerCase()];
    if (service && running.includes(service)) return service;
  }
  return front;
};

/** Assets are the same wherever they come from: the service that answers for most, or another while it is away. */
export const inOrderFor = (path: string, running: readonly ServiceName[]): readonly [ServiceName, ...ServiceName[]] => {
  const owner = ownerOf(path, running);
  return /^\/assets\//i.test(path) ? [owner, ...running.filter((service) => service !== owner)] : [owner];
};
