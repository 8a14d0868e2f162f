import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(__dirname, '../..');

/** A service of docker-compose.yml, as far as it is looked at here. */
export interface ComposeService {
  readonly image: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly healthcheck?: object;
  readonly profiles?: readonly string[];
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

interface Reading {
  /** Whether its variables have their values, or are there by name. */
  readonly filled?: boolean;
  /** What stands in `.env`: the variables that are not there have their defaults. */
  readonly dotEnv?: Readonly<Record<string, string>>;
}

/** What docker-compose.yml says. */
export const readCompose = ({ filled = true, dotEnv = {} }: Reading = {}): Compose => {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  const valueOf = (_: string, name: string, otherwise: string): string => dotEnv[name] || otherwise;
  const fill = (_: unknown, value: unknown): unknown =>
    filled && typeof value === 'string' ? value.replace(/\$\{([A-Z_]+):-([^}]*)\}/g, valueOf) : value;
  return parse(text, fill, { merge: true }) as Compose;
};

/** Those that run our image. */
export const ours = ({ services }: Compose): readonly (readonly [name: string, service: ComposeService])[] =>
  Object.entries(services).filter(([, { build }]) => build);

/** @returns services with those before them that they wait for. */
export const inOrder = ({ services }: Compose): readonly string[] => {
  const done = new Set<string>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    for (const other of Object.keys(services[name]?.depends_on ?? {})) visit(other);
    done.add(name);
  };
  for (const name of Object.keys(services)) visit(name);
  return [...done];
};
