import type { Request } from 'express';

/** What Express knows of a route. Its types leave `match` and `methods` out. */
interface Layer {
  readonly route?: { readonly methods: Readonly<Record<string, boolean>> };
  match(path: string): boolean;
}

/** The methods that this address takes; none where there is no such address. */
export const allowedMethods = ({ app, path }: Request): readonly string[] => {
  const layers = app.router.stack as unknown as readonly Layer[];
  const routes = layers.flatMap((layer) => (layer.route && matches(layer, path) ? [layer.route] : []));
  const methods = new Set(routes.flatMap((route) => Object.keys(route.methods)).map((name) => name.toUpperCase()));
  if (methods.has('GET')) methods.add('HEAD');
  return methods.size > 0 ? [...methods, 'OPTIONS'].sort() : [];
};

/** A path that cannot be decoded is no address of ours. */
const matches = (layer: Layer, path: string): boolean => {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
};
