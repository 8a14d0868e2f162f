/** A string that has been parsed once at the edge and may be trusted to have its form. */
export type Brand<Name extends string> = string & { readonly __brand: Name };
