import { type Asking, objectIn } from './asking';
import type { ServiceName } from './routes';

type Part = Readonly<Record<string, unknown>>;

const part = (document: Part, name: string): Part => (document[name] ?? {}) as Part;

/** @returns one OpenAPI document of those of the services: each describes its own addresses, all in the same words. */
export const joined = (documents: readonly Part[]): Part => {
  const [first = {}] = documents;
  const of = (name: string, from = documents): Part =>
    Object.fromEntries(from.flatMap((one) => Object.entries(part(one, name))));
  const components = documents.map((one) => part(one, 'components'));
  const kinds = [...new Set(components.flatMap((one) => Object.keys(one)))];
  return {
    ...first,
    paths: of('paths'),
    components: Object.fromEntries(kinds.map((kind) => [kind, of(kind, components)])),
  };
};

/** What the API is, of all services. What one of them said of itself stays true while it is away. */
export class WholeDescription {
  private readonly known = new Map<ServiceName, Part>();

  constructor(private readonly asking: Asking) {}

  /** @returns the document, or the service that has not yet said anything of itself. */
  async read(): Promise<{ readonly document: Part } | { readonly missing: ServiceName }> {
    for (const [service, answered] of await this.asking.all('/api/openapi.json'))
      if (answered?.status === 200) this.known.set(service, objectIn(answered));
    const missing = this.asking.targets.services.find((service) => !this.known.has(service));
    if (missing) return { missing };
    return { document: joined([...this.known.values()]) };
  }
}
