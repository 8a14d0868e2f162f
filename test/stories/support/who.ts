/** The demo accounts of a story, by what they do. */
export const atBronzefield = {
  resettlement: 'resettlement-bronzefield',
  healthcare: 'healthcare-bronzefield',
  probation: 'probation-london',
  council: 'housing-southwark',
  namedLead: 'domestic-abuse-lead-bronzefield',
} as const;

/** The same after a move to Downview; the named lead stays behind. */
export const atDownview = {
  ...atBronzefield,
  resettlement: 'resettlement-downview',
  healthcare: 'healthcare-downview',
} as const;

export type Worker = keyof typeof atBronzefield;
export type Team = Readonly<Record<Worker, string>>;
export const workers = Object.keys(atBronzefield) as Worker[];

export const southwark = 'E09000028';
export const camden = 'E09000007';
