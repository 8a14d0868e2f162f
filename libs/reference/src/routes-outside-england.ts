import type { Source } from '@ttg/calendar';

/** A nation whose councils the English duty to refer does not reach. */
export type NationWithoutDuty = 'wales' | 'scotland' | 'northern-ireland';

export interface RouteOutsideEngland {
  /** What to make instead of a duty to refer. */
  readonly name: string;
  /** What to tell the person who chose that council. */
  readonly sentence: string;
  readonly source: Source;
}

/** Where a woman who wants to live outside England turns (law-and-practice 0.6, G6). */
export const routesOutsideEngland: Readonly<Record<NationWithoutDuty, RouteOutsideEngland>> = {
  wales: {
    name: 'application for assistance',
    sentence:
      'The duty to refer does not reach Wales. Make an application for assistance to the Welsh council, by the National Offender Pathway.',
    source: {
      ref: 'S6, S10, S30',
      words: 'The duty to refer is for England only; HMPPS uses an application for assistance in Wales.',
      confidence: 'verified',
    },
  },
  scotland: {
    name: 'homelessness application',
    sentence:
      'The duty to refer does not reach Scotland. She makes a homelessness application to the Scottish council; offer to help her make it.',
    source: {
      ref: 'S6',
      words: 'The duty to refer is for England only; in Scotland she applies to the council as homeless.',
      confidence: 'own-knowledge',
    },
  },
  'northern-ireland': {
    name: 'application to the Housing Executive',
    sentence:
      'The duty to refer does not reach Northern Ireland. She applies as homeless to the Northern Ireland Housing Executive; offer to help her apply.',
    source: {
      ref: 'S6',
      words: 'The duty to refer is for England only; Northern Ireland has one housing body, the Housing Executive.',
      confidence: 'own-knowledge',
    },
  },
};
